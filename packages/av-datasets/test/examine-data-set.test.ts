import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import sharp, { type Sharp } from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import {
  type DataSetExamination,
  type ExamineDataSetOptions,
  examineDataSet,
  type Finding,
  type FindingCode,
} from "../src/index.ts";
import { MADE_RATE, madePicture, madeSound, madeWav, stereoWav } from "./made-media.ts";
import { mediaBytes, testWithFfmpeg } from "./media-files.ts";
import { failure, greyPng, temporaryFolder, write } from "./truth-files.ts";

/** A truth of our own whose boxes are as they should be; pictures are 64 × 64. */
function truthOf(ids: readonly string[]): object {
  return {
    schema: "ssl-truth/1",
    name: "made",
    coordinates: "pixels",
    width: 64,
    height: 64,
    consensus: 1,
    samples: ids.map((id, i) => ({
      id,
      annotators: [[[8 + (i % 8), 10, 40 + (i % 5), 50 - (i % 7)]]],
    })),
  };
}

/** Samples without fault; `from` is the first's seed. */
async function addGood(folder: string, ids: readonly string[], from = 1): Promise<void> {
  for (const [i, id] of ids.entries()) {
    const picture = await madePicture(from + i)
      .png()
      .toBuffer();
    write(folder, `pictures/${id}.png`, new Uint8Array(picture));
    write(folder, `sounds/${id}.wav`, madeWav(madeSound(from + i)));
  }
}

/** What a set's findings are about, by code. */
function idsByCode({ findings }: DataSetExamination): Partial<Record<FindingCode, string[]>> {
  return Object.fromEntries(findings.map(({ code, ids }) => [code, [...ids].sort()]));
}

function findingOf({ findings }: DataSetExamination, code: FindingCode): Finding | undefined {
  return findings.find((finding) => finding.code === code);
}

/** Every file of a folder with its content and time of change. */
function stateOf(folder: string): string {
  const hash = createHash("sha256");
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" }).sort()) {
    const status = statSync(join(folder, name));
    hash.update(`${name} ${status.mtimeMs}\n`);
    if (status.isFile()) hash.update(readFileSync(join(folder, name)));
  }
  return hash.digest("hex");
}

const GOOD = ["g1", "g2", "g3", "g4", "g5", "g6"];

describe("a clean set", () => {
  const folder = temporaryFolder();
  let examination: DataSetExamination;
  let before: string;
  beforeAll(async () => {
    write(folder, "truth.json", truthOf(GOOD));
    await addGood(folder, GOOD);
    before = stateOf(folder);
    examination = await examineDataSet(folder);
  });

  test("has no finding", () => {
    expect(examination.findings).toEqual([]);
  });

  test("is told as what it is", () => {
    expect(examination).toMatchObject({
      schema: "ssl-doctor/1",
      layout: "plain",
      counts: { samples: 6, annotated: 6, pictures: 6, sounds: 6, videos: 0, sources: null },
      notes: [],
    });
    const rows = Object.fromEntries(examination.distributions.map(({ of, rows }) => [of, rows]));
    expect(rows["picture size, pixels"]).toEqual([{ label: "64 × 64", count: 6 }]);
    expect(rows["sound duration, seconds"]).toEqual([{ label: "2 to 3", count: 6 }]);
    expect(rows["sound rate, Hz"]).toEqual([{ label: "16000", count: 6 }]);
    expect(rows["boxes of a sample"]).toEqual([{ label: "1", count: 6 }]);
  });

  test("has a truth whose centre is known, and plain data that JSON keeps", () => {
    const { truth } = examination;
    expect(truth).toMatchObject({ marked: 6, middleMarked: 1, side: 32 });
    expect(truth!.density).toHaveLength(32 * 32);
    expect(truth!.floors.map(({ protocol }) => protocol)).toEqual([
      "oya-minmax-224",
      "hche11",
      "sspl",
      "sslalign-cv2-adap",
    ]);
    expect(JSON.parse(JSON.stringify(examination))).toEqual(examination);
  });

  test("is not changed", () => {
    expect(stateOf(folder)).toBe(before);
  });

  test("is looked at file by file", async () => {
    const seen: number[] = [];
    const onProgress: ExamineDataSetOptions["onProgress"] = ({ stage, done, total }) => {
      if (stage === "files") seen.push(done, total);
    };
    await examineDataSet(folder, { onProgress });
    expect(seen.filter((_, i) => i % 2 === 0)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(new Set(seen.filter((_, i) => i % 2 === 1))).toEqual(new Set([12]));
  });

  test("is not examined once the signal is raised", async () => {
    const controller = new AbortController();
    const work = examineDataSet(folder, {
      signal: controller.signal,
      onProgress: () => controller.abort(new Error("enough")),
    });
    expect((await failure(work)).message).toBe("enough");
  });

  test("shares everything with itself, which is a leak", async () => {
    const leaks = idsByCode(await examineDataSet(folder, { against: folder }));
    expect(leaks).toEqual({ "leak-id": GOOD, "leak-picture": GOOD, "leak-sound": GOOD });
  });
});

describe("a set with a sample for each fault", () => {
  const folder = temporaryFolder();
  const ids = [...GOOD];
  let examination: DataSetExamination;
  let state: string;

  async function add(id: string, sound: Uint8Array | undefined, picture?: Sharp) {
    const seed = 100 + ids.length;
    ids.push(id);
    const bytes = await (picture ?? madePicture(seed)).png().toBuffer();
    write(folder, `pictures/${id}.png`, new Uint8Array(bytes));
    write(folder, `sounds/${id}.wav`, sound ?? madeWav(madeSound(seed)));
  }

  beforeAll(async () => {
    await addGood(folder, GOOD);
    const sound = madeSound(50);
    const second = new Float32Array(MADE_RATE);
    await add("silent", madeWav(second));
    await add("constant", madeWav(second.map(() => 0.25)));
    await add("clipped", madeWav(madeSound(51).map((x) => Math.max(-1, Math.min(1, 6 * x)))));
    await add("rumble", madeWav(madeSound(52).map((x) => 0.5 + 0.5 * x)));
    await add(
      "cancelling",
      stereoWav(
        sound,
        sound.map((x) => -x),
      ),
    );
    await add("short", madeWav(madeSound(53).subarray(8000, 8800)));
    await add("cut", madeWav(madeSound(54)).subarray(0, 20_000));
    await add("noSound", new TextEncoder().encode("<html>404</html>"));
    const good = madeWav(madeSound(1));
    // The same samples, in a file that ends in another chunk.
    const tail = new Uint8Array([...new TextEncoder().encode("note"), 4, 0, 0, 0, 1, 2, 3, 4]);
    await add("soundTwice", new Uint8Array([...good, ...tail]));
    const part = Float32Array.from(
      madeSound(2).subarray(3000),
      (x, i) => 0.5 * x + 0.00003 * Math.sin(i * i),
    );
    await add("excerpt", madeWav(part));

    const flat = { width: 64, height: 64, channels: 3 as const };
    await add("flat", undefined, sharp({ create: { ...flat, background: "#456" } }));
    await add("transparent", undefined, madePicture(60).ensureAlpha(0.5));
    await add("small", undefined, madePicture(61, 16, 16));
    await add("wide", undefined, madePicture(62, 128, 64));
    for (const id of ["turned", "misnamed", "cutPicture", "pictureTwice", "likeness"])
      await add(id, undefined);
    const turned = await madePicture(63).jpeg().withMetadata({ orientation: 6 }).toBuffer();
    const jpeg = await madePicture(64).jpeg().toBuffer();
    for (const id of ["turned", "pictureTwice", "likeness"])
      rmSync(join(folder, `pictures/${id}.png`));
    write(folder, "pictures/turned.jpg", new Uint8Array(turned));
    write(folder, "pictures/misnamed.png", new Uint8Array(jpeg));
    const whole = readFileSync(join(folder, "pictures/cutPicture.png"));
    write(folder, "pictures/cutPicture.png", new Uint8Array(whole.subarray(0, whole.length / 2)));
    const twice = await madePicture(3).webp({ lossless: true }).toBuffer();
    write(folder, "pictures/pictureTwice.webp", new Uint8Array(twice));
    const alike = await madePicture(4).resize(96, 96).jpeg({ quality: 40 }).toBuffer();
    write(folder, "pictures/likeness.jpg", new Uint8Array(alike));

    ids.push("noPicture", "nothing");
    write(folder, "sounds/noPicture.wav", madeWav(madeSound(70)));
    write(folder, "pictures/stranger.png", new Uint8Array(await madePicture(71).png().toBuffer()));
    write(folder, "truth.json", truthOf(ids));
    state = stateOf(folder);
    examination = await examineDataSet(folder);
  });

  test("has exactly these findings", () => {
    expect(idsByCode(examination)).toEqual({
      "missing-file": ["noPicture", "nothing"],
      "extra-file": [],
      "picture-unreadable": ["cutPicture"],
      "sound-unreadable": ["cut", "noSound"],
      "picture-constant": ["flat"],
      "sound-silent": ["silent"],
      "sound-constant": ["constant"],
      "sound-cancelling": ["cancelling"],
      "sound-clipped": ["clipped"],
      "sound-rumble": ["rumble"],
      "sound-short": ["short"],
      "picture-transparent": ["transparent"],
      "picture-turned": ["turned"],
      "picture-misnamed": ["misnamed"],
      "picture-small": ["small"],
      "picture-shape": ["wide"],
      "picture-repeated": ["g3", "pictureTwice"],
      "picture-alike": ["g4", "likeness"],
      "sound-repeated": ["g1", "soundTwice"],
      "sound-alike": ["excerpt", "g2"],
    });
  });

  test("says where and why", () => {
    const casesOf = (code: FindingCode) => findingOf(examination, code)?.cases;
    expect(casesOf("missing-file")).toEqual([
      { ids: ["noPicture"], detail: "picture" },
      { ids: ["nothing"], detail: "picture, sound" },
    ]);
    expect(casesOf("extra-file")).toEqual([
      { ids: [], detail: "", files: ["pictures/stranger.png"] },
    ]);
    expect(casesOf("sound-silent")).toEqual([
      { ids: ["silent"], detail: "digital silence", files: ["sounds/silent.wav"] },
    ]);
    expect(casesOf("sound-constant")?.[0]?.detail).toBe("0.25 throughout");
    expect(casesOf("picture-shape")?.[0]?.detail).toBe("128 × 64, boxes in 64 × 64");
    expect(casesOf("picture-turned")?.[0]?.detail).toBe("orientation 6");
    expect(casesOf("picture-misnamed")?.[0]?.detail).toBe("jpeg by its bytes");
    expect(casesOf("sound-unreadable")?.[0]?.detail).toMatch(
      /^examineDataSet: expected a whole wav file/,
    );
    expect(casesOf("sound-alike")?.[0]?.detail).toMatch(/^correlation (1\.00|0\.9\d)$/);
    expect(findingOf(examination, "sound-silent")).toMatchObject({
      severity: "fault",
      what: "Silent sounds: 1.",
      leaveOut: ["silent"],
    });
    expect(findingOf(examination, "sound-repeated")?.leaveOut).toEqual(["soundTwice"]);
  });

  test("puts faults before doubts", () => {
    const severities = examination.findings.map(({ severity }) => severity);
    expect(severities).toEqual([...severities].sort().reverse());
  });

  test("has no fault left without the samples that it says to leave out", async () => {
    const left = new Set(examination.findings.flatMap(({ leaveOut }) => leaveOut));
    const list = write(temporaryFolder(), "kept.txt", ids.filter((id) => !left.has(id)).join("\n"));
    const again = await examineDataSet(folder, { lists: [list] });
    expect(Object.keys(idsByCode(again)).sort()).toEqual(["extra-file", "unlisted"]);
  });

  test("is not changed", () => {
    expect(stateOf(folder)).toBe(state);
  });
});

describe("parts that share what they should not", () => {
  test("a picture, a sound and an excerpt of the test set are found in the training set", async () => {
    const training = temporaryFolder();
    const testing = temporaryFolder();
    await addGood(training, ["a", "b", "c", "d"], 1);
    await addGood(testing, ["p", "q", "r", "s"], 11);
    const picture = await madePicture(12).jpeg({ quality: 60 }).toBuffer();
    write(training, "pictures/e.jpg", new Uint8Array(picture));
    write(training, "sounds/e.wav", madeWav(madeSound(5)));
    write(training, "pictures/f.png", new Uint8Array(await madePicture(6).png().toBuffer()));
    write(training, "sounds/f.wav", madeWav(madeSound(13).subarray(2000)));
    const examination = await examineDataSet(training, { against: testing });
    expect(idsByCode(examination)).toEqual({ "leak-picture": ["e"], "leak-sound": ["f"] });
    expect(findingOf(examination, "leak-picture")?.cases[0]?.detail).toMatch(
      /^correlation (1\.00|0\.9\d); with q$/,
    );
    expect(findingOf(examination, "leak-sound")?.leaveOut).toEqual(["f"]);
    expect(examination.counts.samples).toBe(6);
  });

  test("splits of one set are held against each other, and the training side is to go", async () => {
    const folder = temporaryFolder();
    const rows = { train: ["a", "b"], val: ["c"] };
    for (const [split, names] of Object.entries(rows)) {
      const lines = names.map((name) => `audio/dog/${name}.wav,frames/dog/${name}.mp4,1`);
      write(folder, `${split}.csv`, lines.join("\n"));
    }
    for (const [i, name] of ["a", "b", "c"].entries()) {
      const seed = name === "c" ? 1 : i + 1;
      const picture = await madePicture(20 + i)
        .jpeg()
        .toBuffer();
      write(folder, `frames/dog/${name}.mp4/000001.jpg`, new Uint8Array(picture));
      write(folder, `audio/dog/${name}.wav`, madeWav(madeSound(seed)));
    }
    const examination = await examineDataSet(folder);
    expect(examination.counts.splits).toEqual({ train: 2, val: 1 });
    expect(idsByCode(examination)).toEqual({ "leak-sound": ["a", "c"] });
    expect(findingOf(examination, "leak-sound")).toMatchObject({
      leaveOut: ["a"],
      cases: [{ detail: "equal; train and val" }],
    });
  });

  test("two lists that hold the same video leak it, and no id", async () => {
    const folder = temporaryFolder();
    const entry = (file: string) => ({ file, class: "dog", bbox: [[0.1, 0.1, 0.5, 0.6]] });
    const first = write(folder, "train.json", [
      entry("zpWuikVorYg_000032"),
      entry("gEvCUcZ6w88_000030"),
    ]);
    const second = write(folder, "test.json", [
      entry("zpWuikVorYg_000099"),
      entry("JIemsK_0lXc_000364"),
    ]);
    expect(idsByCode(await examineDataSet(first, { against: second }))).toEqual({
      "leak-video": ["zpWuikVorYg_000032"],
    });
  });
});

describe("a truth alone", () => {
  const folder = temporaryFolder();

  test("tells what is wrong with its boxes", async () => {
    const path = write(folder, "vggss.json", [
      { file: "a_000001", class: "dog", bbox: [[0.1, 0.1, 0.5, 0.6]] },
      { file: "b_000001", class: "Dog ", bbox: [[0.1, 0.1, -28823037615171176, 0.6]] },
      { file: "c_000001", class: "cat", bbox: [[0, 0, 1, 1]] },
    ]);
    const examination = await examineDataSet(path);
    expect(examination.layout).toBe("vggss");
    expect(idsByCode(examination)).toEqual({
      "box-absurd": ["b_000001"],
      "box-empty": ["b_000001"],
      unmarked: ["b_000001"],
      "box-covering": ["c_000001"],
      "class-spelling": [],
    });
    expect(findingOf(examination, "class-spelling")?.cases).toEqual([
      { ids: [], detail: '"Dog ", "dog"' },
    ]);
    expect(examination.notes).toEqual(["The data set has no pictures, sounds and videos."]);
  });

  test("of MUSIC says that its boxes are sizes, and how few videos it has", async () => {
    const duets = Array.from({ length: 20 }, (_, i) => ({
      file: `HnUOaSfTA6c_000_${String(i).padStart(5, "0")}`,
      class_src1: "cello",
      bbox_src1: [0.1, 0.3, 0.2, 0.5],
      class_src2: "flute",
      bbox_src2: [0.5, 0.5, 0.3, 0.2],
    }));
    const examination = await examineDataSet(write(folder, "music.json", duets));
    expect(findingOf(examination, "box-order")).toMatchObject({ severity: "doubt" });
    expect(findingOf(examination, "few-videos")).toMatchObject({
      what: "Videos that 40 samples come from: 1.",
      cases: [{ detail: "HnUOaSfTA6c: 40 samples" }],
    });
  });

  test("that the readers refuse is told as far as it can be read", async () => {
    const path = write(folder, "is3.json", [
      { image: "x/dog_cat_1_dog.jpg", audio: "x/dog_cat_1_dog.wav", gt_box: [10, 10, 400, 90] },
      { image: "x/dog_cat_1_cat.jpg", audio: "x/dog_cat_1_cat.wav", gt_box: [10, 120, 90, 200] },
    ]);
    const examination = await examineDataSet(path);
    expect(idsByCode(examination)).toEqual({ refused: [], "box-outside": ["dog_cat_1_dog"] });
    expect(findingOf(examination, "refused")?.cases[0]?.detail).toMatch(
      /^readTruth: expected boxes of sample "dog_cat_1_dog"/,
    );
    expect(examination.counts).toMatchObject({ samples: 2, annotated: 2 });
  });

  test("of Flickr-SoundNet names the annotation that cannot be read", async () => {
    const box = (id: string) =>
      `<bbox><id>${id}</id><xmin>9</xmin><ymin>9</ymin><xmax>99</xmax><ymax>88</ymax></bbox>`;
    const xml = `<a><b>${box("1")}</b><b>${box("2")}</b></a>`;
    write(folder, "flickr/Annotations/1000.xml", xml);
    write(folder, "flickr/Annotations/1001.xml", xml.replace("</a>", ""));
    const examination = await examineDataSet(join(folder, "flickr"));
    expect(idsByCode(examination)).toEqual({ refused: ["1001"] });
    expect(findingOf(examination, "refused")?.cases[0]?.detail).toMatch(/well-formed XML/);
    expect(examination.counts).toMatchObject({ samples: 2, annotated: 1 });
  });

  test("that is a list tells its silent samples that hear themselves or their own class", async () => {
    const entry = (file: string, name: string) => ({
      file,
      class: name,
      bbox: [[0.1, 0.1, 0.5, 0.6]],
    });
    const path = write(folder, "three.json", [
      entry("a_000001", "dog"),
      entry("b_000001", "dog"),
      entry("c_000001", "cat"),
    ]);
    const rows = ["a_000001,a_000001", "b_000001,a_000001", "c_000001,a_000001"];
    const list = write(
      folder,
      "silent.csv",
      `video,audio,label\n${rows.map((row) => `${row},non-sounding`).join("\n")}\n`,
    );
    expect(idsByCode(await examineDataSet(path, { lists: [list] }))).toEqual({
      "own-sound": ["a_000001+a_000001"],
      "own-class": ["b_000001+a_000001"],
    });
    expect(await examineDataSet(list)).toMatchObject({ layout: "list", truth: null });
  });
});

describe("a folder without a truth", () => {
  test("of sounds alone is examined", async () => {
    const folder = temporaryFolder();
    write(folder, "owl.wav", madeWav(madeSound(1)));
    write(folder, "wombat.wav", madeWav(new Float32Array(100)));
    write(folder, "Owl.wav", madeWav(madeSound(2)));
    const examination = await examineDataSet(folder);
    expect(examination).toMatchObject({ layout: "pairs", truth: null });
    expect(idsByCode(examination)).toMatchObject({
      "sound-silent": ["wombat"],
      "id-case": ["Owl", "owl"],
    });
  });
});

describe("other media", () => {
  testWithFfmpeg("films are looked at by their first frame and their sound track", async () => {
    const folder = temporaryFolder();
    for (const name of ["film.mp4", "mute.mp4", "silent.mp4"])
      write(folder, name, mediaBytes(name));
    write(folder, "cut.mp4", mediaBytes("film.mp4").slice(0, 3000));
    const examination = await examineDataSet(folder);
    expect(examination.counts).toMatchObject({ samples: 4, videos: 4 });
    expect(idsByCode(examination)).toEqual({
      "picture-unreadable": ["cut"],
      "sound-unreadable": ["cut", "mute"],
      "sound-silent": ["silent"],
      "picture-repeated": ["film", "mute", "silent"],
    });
    expect(findingOf(examination, "sound-unreadable")?.cases[1]?.detail).toMatch(
      /expected a sound track in the file, got video/,
    );
  });

  test("a mask that cannot be read is named, and the others are read", async () => {
    const folder = temporaryFolder();
    write(folder, "s4_meta_data.csv", "name,start,category,split\na_1,0,dog,test\n");
    const marked = await greyPng(new Uint8Array(64).fill(255, 20, 40), 8);
    for (const n of [1, 2, 3, 4, 5]) {
      const at = `test/dog/a_1/a_1_${n}.png`;
      write(
        folder,
        `s4_data/visual_frames/${at}`,
        new Uint8Array(await madePicture(n).png().toBuffer()),
      );
      write(folder, `s4_data/gt_masks/${at}`, n === 3 ? marked.slice(0, 40) : marked);
    }
    write(folder, "s4_data/audio_wav/test/dog/a_1.wav", madeWav(madeSound(1)));
    const examination = await examineDataSet(folder);
    expect(idsByCode(examination)).toEqual({ refused: ["a_1_3"] });
    expect(examination.counts).toMatchObject({ samples: 5, annotated: 4, pictures: 5, sounds: 1 });
    expect(examination.truth).toMatchObject({ marked: 4 });
  });
});

describe("sounds full of rumble", () => {
  test("are alike by it if they begin together, which is said, and not if they do not", async () => {
    const folder = temporaryFolder();
    const thump = (seed: number, delay: number): Float32Array => {
      const sound = madeSound(seed);
      return sound.map((x, i) => {
        const seconds = (i - delay) / MADE_RATE;
        const slow =
          seconds < 0 ? 0 : Math.sin(2 * Math.PI * 11 * seconds) * Math.exp(-4 * seconds);
        return 0.05 * x + 0.9 * slow;
      });
    };
    write(folder, "a.wav", madeWav(thump(1, 1000)));
    write(folder, "b.wav", madeWav(thump(2, 1100)));
    write(folder, "c.wav", madeWav(thump(3, 9000)));
    const examination = await examineDataSet(folder);
    expect(idsByCode(examination)).toEqual({
      "sound-rumble": ["a", "b", "c"],
      "sound-alike": ["a", "b"],
    });
    expect(findingOf(examination, "sound-alike")?.cases[0]?.detail).toMatch(
      /^correlation (0\.9\d|1\.00), but 0\.[0-6]\d above 100 Hz$/,
    );
  });
});

describe("what is no data set", () => {
  test("is refused by name", async () => {
    const folder = temporaryFolder();
    expect((await failure(examineDataSet(join(folder, "none")))).message).toMatch(
      /^openDataSet: expected a readable file or folder at .*none, got ENOENT\.$/,
    );
    expect((await failure(examineDataSet(folder))).message).toMatch(
      /^openDataSet: expected a data set in .*, got an empty folder\./,
    );
    expect((await failure(examineDataSet(folder, { jobs: 0 }))).message).toBe(
      "examineDataSet: expected jobs to be a positive integer, got 0.",
    );
  });
});
