import { mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { BoxAnnotation, MaskAnnotation } from "@ssl/metrics-ciou";
import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { readTruth, type TruthSample } from "../src/index.ts";
import { failure, greyPng, temporaryFolder, write } from "./truth-files.ts";

const folder = temporaryFolder();
const json = (content: unknown, name = "list.json"): string => write(folder, name, content);
const messageOf = async (path: string, options = {}): Promise<string> =>
  (await failure(readTruth(path, options))).message.replaceAll(folder, "…");
const boxesOf = (sample: TruthSample | undefined): number[][][] =>
  (sample!.annotation as BoxAnnotation).annotators.map((boxes) =>
    boxes.map(({ left, top, right, bottom }) => [left, top, right, bottom]),
  );

describe("readTruth(path) of VGG-SS", () => {
  const { entries } = JSON.parse(
    readFileSync(new URL("golden/vggss-excerpt.json", import.meta.url), "utf8"),
  ) as { entries: unknown[] };

  test("takes one annotator's boxes in fractions of the picture", async () => {
    const truth = await readTruth(json(entries, "vggss.json"));
    expect(truth).toMatchObject({ name: "vggss", format: "vggss" });
    expect(truth.samples).toHaveLength(8);
    expect(truth.samples[0]).toEqual({
      id: "zpWuikVorYg_000032",
      labels: ["elk bugling"],
      annotation: {
        annotators: [[{ left: 0.403125, top: 0.253125, right: 0.6, bottom: 0.75 }]],
        frame: { width: 1, height: 1 },
        consensus: 1,
      },
    });
  });

  test("clips and drops the boxes of the published list that lie outside, and says so", async () => {
    const { samples, notes } = await readTruth(json(entries, "vggss.json"));
    expect(boxesOf(samples[1])).toEqual([[[0.05, 0.35625, 0.753125, 0.98125]]]);
    expect(boxesOf(samples[2])[0]).toHaveLength(3);
    expect(boxesOf(samples[4])).toEqual([[]]);
    expect(notes).toEqual([
      {
        kind: "clipped",
        message:
          "4 of 8 samples have a box that reaches beyond the picture; it is cut at the edge, as " +
          "published evaluators do. The farthest coordinate is -28823037615171176.",
        ids: [
          "Db6Hjt0x28k_000056",
          "sYIymaJi6tc_000090",
          "-ANxUxvGASw_000010",
          "MKC9LvRivTM_000030",
        ],
      },
      {
        kind: "dropped",
        message: "7 of 8 samples have a box without area in the picture; it is left out.",
        ids: samples.slice(1).map(({ id }) => id),
      },
      {
        kind: "unmarked",
        message:
          "2 of 8 samples have nothing marked; they stay in the set, and no map can score on them.",
        ids: ["MKC9LvRivTM_000030", "M1P1xla8rg0_000000"],
      },
    ]);
  });

  test("cuts a box at the picture's edge", async () => {
    const truth = await readTruth(json([{ file: "a", bbox: [[-0.1, 0.2, 0.5, 1.5]] }]));
    expect(boxesOf(truth.samples[0])).toEqual([[[0, 0.2, 0.5, 1]]]);
    expect(truth.samples[0]!.labels).toBeUndefined();
  });

  test("is recognised whatever its name, with a byte order mark or blanks before it", async () => {
    const text = `\ufeff\n ${JSON.stringify(entries)}`;
    expect((await readTruth(json(text, "annotations.txt"))).format).toBe("vggss");
  });

  test("refuses pixels and entries of another form", async () => {
    expect(await messageOf(json([{ file: "a", bbox: [[10, 20, 200, 220]] }]))).toBe(
      "readTruth: expected boxes in …/list.json in fractions of the picture, as in VGG-SS, got 10 " +
        'in entry "a". Divide pixels by the picture\'s width and height.',
    );
    const entry = { file: "b", class: "x", bbox: [[0, 0, 1, "1"]] };
    expect(await messageOf(json([{ file: "a", bbox: [] }, entry]))).toBe(
      'readTruth: expected entry 1 ("b") of …/list.json to be as in VGG-SS, ' +
        '{ "file", "class", "bbox": [[x0, y0, x1, y1], …] }, ' +
        "got bbox[0][3]: Invalid input: expected number, received string.",
    );
    expect(await messageOf(json('[{"file":"a","bbox":[[0,0,1,1e999]]}]'))).toContain(
      "bbox[0][3]: Invalid input: expected number, received",
    );
  });
});

describe("readTruth(path) of IS3, VPO and AVSBench", () => {
  const of = (name: string, box: number[]) => ({
    image: `/mnt/frames/${name}.jpg`,
    audio: `/mnt/wav/${name}.wav`,
    gt_box: box,
  });

  test("takes the picture's name as the id and what stands before its last underscore as the group", async () => {
    const entries = [
      of("accordion_female_10438_accordion", [47, 99, 154, 185]),
      of("accordion_female_10438_female", [15, 21, 158, 224]),
    ];
    const truth = await readTruth(json(entries));
    expect(truth).toMatchObject({ name: "list", format: "is3", notes: [] });
    expect(truth.samples[1]).toEqual({
      id: "accordion_female_10438_female",
      group: "accordion_female_10438",
      picture: "/mnt/frames/accordion_female_10438_female.jpg",
      sound: "/mnt/wav/accordion_female_10438_female.wav",
      annotation: {
        annotators: [[{ left: 15, top: 21, right: 158, bottom: 224 }]],
        frame: { width: 224, height: 224 },
        consensus: 1,
      },
    });
  });

  test("tells the five pictures of one sound apart, and keeps dots within a name", async () => {
    const entries = [1, 2].map((n) => ({
      image: `ms3\\rq5RDUm2Hnk_1\\rq5RDUm2Hnk_1.mp4_${n}.png`,
      audio: "test/rq5RDUm2Hnk_1.wav",
      gt_box: n === 1 ? [0, 0, 0, 0] : [75, 0, 200, 223],
    }));
    const { samples, notes } = await readTruth(json(entries));
    expect(samples.map(({ id, group }) => [id, group])).toEqual([
      ["rq5RDUm2Hnk_1.mp4_1", "rq5RDUm2Hnk_1.mp4"],
      ["rq5RDUm2Hnk_1.mp4_2", "rq5RDUm2Hnk_1.mp4"],
    ]);
    expect(boxesOf(samples[0])).toEqual([[]]);
    expect(notes.map(({ kind, ids }) => [kind, ids])).toEqual([
      ["dropped", ["rq5RDUm2Hnk_1.mp4_1"]],
      ["unmarked", ["rq5RDUm2Hnk_1.mp4_1"]],
    ]);
  });

  test("has no group for a name without an underscore, and needs no sound", async () => {
    const truth = await readTruth(json([{ image: "a.png", gt_box: [0, 0, 5, 5] }]));
    expect(truth.samples[0]).not.toHaveProperty("group");
    expect(truth.samples[0]).not.toHaveProperty("sound");
  });

  test("cuts a box that reaches a pixel too far, and refuses more", async () => {
    const { samples, notes } = await readTruth(json([of("a", [-1, 0, 225, 10])]));
    expect(boxesOf(samples[0])).toEqual([[[0, 0, 224, 10]]]);
    expect(notes[0]!.message).toContain("The farthest coordinate is 225.");
    expect(await messageOf(json([of("a", [0, 0, 225.5, 10])]))).toBe(
      'readTruth: expected boxes of sample "a" in …/list.json within 224 × 224, ' +
        "got [0, 0, 225.5, 10]. Correct it, or leave the sample out.",
    );
    expect(await messageOf(json([of("a", [10, 0, 5, 10])]))).toBe(
      'readTruth: expected boxes of sample "a" in …/list.json as [left, top, right, bottom], ' +
        "got one that is inside out: [10, 0, 5, 10]. Correct it, or leave the sample out.",
    );
  });

  test("refuses a list of masks and entries of another form", async () => {
    expect(await messageOf(json([{ image: "a.jpg", gt_box: "masks/a.png", offset: 1 }]))).toBe(
      'readTruth: expected boxes under "gt_box" in …/list.json, got paths of masks. ' +
        "Read the folder that holds the masks instead.",
    );
    expect(await messageOf(json([{ image: "a.jpg", gt_box: [1, 2, 3] }]))).toMatch(
      /^readTruth: expected entry 0 \("a\.jpg"\) of …\/list\.json to be as in IS3, .* got gt_box/,
    );
  });
});

describe("readTruth(path) of Flickr-SoundNet", () => {
  const box = (label: string, ...[a, b, c, d]: number[]): string =>
    `<bbox><label>${label}</label><xmin>${a}</xmin><ymin>${b}</ymin>` +
    `<xmax>${c}</xmax><ymax>${d}</ymax></bbox>`;
  const three =
    `<annotation><filename>1.jpg</filename><object>${box("object", 10, 20, 100, 120)}` +
    `${box("ambient", 1, 2, 3, 4)}</object><object>${box("object", 12, 22, 102, 122)}</object>` +
    "<object/></annotation>";
  let next = 0;
  const annotations = (...texts: string[]): string => {
    const place = `flickr-${next++}/Annotations`;
    for (const [i, text] of texts.entries()) write(folder, `${place}/100${i}.xml`, text);
    return join(folder, place);
  };

  test("takes each element that holds boxes as an annotator, and the first field as the label", async () => {
    const path = annotations(three);
    const truth = await readTruth(path);
    expect(truth).toEqual({
      name: "Annotations",
      format: "flickr",
      notes: [],
      samples: [
        {
          id: "1000",
          labels: ["object", "ambient", "object"],
          annotation: {
            annotators: [
              [
                { left: 10, top: 20, right: 100, bottom: 120 },
                { left: 1, top: 2, right: 3, bottom: 4 },
              ],
              [{ left: 12, top: 22, right: 102, bottom: 122 }],
            ],
            frame: { width: 256, height: 256 },
            consensus: 2,
          },
        },
      ],
    });
    expect((await readTruth(join(path, ".."))).samples).toEqual(truth.samples);
    expect(await readTruth(join(path, "1000.xml"))).toEqual({ ...truth, name: "1000" });
  });

  test("takes boxes of one element as one annotator's each, and says so", async () => {
    const one = `<a><b>${box("x", 0, 0, 9, 9)}${box("y", 1, 1, 8, 8)}${box("z", 2, 2, 7, 7)}</b></a>`;
    const { samples, notes } = await readTruth(annotations(one, three));
    expect(boxesOf(samples[0])).toEqual([[[0, 0, 9, 9]], [[1, 1, 8, 8]], [[2, 2, 7, 7]]]);
    expect(notes).toEqual([
      {
        kind: "read-as",
        message:
          "1 of 2 files have all boxes in one element; each box is read as another annotator's.",
        ids: ["1000"],
      },
    ]);
  });

  test("finds boxes at any depth, by names in any case and order, or the last four numbers", async () => {
    const { samples } = await readTruth(
      annotations(
        "<?xml version='1.0'?><r><x><y><v:BBox xmlns:v='u'><yMax>40</yMax><XMIN>1</XMIN>" +
          "<ymin>2</ymin><xmax> 30\n</xmax><who>A &amp; B</who></v:BBox></y></x></r>",
        "<r><c><bbox><n>3</n><p>5.5</p><p>6</p><p><![CDATA[70]]></p><p>80</p></bbox></c></r>",
        "<bbox><a>0</a><b>1</b><c>2</c><d>3</d></bbox>",
      ),
    );
    expect(samples.map(boxesOf)).toEqual([
      [[[1, 2, 30, 40]]],
      [[[5.5, 6, 70, 80]]],
      [[[0, 1, 2, 3]]],
    ]);
    expect(samples.map(({ labels }) => labels)).toEqual([["A & B"], ["3"], [""]]);
  });

  test("keeps a file without a box, unless there are no others", async () => {
    const { samples, notes } = await readTruth(annotations(three, "<r><c/></r>"));
    expect(boxesOf(samples[1])).toEqual([]);
    expect(notes.map(({ kind, ids }) => [kind, ids])).toEqual([["unmarked", ["1001"]]]);
    expect(await messageOf(annotations("<r/>", "<r/>"))).toMatch(
      /^readTruth: expected a <bbox> in …\/flickr-\d+\/Annotations, got none in 2 XML files\.$/,
    );
  });

  test.each([
    [
      "<r><bbox><l>a</l><x>1</x><y>2</y><z>3</z></bbox></r>",
      'four numbers in every <bbox> of FILE, got <l> "a", <x> "1", <y> "2", <z> "3".',
    ],
    ["<r><bbox/></r>", "four numbers in every <bbox> of FILE, got an empty one."],
    [
      "<r><bbox><xmin>1</xmin><ymin>2</ymin><xmax>3e1</xmax><ymax>40</ymax></bbox></r>",
      "four numbers in every <bbox> of FILE, " +
        'got <xmin> "1", <ymin> "2", <xmax> "3e1", <ymax> "40".',
    ],
    [
      "<r><bbox><x>1</x><y>2</y><width>3</width><height>4</height></bbox></r>",
      "corners in every <bbox> of FILE, got <width>. Write xmin, ymin, xmax and ymax.",
    ],
    [
      '<!DOCTYPE r [<!ENTITY a "1">]><r><bbox>&a;</bbox></r>',
      'well-formed XML without a DOCTYPE in FILE, got "The document has a DOCTYPE, which may ' +
        'declare entities.".',
    ],
    ["<r><bbox>", 'well-formed XML without a DOCTYPE in FILE, got "1:9: unclosed tag: bbox".'],
    ["<r>&lol;</r>", 'well-formed XML without a DOCTYPE in FILE, got "1:8: undefined entity.".'],
  ])("refuses %s", async (text, rest) => {
    const path = annotations(text);
    const file = join(path, "1000.xml").replace(folder, "…");
    expect(await messageOf(path)).toBe(`readTruth: expected ${rest.replace("FILE", file)}`);
  });

  test("refuses boxes outside, other bytes and files far too large", async () => {
    expect(await messageOf(annotations(`<r>${box("a", 0, 0, 300, 9)}</r>`))).toContain(
      'expected boxes of sample "1000" in',
    );
    const path = join(annotations(three), "1000.xml");
    writeFileSync(path, new Uint8Array([0x3c, 0xff]));
    expect(await messageOf(path)).toMatch(
      /expected XML in UTF-8 in .*1000\.xml, got other bytes\.$/,
    );
    truncateSync(path, 2 ** 20 + 1);
    expect(await messageOf(path)).toMatch(
      /expected an annotation of at most 1048576 bytes, got 1048577 in .*1000\.xml\.$/,
    );
  });
});

describe("readTruth(path) of MUSIC", () => {
  const duet = {
    file: "HnUOaSfTA6c_000_00000",
    class_src1: "cello",
    bbox_src1: [0.25, 0.25, 0.25, 0.5],
    class_src2: "acoustic_guitar",
    bbox_src2: [0.5, 0.625, 0.375, 0.25],
  };
  const corners = { ...duet, bbox_src1: [0.25, 0.25, 0.875, 0.75], bbox_src2: [0.5, 0.5, 1, 1] };

  test("makes a sample of each source, and tells widths from corners by the whole file", async () => {
    const truth = await readTruth(json([duet]));
    expect(truth.format).toBe("music");
    expect(truth.samples.map(({ id, group, labels }) => [id, group, labels])).toEqual([
      ["HnUOaSfTA6c_000_00000_src1", "HnUOaSfTA6c_000_00000", ["cello"]],
      ["HnUOaSfTA6c_000_00000_src2", "HnUOaSfTA6c_000_00000", ["acoustic_guitar"]],
    ]);
    expect(truth.samples.map(boxesOf)).toEqual([
      [[[0.25, 0.25, 0.5, 0.75]]],
      [[[0.5, 0.625, 0.875, 0.875]]],
    ]);
    expect(truth.notes).toEqual([
      {
        kind: "read-as",
        message:
          "Boxes are read as [x, y, width, height]: as corners, 2 of them would be inside out.",
        ids: ["HnUOaSfTA6c_000_00000_src1", "HnUOaSfTA6c_000_00000_src2"],
      },
    ]);
    const other = await readTruth(json([corners]));
    expect(other.samples.map(boxesOf)).toEqual([
      [[[0.25, 0.25, 0.875, 0.75]]],
      [[[0.5, 0.5, 1, 1]]],
    ]);
    expect(other.notes[0]!.message).toBe(
      "Boxes are read as [x0, y0, x1, y1]: as sizes, 2 of them would reach beyond the picture.",
    );
  });

  test("asks which they are if the evidence is mixed or absent", async () => {
    const open = { file: "a", class: "cello", bbox: [0.125, 0.125, 0.5, 0.5] };
    const question = 'Say which they are: readTruth(path, { boxes: "xywh" }) or { boxes: "xyxy" }.';
    const expected =
      "readTruth: expected boxes in …/list.json that can only be [x, y, width, height] or only " +
      "[x0, y0, x1, y1], got ";
    expect(await messageOf(json([open]))).toBe(
      `${expected}0 of 1 that are no corners and 0 that are no sizes. ${question}`,
    );
    expect(await messageOf(json([duet, { ...corners, file: "b" }]))).toBe(
      `${expected}2 of 4 that are no corners and 2 that are no sizes. ${question}`,
    );
    const sizes = await readTruth(json([open]), { boxes: "xywh" });
    expect(sizes.samples).toMatchObject([{ id: "a", labels: ["cello"] }]);
    expect(sizes.samples[0]).not.toHaveProperty("group");
    expect(boxesOf(sizes.samples[0])).toEqual([[[0.125, 0.125, 0.625, 0.625]]]);
    expect(sizes.notes).toEqual([]);
    const ends = await readTruth(json([open]), { boxes: "xyxy" });
    expect(boxesOf(ends.samples[0])).toEqual([[[0.125, 0.125, 0.5, 0.5]]]);
  });

  test("refuses boxes that the stated order makes impossible", async () => {
    expect(await messageOf(json([duet]), { boxes: "xyxy" })).toContain("one that is inside out");
    expect(await messageOf(json([corners]), { boxes: "xywh" })).toContain("within 1 × 1, got");
  });

  test("takes DSOL's boxes, those of one category in a frame together", async () => {
    const part = (category: number, ...normbox: number[]) => ({
      box: [29, 130, 180, 185],
      normbox,
      category_id: category,
    });
    const frames = {
      "Hn_0_1000/frame_175/05257.jpg": {
        bbox: [
          part(1, 0.25, 0.25, 0.25, 0.5),
          part(3, 0.5, 0.5, 0.25, 0.25),
          part(1, 0, 0, 0.5, 0.5),
        ],
        wdith: 608,
        height: 360,
      },
      "Hn_0_1000/frame_031/00951.jpg": { bbox: [], wdith: 608, height: 360 },
      "8LYWfpPUokc/3": { bbox: [{ category: 2, normbox: [0.5, 0.5, 0.125, 0.125] }] },
    };
    const { samples, notes, format } = await readTruth(json(frames));
    expect(format).toBe("music");
    expect(samples.map(({ id, group, labels }) => [id, group, labels])).toEqual([
      ["Hn_0_1000_frame_175_05257_1", "Hn_0_1000_frame_175_05257", ["1"]],
      ["Hn_0_1000_frame_175_05257_3", "Hn_0_1000_frame_175_05257", ["3"]],
      ["8LYWfpPUokc_3_2", "8LYWfpPUokc_3", ["2"]],
    ]);
    expect(boxesOf(samples[0])).toEqual([
      [
        [0.25, 0.25, 0.5, 0.75],
        [0, 0, 0.5, 0.5],
      ],
    ]);
    expect(notes[1]).toEqual({
      kind: "left-out",
      message: "1 of 3 frames have no box; they are left out, as published evaluators do.",
      ids: ["Hn_0_1000_frame_031_00951"],
    });
    expect(await messageOf(json({ "a/1": { bbox: [{ normbox: [0, 0, 1] }] } }))).toMatch(
      /^readTruth: expected entry 0 \("a\/1"\) of …\/list\.json to be as in DSOL, .*normbox/,
    );
  });
});

describe("readTruth(path) of a folder of masks", () => {
  let next = 0;
  const masks = async (files: Record<string, Uint8Array>): Promise<string> => {
    const place = `masks-${next++}`;
    mkdirSync(join(folder, place));
    for (const [name, bytes] of Object.entries(files)) write(folder, `${place}/${name}`, bytes);
    return join(folder, place);
  };
  const maskOf = (sample: TruthSample | undefined): number[][] => {
    const { data, shape } = (sample!.annotation as MaskAnnotation).mask;
    const [height, width] = shape as [number, number];
    const rows = Array.from({ length: height }, (_, y) => y * width);
    return rows.map((start) => Array.from(data).slice(start, start + width));
  };

  test("marks what is not black, of 8 bits, of 16, in colour, in a palette or with alpha 1", async () => {
    const colours = sharp(new Uint8Array([0, 0, 0, 0, 0, 9, 128, 0, 0, 0, 0, 0]), {
      raw: { width: 2, height: 2, channels: 3 },
    });
    const path = await masks({
      "b.png": await greyPng(Uint8Array.of(0, 1, 0, 255, 7, 0), 3),
      "a.PNG": await greyPng(Uint16Array.of(0, 1, 256, 0, 65535, 0), 3),
      "c.png": await colours.clone().png().toBuffer(),
      "d.png": await colours.clone().png({ palette: true }).toBuffer(),
      "e.png": await colours.clone().ensureAlpha().png().toBuffer(),
      "notes.txt": new Uint8Array(3),
      "._b.png": new Uint8Array(3),
    });
    const truth = await readTruth(path);
    expect(truth).toMatchObject({ format: "masks", notes: [] });
    expect(truth.samples.map(({ id }) => id)).toEqual(["a", "b", "c", "d", "e"]);
    expect(truth.samples.map(maskOf)).toEqual([
      [
        [0, 1, 1],
        [0, 1, 0],
      ],
      [
        [0, 1, 0],
        [1, 1, 0],
      ],
      ...Array(3).fill([
        [0, 1],
        [1, 0],
      ]),
    ]);
  });

  test("keeps a black mask and says so; masks survive being sent to a worker", async () => {
    const path = await masks({ "a_1.png": await greyPng(new Uint8Array(6), 3) });
    const { samples, notes } = await readTruth(path);
    expect(notes.map(({ kind, ids }) => [kind, ids])).toEqual([["unmarked", ["a_1"]]]);
    expect(structuredClone(samples)).toEqual(samples);
    expect(maskOf(structuredClone(samples[0]))).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ]);
  });

  test("refuses transparency, cut files and other pictures", async () => {
    const raw = { width: 2, height: 1, channels: 4 } as const;
    const clear = sharp(Uint8Array.of(9, 9, 9, 255, 0, 0, 0, 254), { raw });
    const whole = await greyPng(
      new Uint8Array(9000).map((_, i) => i * i),
      90,
    );
    const named = async (bytes: Uint8Array): Promise<string> =>
      (await messageOf(await masks({ "x.png": bytes }))).replace(/masks-\d+/, "m");
    expect(await named(await clear.png().toBuffer())).toBe(
      "readTruth: expected an opaque PNG in …/m/x.png, got alpha 254 at row 0, column 1. " +
        "Save it without alpha.",
    );
    expect(await named(whole.subarray(0, whole.length / 2))).toBe(
      "readTruth: expected a whole PNG in …/m/x.png, got one that cannot be decoded.",
    );
    expect(await named(await clear.jpeg().toBuffer())).toBe(
      "readTruth: expected a PNG in …/m/x.png, got jpeg. Convert it to PNG.",
    );
  });
});

describe("readTruth(path) of ssl-truth/1", () => {
  const sample = { id: "a", annotators: [[[0, 0, 10, 10]]] };
  const own = (rest: object = {}, samples: unknown[] = [sample]): object => ({
    schema: "ssl-truth/1",
    name: "farm",
    coordinates: "pixels",
    width: 20,
    height: 10,
    consensus: 1,
    samples,
    ...rest,
  });

  test("takes pixels and fractions, groups, several annotators, sounds and pictures", async () => {
    const full = { ...sample, group: "g", sound: "a.wav", picture: "a.jpg" };
    const two = {
      id: "b",
      annotators: [
        [
          [0, 0, 1, 1],
          [1.5, 2, 20, 10],
        ],
        [],
      ],
    };
    const truth = await readTruth(json(own({ consensus: 2 }, [full, two])));
    expect(truth).toMatchObject({ name: "farm", format: "ssl-truth/1", notes: [] });
    expect(truth.samples[0]).toEqual({
      id: "a",
      group: "g",
      sound: "a.wav",
      picture: "a.jpg",
      annotation: {
        annotators: [[{ left: 0, top: 0, right: 10, bottom: 10 }]],
        frame: { width: 20, height: 10 },
        consensus: 2,
      },
    });
    expect(boxesOf(truth.samples[1])).toEqual([
      [
        [0, 0, 1, 1],
        [1.5, 2, 20, 10],
      ],
      [],
    ]);
    const { width, height, ...fractions } = own({ coordinates: "normalised" }, [
      { id: "a", annotators: [[[0, 0.25, 0.5, 1]]] },
    ]) as { width: number; height: number };
    const normalised = await readTruth(json(fractions));
    expect(normalised.samples[0]!.annotation).toMatchObject({ frame: { width: 1, height: 1 } });
    expect(await readTruth(json({ ...fractions, width, height }))).toEqual(normalised);
  });

  const box = "boxes [x0, y0, x1, y1] in …/list.json with 0 ≤ x0 < x1 ≤ 20 and 0 ≤ y0 < y1 ≤ 10";
  const cure = "Correct the box, or clip it to the picture.";
  const form =
    "of …/list.json to be " +
    '{ "id", "annotators": [[[x0, y0, x1, y1], …], …] } with a "group" or none';
  test.each([
    [
      { consensus: 3 },
      [sample],
      "…/list.json to be an ssl-truth/1 file, got consensus: Invalid input.",
    ],
    [
      { extra: 1 },
      [sample],
      '…/list.json to be an ssl-truth/1 file, got Unrecognized key: "extra".',
    ],
    [
      { width: undefined },
      [sample],
      '"width" and "height" in …/list.json, whose coordinates are pixels, got undefined and 10. ' +
        "Add the size of the annotated pictures.",
    ],
    [{}, [], "samples in …/list.json, got none."],
    [{}, [{ ...sample, bbox: [] }], `entry 0 ("a") ${form}, got Unrecognized key: "bbox".`],
    [
      {},
      [{ id: 7, annotators: [[[0, 0, 1]]], sound: 1 }],
      `entry 0 ${form}, got id: Invalid input: expected string, received number (and 2 more).`,
    ],
    [
      {},
      [sample, { id: "b", annotators: [[], []] }],
      'a box in every sample of …/list.json, got none in "b". ' +
        "Leave out samples with nothing marked.",
    ],
    [
      {},
      [{ id: "b", annotators: [[[0, 0, 21, 1]]] }],
      `${box}, got [0, 0, 21, 1] in sample "b". ${cure}`,
    ],
    [
      {},
      [{ id: "b", annotators: [[[5, 0, 4, 1]]] }],
      `${box}, got [5, 0, 4, 1] in sample "b". ${cure}`,
    ],
    [
      {},
      [{ id: "b", annotators: [[[5, 1, 6, 1]]] }],
      `${box}, got [5, 1, 6, 1] in sample "b". ${cure}`,
    ],
    [
      {},
      [{ id: "b", annotators: [[[-0.5, 0, 4, 1]]] }],
      `${box}, got [-0.5, 0, 4, 1] in sample "b". ${cure}`,
    ],
  ])("refuses %j with samples %j", async (rest, samples, message) => {
    expect(await messageOf(json(own(rest, samples)))).toBe(`readTruth: expected ${message}`);
  });

  test("gives back whatever boxes were written", async () => {
    const corner = fc.double({ min: 0, max: 1, noNaN: true });
    const anyBox = fc
      .tuple(corner, corner, corner, corner)
      .filter(([a, b, c, d]) => a !== c && b !== d)
      .map(([a, b, c, d]) => [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)]);
    const annotators = fc.array(fc.array(anyBox, { minLength: 1, maxLength: 3 }), {
      minLength: 1,
      maxLength: 3,
    });
    const samples = fc.uniqueArray(
      fc.record({ id: fc.stringMatching(/^[-a-z0-9][-a-z0-9_ .'"<&é]{0,12}$/), annotators }),
      { selector: ({ id }) => id, minLength: 1, maxLength: 5 },
    );
    await fc.assert(
      fc.asyncProperty(samples, async (written) => {
        const truth = await readTruth(json(own({ coordinates: "normalised" }, written)));
        expect(truth.samples.map(({ id }) => id)).toEqual(written.map(({ id }) => id));
        expect(truth.samples.map(boxesOf)).toEqual(written.map((one) => one.annotators));
        expect(truth.notes).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

describe("readTruth(path) of damaged files", () => {
  const texts = [
    '[{"file":"a_1","class":"x","bbox":[[0.1,0.2,0.3,0.4]]},{"file":"b_1","bbox":[[0,0,1,1]]}]',
    '[{"image":"x/a_1.jpg","audio":"a_1.wav","gt_box":[1,2,3,4]}]',
    '[{"file":"a","class_src1":"x","bbox_src1":[0.5,0,0.25,1],"bbox_src2":[0,0.5,1,0.25]}]',
    '{"a/1.jpg":{"bbox":[{"normbox":[0.5,0,0.25,1],"category_id":1}],"wdith":6,"height":3}}',
    '{"schema":"ssl-truth/1","name":"n","coordinates":"pixels","width":9,"height":9,' +
      '"consensus":1,"samples":[{"id":"a","group":"g","annotators":[[[0,1,2,3]]]}]}',
    "<r><o><bbox><l>&amp;</l><xmin>1</xmin><ymin>2</ymin><xmax>3</xmax><ymax>4</ymax></bbox></o></r>",
    '{"schema":{"toString":1}}',
    '[{"file":{"toString":1},"bbox":[[1,2,3,4]]}]',
    '{"__proto__":{"bbox":[{"normbox":[0.5,0,0.25,1],"category_id":1}]}}',
  ];
  const named = async (bytes: Uint8Array): Promise<void> => {
    const path = write(folder, "damaged", bytes);
    try {
      const { samples } = await readTruth(path);
      expect(samples.length).toBeGreaterThan(0);
    } catch (error) {
      expect((error as Error).message).toMatch(/^readTruth: expected .*damaged.*, got .+\.$/s);
      expect((error as Error).message.length).toBeLessThan(2000);
    }
  };

  test("gives samples or an error that names the file, wherever a file is cut", async () => {
    for (const text of texts) {
      const bytes = new TextEncoder().encode(text);
      for (let length = 0; length <= bytes.length; length++) await named(bytes.subarray(0, length));
    }
  });

  test("gives samples or an error that names the file, whatever bytes are changed", async () => {
    const change = fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 }));
    const changes = fc.array(change, { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...texts), changes, async (text, places) => {
        const bytes = new TextEncoder().encode(text);
        for (const [at, byte] of places) bytes[at % bytes.length] = byte;
        await named(bytes);
      }),
      { numRuns: 1500 },
    );
  });

  test("gives samples or an error that names the file, whatever value stands in a field", async () => {
    const fields = texts.filter((text) => !text.startsWith("<"));
    const values = fc.jsonValue({ maxDepth: 2 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...fields), fc.nat(), values, async (text, n, value) => {
        const parts = [...text.matchAll(/[\d.]+|"[^"]*"/g)];
        const { 0: old, index } = parts[n % parts.length]!;
        const changed =
          text.slice(0, index) + JSON.stringify(value) + text.slice(index + old.length);
        await named(new TextEncoder().encode(changed));
      }),
      { numRuns: 1500 },
    );
  });
});

describe("readTruth(path) refuses", () => {
  const known =
    "Known are the lists of VGG-SS, IS3, VPO, AVSBench and MUSIC (JSON), Flickr-SoundNet's " +
    "Annotations (XML), a folder of PNG masks, and ssl-truth/1 (JSON).";

  test.each([
    ["video,audio,label\na,b,c\n", 'a CSV beginning "video,audio,label"'],
    ["zpWuikVorYg_000032\n", 'text beginning "zpWuikVorYg_000032"'],
    ["", "an empty file"],
    [
      Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0),
      "a NumPy array; heat maps are opened with openMapSet",
    ],
    [Uint8Array.of(0x50, 0x4b, 3, 4, 0), "a zip archive"],
    [
      Uint8Array.of(0x89, 0x50, 0x4e, 0x47),
      "one PNG picture; give the folder that holds the masks",
    ],
    ["MATLAB 5.0 MAT-file", "a MATLAB file"],
    [Uint8Array.of(0xff, 0xfe, 0x5b, 0), "text in UTF-16"],
    [Uint8Array.of(1, 2, 0, 4), "binary data"],
    ["[1, 2]", "a list of other values than objects"],
    ['[{"id": 1, "boxes": []}]', 'a list of objects with the keys "id", "boxes"'],
    ["[{}]", "a list of objects without keys"],
    ['{"videos": {}}', 'objects with the keys "videos"'],
    ["{}", "objects without keys"],
  ])("%j, and says what it saw", async (content, seen) => {
    expect(await messageOf(write(folder, "other", content))).toBe(
      `readTruth: expected a truth in …/other, got ${seen}. ${known}`,
    );
  });

  test("JSON that is broken, of another schema, not in UTF-8, empty or far too large", async () => {
    expect(await messageOf(json('[{"file": "a"'))).toMatch(
      /^readTruth: expected whole JSON in UTF-8 in …\/list\.json, got ".+"\.$/,
    );
    expect(await messageOf(json('{"schema": "ssl-truth/2"}'))).toBe(
      `readTruth: expected the schema "ssl-truth/1" in …/list.json, got "ssl-truth/2". ${known}`,
    );
    expect(await messageOf(json(Uint8Array.of(0x5b, 0x22, 0xff, 0x22, 0x5d)))).toContain(
      "expected whole JSON in UTF-8",
    );
    expect(await messageOf(json("[]"))).toBe(
      "readTruth: expected samples in …/list.json, got an empty list.",
    );
    const large = json("[", "large.json");
    truncateSync(large, 512_000_001);
    expect(await messageOf(large)).toBe(
      "readTruth: expected a truth of at most 512000000 bytes, got 512000001 in …/large.json.",
    );
    truncateSync(large, 0);
  });

  test("ids that come twice, differ in case only or are no names of files", async () => {
    const list = (...ids: string[]): string =>
      json(ids.map((file) => ({ file, bbox: [[0, 0, 1, 1]] })));
    expect(await messageOf(list("a", "b", "a", "b", "a"))).toBe(
      'readTruth: expected every id in …/list.json once, got repeated ones: "a", "b". ' +
        "Rename them or leave all but one out.",
    );
    expect(await messageOf(list("abc", "x", "ABC"))).toBe(
      "readTruth: expected ids in …/list.json that differ in more than upper and lower case, " +
        'got "abc", "ABC". Not every file system can tell them apart; rename them.',
    );
    const many = Array.from({ length: 12 }, (_, i) => `s${i}`);
    expect(await messageOf(list(...many, ...many))).toContain('"s9" and 2 more. Rename');
    for (const id of ["a/b", "a\\b", "..", "", "a\nb"]) {
      expect(await messageOf(list(id))).toBe(
        "readTruth: expected every id in …/list.json to be usable as the name of a file, " +
          `got ${JSON.stringify(id)}. Rename it.`,
      );
    }
    const { samples } = await readTruth(list("__proto__", "-a.b", "constructor"));
    expect(samples.map(({ id }) => id)).toEqual(["__proto__", "-a.b", "constructor"]);
  });

  test("folders without XML or PNG, or with both", async () => {
    write(folder, "odd/vggss.json", "[]");
    expect(await messageOf(join(folder, "odd"))).toBe(
      `readTruth: expected XML or PNG files in the folder …/odd, got "vggss.json". ${known}`,
    );
    write(folder, "both/a.xml", "<a/>");
    write(folder, "both/a.png", "");
    expect(await messageOf(join(folder, "both"))).toBe(
      "readTruth: expected XML or PNG files in …/both, got 1 XML and 1 PNG files. " +
        "Move away those that are not the truth.",
    );
    mkdirSync(join(folder, "hollow/Annotations"), { recursive: true });
    expect(await messageOf(join(folder, "hollow"))).toBe(
      `readTruth: expected XML files in …/hollow/Annotations, got none. ${known}`,
    );
    mkdirSync(join(folder, "empty"));
    expect(await messageOf(join(folder, "empty"))).toContain("in the folder …/empty, got nothing.");
  });

  test("paths that cannot be read, with the cause", async () => {
    const error = await failure(readTruth(join(folder, "none.json")));
    expect(error.message.replace(folder, "…")).toBe(
      "readTruth: expected a readable file or folder at …/none.json, got ENOENT.",
    );
    expect(error.cause).toMatchObject({ code: "ENOENT" });
    symlinkSync("loop", join(folder, "loop"));
    expect(await messageOf(join(folder, "loop"))).toContain("at …/loop, got ELOOP.");
    // @ts-expect-error: a path is text
    expect((await failure(readTruth(7))).message).toBe(
      "readTruth: expected path to be a string, got number.",
    );
  });

  test("an option that does not fit", async () => {
    const path = json([{ file: "a", bbox: [[0, 0, 1, 1]] }]);
    expect(await messageOf(path, { boxes: "xywh" })).toBe(
      'readTruth: expected boxes: "xywh" or "xyxy" for a list of MUSIC only, got "xywh" for ' +
        '…/list.json, which is of the form "vggss". Leave the option out.',
    );
    expect(await messageOf(path, { boxes: "corners" })).toBe(
      'readTruth: expected boxes to be "xywh" or "xyxy", got "corners".',
    );
  });
});
