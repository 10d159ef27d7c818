import {
  accessSync,
  chmodSync,
  constants,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type OpenDataSetOptions, openDataSet } from "../src/index.ts";
import { samplesIn, touch } from "./data-folder.ts";
import { failure, temporaryFolder, write } from "./truth-files.ts";

const parent = temporaryFolder();
let folders = 0;
function newFolder(): string {
  const folder = join(parent, `set-${++folders}`);
  mkdirSync(folder);
  return folder;
}
/** The error's text with the folder as `…`. */
const messageOf = async (folder: string, options: OpenDataSetOptions = {}): Promise<string> =>
  (await failure(openDataSet(folder, options))).message
    .replaceAll(folder, "…")
    .replaceAll(parent, "⋯");
function readsWithoutPermission(): boolean {
  const path = write(parent, "closed", "");
  chmodSync(path, 0);
  try {
    accessSync(path, constants.R_OK);
    return true;
  } catch {
    return false;
  }
}
const own = (...samples: object[]) => ({
  schema: "ssl-truth/1",
  name: "Mine",
  coordinates: "normalised",
  consensus: 1,
  samples: samples.map((sample) => ({ annotators: [[[0, 0, 1, 1]]], ...sample })),
});

describe("openDataSet refuses, by name,", () => {
  test("a path that leaves the folder", async () => {
    for (const picture of [
      "../a.jpg",
      "pictures/../../a.jpg",
      "/etc/passwd",
      "C:\\a.jpg",
      "..\\a.jpg",
    ]) {
      const folder = newFolder();
      write(folder, "truth.json", own({ id: "a", picture }));
      expect(await messageOf(folder)).toBe(
        "openDataSet: expected paths in truth.json that stay in the data set's folder, got " +
          `${JSON.stringify(picture)}. Write it relative to that folder.`,
      );
    }
    const folder = newFolder();
    write(folder, "train.csv", "/data/audio/a.mp3,/data/frames/a.mp4,9\n");
    expect(await messageOf(folder)).toContain('got "/data/audio/a.mp3".');
  });

  test("a link that leaves the folder: of a picture, of a folder, and of the truth", async () => {
    const outside = newFolder();
    touch(outside, "a.jpg", "Annotations/1.xml");
    for (const [link, target] of [
      ["frames/a.jpg", "a.jpg"],
      ["Annotations", "Annotations"],
      ["deep/er", "."],
    ] as const) {
      const folder = newFolder();
      touch(folder, "frames/b.jpg", "deep/c.jpg");
      symlinkSync(join(outside, target), join(folder, link));
      expect(await messageOf(folder)).toBe(
        `openDataSet: expected links that stay in …, got "${link}", which leads to ` +
          `"${join(outside, target).replace(parent, "⋯")}". Open the folder that it leads to, or ` +
          "copy what it leads to into this one.",
      );
    }
  });

  test("a folder beside the root whose name begins like the root's", async () => {
    const folder = newFolder();
    mkdirSync(`${folder}-more`);
    touch(`${folder}-more`, "a.jpg");
    symlinkSync(`${folder}-more`, join(folder, "frames"));
    expect(await messageOf(folder)).toContain("expected links that stay in …");
  });

  test("loops of links: into a folder above, through two folders, and of a link on itself", async () => {
    const above = newFolder();
    touch(above, "frames/a.jpg");
    symlinkSync("..", join(above, "frames/again"));
    expect(await messageOf(above)).toBe(
      "openDataSet: expected folders in … that end somewhere, got a link that leads back into " +
        'itself: "frames/again". Remove the link.',
    );
    const crossed = newFolder();
    touch(crossed, "a/1.jpg", "b/2.jpg");
    symlinkSync("../b", join(crossed, "a/b"));
    symlinkSync("../a", join(crossed, "b/a"));
    expect(await messageOf(crossed)).toContain('leads back into itself: "a/b/a"');
    const self = newFolder();
    touch(self, "frames/a.jpg");
    symlinkSync("x.jpg", join(self, "frames/x.jpg"));
    expect(await messageOf(self)).toBe(
      'openDataSet: expected links in … that end somewhere, got a loop of links: "frames/x.jpg". ' +
        "Remove it.",
    );
  });

  test("XML with entities", async () => {
    const folder = newFolder();
    const bomb = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>';
    write(folder, "Annotations/1.xml", bomb);
    expect(await messageOf(folder)).toBe(
      "readTruth: expected well-formed XML without a DOCTYPE in …/Annotations/1.xml, got " +
        '"The document has a DOCTYPE, which may declare entities.".',
    );
    write(folder, "Annotations/1.xml", "<a><bbox><b>&undeclared;</b></bbox></a>");
    expect(await messageOf(folder)).toContain("well-formed XML without a DOCTYPE");
  });

  test("lists with ragged rows, of unknown form, without rows, or not of text", async () => {
    const folder = newFolder();
    touch(folder, "frames/a.jpg");
    const message = (content: string | Uint8Array, name = "list.csv"): Promise<string> =>
      messageOf(folder, { lists: [write(parent, name, content)] });
    expect(await message("a,1\nb,2\nc\n")).toBe(
      'openDataSet: expected as many fields in every row of ⋯/list.csv as in "a,1", got 1 in line 3.',
    );
    expect(await message('a,"1\nb,2\n')).toMatch(
      /^openDataSet: expected a CSV file at ⋯\/list\.csv, got "Quote Not Closed/,
    );
    expect(await message("a,b,c\n1,2,3\n")).toBe(
      'openDataSet: expected a list of samples in ⋯/list.csv, got rows of 3 fields beginning "a,b,c". ' +
        "Known are one id a line; id,number; id,class; and video,audio,label.",
    );
    for (const name of ["list.csv", "list.txt"]) {
      expect(await message("\n\n", name)).toBe(
        `openDataSet: expected samples in the list ⋯/${name}, got none.`,
      );
    }
    expect(await message(Uint8Array.of(0xff, 0xfe, 0x61, 0))).toBe(
      "openDataSet: expected text in UTF-8 in ⋯/list.csv, got other bytes.",
    );
    expect(await message("a\nb\na.jpg\n")).toBe(
      'openDataSet: expected every sample of … once, got repeated: "a".',
    );
  });

  test("tables of AVSBench and of Sound-of-Pixels that are none", async () => {
    const avs = newFolder();
    write(avs, "s4_meta_data.csv", "name,category\nx,dog\n");
    expect(await messageOf(avs)).toBe(
      'openDataSet: expected a header with the column "split" and clips below it in ' +
        's4_meta_data.csv, got 1 clips below "name,category".',
    );
    write(avs, "s4_meta_data.csv", "name,split\nx\n");
    expect(await messageOf(avs)).toContain("got 1 in line 2.");
    const pixels = newFolder();
    write(pixels, "train.csv", "audio/a.mp3,frames/a.mp4,9\naudio/b.mp3,frames/b.mp4,many\n");
    expect(await messageOf(pixels)).toBe(
      "openDataSet: expected rows of train.csv to be a sound, a folder of frames and their number, " +
        'got "audio/b.mp3,frames/b.mp4,many" in row 2.',
    );
  });

  test("JSON with wrong types, and half of one", async () => {
    const folder = newFolder();
    write(folder, "vggss.json", [{ file: 7, class: "x", bbox: [[0, 0, 1, 1]] }]);
    expect(await messageOf(folder)).toContain(
      "expected entry 0 of …/vggss.json to be as in VGG-SS",
    );
    write(folder, "vggss.json", '[{"file":"a","class":"x","bbox":[[0,0,1,1]]}');
    expect(await messageOf(folder)).toContain("expected whole JSON in UTF-8 in …/vggss.json");
    const music = newFolder();
    write(music, "videos.json", { videos: { flute: "jW_AuF6dQYY" } });
    expect(await messageOf(music)).toMatch(
      /^openDataSet: expected …\/videos\.json to be as in MUSIC, \{ "videos": .* \}, got videos\.flute: /,
    );
    write(music, "videos.json", '{"videos": {"flute": [');
    expect(await messageOf(music)).toContain("openDataSet: expected whole JSON in …/videos.json");
  });

  test("two files for one sample, but only where a sample names them", async () => {
    const folder = newFolder();
    touch(folder, "frames/a.jpg", "frames/a.png", "audio/a.wav");
    expect(await messageOf(folder)).toBe(
      'openDataSet: expected one picture for "a", got "frames/a.jpg" and "frames/a.png". ' +
        "Move away all but one.",
    );
    const named = newFolder();
    write(named, "vggss.json", [{ file: "a", class: "x", bbox: [[0, 0, 1, 1]] }]);
    touch(named, "frames/a.jpg", "frames/b.jpg", "old/b.jpg");
    expect((await openDataSet(named)).extra).toEqual(["frames/b.jpg", "old/b.jpg"]);
  });

  test("a folder that is no data set, or more than one", async () => {
    const folder = newFolder();
    expect(await messageOf(folder)).toMatch(
      /^openDataSet: expected a data set in …, got an empty folder\. Looked for: a folder Annotations .*; a JSON list of file, class and bbox \(VGG-SS\); .* paired by name \(pairs\)\.$/,
    );
    touch(folder, "readme.txt", "model.bin");
    expect(await messageOf(folder)).toContain('got "model.bin", "readme.txt". Looked for');
    const several = newFolder();
    write(several, "a.json", own({ id: "a" }));
    write(several, "vggss.json", [{ file: "a", class: "x", bbox: [[0, 0, 1, 1]] }]);
    expect(await messageOf(several)).toBe(
      'openDataSet: expected one data set in …, got "a.json" (plain), "vggss.json" (vggss). Say ' +
        'which truth it is to be read by: { truth: "a.json" }.',
    );
    expect(await openDataSet(several, { truth: "vggss.json" })).toMatchObject({ layout: "vggss" });
    expect(await messageOf(several, { truth: "../a.json" })).toBe(
      'openDataSet: expected truth to be the name of a file or folder in …, got "../a.json".',
    );
    touch(several, "other.txt");
    expect(await messageOf(several, { truth: "other.txt" })).toContain(
      'expected a truth in "other.txt", got another file. Looked for',
    );
    expect(await messageOf(write(several, "model.bin", "abc"))).toContain(
      "expected a truth or a list in …, got another file. Looked for",
    );
  });

  test("what cannot be read", async () => {
    const folder = newFolder();
    expect(await messageOf(join(folder, "gone"))).toBe(
      "openDataSet: expected a readable file or folder at …, got ENOENT.",
    );
    expect(await messageOf(folder, { lists: [join(folder, "gone.csv")] })).toBe(
      "openDataSet: expected a readable file or folder at …/gone.csv, got ENOENT.",
    );
    expect(await messageOf(folder, { lists: [folder] })).toBe(
      "openDataSet: expected a readable file or folder at …, got EISDIR.",
    );
    symlinkSync("nowhere", join(folder, "truth.json"));
    expect(await messageOf(folder)).toBe(
      'openDataSet: expected "truth.json" to be there, got a link that leads nowhere.',
    );
  });

  // The superuser reads every file, whatever its mode.
  test.skipIf(readsWithoutPermission())("files and folders without permission", async () => {
    const folder = newFolder();
    touch(folder, "frames/a.jpg");
    chmodSync(write(folder, "vggss.json", "[]"), 0);
    expect(await messageOf(folder)).toBe(
      "openDataSet: expected a readable file or folder at …/vggss.json, got EACCES.",
    );
    const closed = newFolder();
    touch(closed, "frames/a.jpg");
    chmodSync(join(closed, "frames"), 0);
    expect(await messageOf(closed)).toBe(
      "openDataSet: expected a readable file or folder at …/frames, got EACCES.",
    );
    chmodSync(join(closed, "frames"), 0o755);
  });

  test("arguments of another kind", async () => {
    const of = async (path: unknown, options: unknown): Promise<string> => {
      const error = await failure(openDataSet(path as string, options as OpenDataSetOptions));
      return `${error.name} ${error.message}`;
    };
    expect(await of(7, {})).toBe(
      "TypeError openDataSet: expected path to be a string, got number.",
    );
    expect(await of("x", { truth: 7 })).toBe(
      "TypeError openDataSet: expected truth to be a string, got number.",
    );
    expect(await of("x", { lists: "a.csv" })).toBe(
      "TypeError openDataSet: expected lists to be an array of paths, got another value.",
    );
    expect(await of("x", { boxes: "whxy" })).toBe(
      'RangeError openDataSet: expected boxes to be "xywh" or "xyxy", got "whxy".',
    );
  });
});

describe("openDataSet of a damaged file", () => {
  test("fails with its own words or gives samples, wherever a published list ends early", async () => {
    const lists = fileURLToPath(new URL("lists", import.meta.url));
    for (const name of readdirSync(lists)) {
      const whole = readFileSync(join(lists, name));
      for (let end = 0; end < whole.length; end += 64) {
        const path = write(parent, name, whole.subarray(0, end));
        const outcome = await openDataSet(path).then(
          ({ count }) => `${count} samples`,
          (error: Error) => error.message,
        );
        expect(outcome).toMatch(/^([1-9]\d* samples|(openDataSet|readTruth): expected .+, got )/s);
      }
    }
  });

  test("names every file once, as a sample's or as an extra one, whatever the folder holds", async () => {
    const part = fc.constantFrom("a", "b", "frames", "audio", "masks", "x.mp4", "1");
    const file = fc
      .tuple(fc.array(part, { maxLength: 2 }), part, fc.constantFrom("jpg", "wav", "mp4", "txt"))
      .map(([folders, name, ending]) => [...folders, `${name}.${ending}`].join("/"));
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(file, { minLength: 1, maxLength: 12 }), async (files) => {
        const folder = newFolder();
        // A file and a folder of one name cannot both be there.
        const kept = files.filter((one) => !files.some((other) => other.startsWith(`${one}/`)));
        touch(folder, ...kept);
        const set = await openDataSet(folder).catch(({ message }: Error) => message);
        if (typeof set === "string") {
          expect(set).toMatch(/expected (one (picture|sound|video|folder) for|a data set in)/);
          return;
        }
        const named = (await samplesIn(set)).flatMap(({ picture, sound, video }) =>
          [picture, sound, video].filter((path) => path !== undefined),
        );
        const listed = [...named, ...set.extra];
        expect(new Set(listed).size).toBe(listed.length);
        const media = kept.filter(
          (path) => /\.(jpg|wav|mp4)$/.test(path) && !/(^|\/)(masks|x\.mp4)\//.test(path),
        );
        for (const path of media) expect(listed).toContain(path);
      }),
      { numRuns: 60 },
    );
  });
});

describe("openDataSet takes", () => {
  const long = "x".repeat(196);
  for (const name of [
    "a name with spaces ",
    `'single' and "double" quotes`,
    "a, comma; & <tag>",
    "emoji 🦉 and 👩‍👩‍👧",
    "éa decomposed",
    "-begins-with-a-dash",
    "dots.in.a.name",
    long,
  ]) {
    test(`files named ${name.slice(0, 40)}`, async () => {
      const folder = newFolder();
      touch(folder, `frames/${name}.jpg`, `audio/${name}.wav`);
      const expected = { id: name, picture: `frames/${name}.jpg`, sound: `audio/${name}.wav` };
      expect(await samplesIn(await openDataSet(folder))).toEqual([expected]);
      const lists = [write(parent, "names.txt", `${name}\n`)];
      expect(await samplesIn(await openDataSet(folder, { lists }))).toEqual([expected]);
      const quoted = [write(parent, "names.csv", `"${name.replaceAll('"', '""')}",12\n`)];
      expect(await samplesIn(await openDataSet(folder, { lists: quoted }))).toEqual([
        { ...expected, about: { listed: "12" } },
      ]);
      write(folder, "truth.json", own({ id: name, picture: `frames/${name}.jpg` }));
      expect((await samplesIn(await openDataSet(folder)))[0]).toMatchObject(expected);
    });
  }

  test("links within the folder, and a root that is itself a link", async () => {
    const folder = newFolder();
    touch(folder, "store/a.jpg", "audio/a.wav");
    symlinkSync("store", join(folder, "frames"));
    symlinkSync("a.wav", join(folder, "audio/b.wav"));
    symlinkSync(folder, `${folder}-link`);
    const set = await openDataSet(`${folder}-link`);
    expect(set.root).toBe(folder);
    expect((await samplesIn(set)).map(({ id }) => id)).toEqual(["a", "b", "store/a"]);
  });

  test("links that lead nowhere as missing files, and says so", async () => {
    const folder = newFolder();
    touch(folder, "frames/a.jpg", "audio/b.wav", "frames/b.jpg");
    symlinkSync("gone.wav", join(folder, "audio/a.wav"));
    const set = await openDataSet(folder);
    expect(set.missing).toEqual([{ id: "a", what: "sound" }]);
    expect(set.notes).toEqual([
      {
        kind: "broken-link",
        message: "1 links lead nowhere; they count as missing files.",
        ids: ["audio/a.wav"],
      },
    ]);
  });

  test("lists with a byte order mark, blank lines and either end of line", async () => {
    const folder = newFolder();
    touch(folder, "a.jpg", "b.jpg");
    for (const [name, text] of [
      ["l.csv", "\ufeffb,1\r\n\r\na,2\r\n"],
      ["l.txt", "\ufeffb\r\n\r\na\r\n"],
    ] as const) {
      const set = await openDataSet(folder, { lists: [write(parent, name, text)] });
      expect((await samplesIn(set)).map(({ id }) => id)).toEqual(["b", "a"]);
    }
  });
});
