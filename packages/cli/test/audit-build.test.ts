import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  findFfmpeg,
  readFrames,
  readPicture,
  readSound,
  readTruth,
  readWav,
  writeWav,
} from "@ssl/av-datasets";
import sharp from "sharp";
import { beforeAll, describe, expect, test, vi } from "vitest";
import type { AuditManifest, AuditSample } from "../src/audit/audit-manifest.ts";
import type { AuditSource } from "../src/audit/audit-source.ts";
import { buildAudit } from "../src/audit/build-audit.ts";
import { auditHere, boxesOf, builtAudit, manifestOf } from "./audit-fixtures.ts";
import { runSsl } from "./run-ssl.ts";
import { scratchFolder } from "./scratch-folder.ts";

const scratch = scratchFolder();
const SMALL = ["--rate", "4000", "--side", "32"];
let file: string;
let manifest: AuditManifest;
let samples: Map<string, AuditSample>;
const of = (condition: string): AuditSample[] =>
  manifest.samples.filter((sample) => sample.condition === condition);
const sound = (path: string): Float32Array =>
  readWav(readFileSync(join(scratch("audit"), path))).channels[0]!;
const rms = (values: Float32Array): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length);

/** Every file of a folder with its bytes. */
function contents(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => statSync(join(folder, name)).isFile())
      .sort()
      .map((name) => [name, readFileSync(join(folder, name)).toString("base64")]),
  );
}

beforeAll(async () => {
  file = await builtAudit(scratch("audit"), { scenes: 14, compose: ["--interactive"] });
  manifest = manifestOf(file);
  samples = new Map(manifest.samples.map((sample) => [sample.id, sample]));
});

describe("ssl audit build", () => {
  test("writes every picture with its own and with foreign sounds, as plain files", () => {
    expect(manifest.conditions).toEqual([
      "original",
      "silence",
      "noise",
      "off-screen",
      "same-class",
      "other-class",
      "concat",
    ]);
    const counts = Object.fromEntries(manifest.conditions.map((name) => [name, of(name).length]));
    expect(counts).toMatchObject({
      original: 28,
      silence: 28,
      noise: 56,
      "off-screen": 280,
      "other-class": 56,
    });
    for (const { picture, sound: path } of manifest.samples) {
      expect(existsSync(join(scratch("audit"), picture)), picture).toBe(true);
      expect(existsSync(join(scratch("audit"), path)), path).toBe(true);
    }
  });

  test("silence is silent, noise as loud and as long as the sound, and each draw another", () => {
    for (const { id, sound: path } of of("original").slice(0, 5)) {
      const own = sound(path);
      expect(own.length).toBe(1600);
      expect(sound(samples.get(`${id}~silence`)!.sound)).toEqual(new Float32Array(1600));
      const noises = [0, 1].map((draw) => sound(samples.get(`${id}~noise-${draw}`)!.sound));
      for (const noise of noises) {
        expect(noise.length).toBe(1600);
        expect(rms(noise)).toBeCloseTo(rms(own), 1);
      }
      expect(noises[0]).not.toEqual(noises[1]);
    }
  });

  test("a foreign sound is another sample's, of a class that is or is not the picture's", () => {
    const scenes = JSON.parse(
      readFileSync(`${scratch("audit")}-data/manifest.json`, "utf8"),
    ).scenes;
    const shown = new Map<string, string[]>(
      scenes.map((scene: { id: string; objects: { class: string }[] }) => [
        scene.id,
        scene.objects.map((object) => object.class),
      ]),
    );
    const foreign = manifest.samples.filter(
      (sample) => "from" in sample && sample.from !== undefined,
    );
    expect(foreign.length).toBeGreaterThan(336);
    for (const sample of foreign) {
      if (!("from" in sample)) continue;
      const from = samples.get(sample.from!)!;
      expect(sample.sound).toBe(from.sound);
      const [scene, other] = [sample.of, from.id].map((id) => id.replace(/_\d$/, ""));
      expect(other).not.toBe(scene);
      if (sample.condition === "same-class") expect(from.class).toBe(sample.class);
      else expect(shown.get(scene!)).not.toContain(from.class);
    }
    const draws = of("off-screen").filter((sample) => sample.of === of("original")[0]!.id);
    expect(draws.map((sample) => "draw" in sample && sample.draw)).toEqual(
      Array.from({ length: 10 }, (_, draw) => draw),
    );
    expect(new Set(draws.map((sample) => "from" in sample && sample.from)).size).toBe(10);
  });

  test("two pictures stand side by side with either sound, each picture in one pair", async () => {
    const concat = of("concat");
    expect(concat.length).toBeGreaterThan(8);
    const boxes = boxesOf(file);
    const used = new Set<string>();
    for (let i = 0; i < concat.length; i += 2) {
      const [left, right] = concat.slice(i, i + 2) as [AuditSample, AuditSample];
      expect([left.id, right.id]).toEqual([
        `concat-${i / 2 + 1}-left`,
        `concat-${i / 2 + 1}-right`,
      ]);
      expect(left.picture).toBe(right.picture);
      expect(left).toMatchObject({ other: right.of });
      for (const [sample, start] of [
        [left, 0],
        [right, 16],
      ] as const) {
        const own = samples.get(sample.of)!;
        expect(sample.sound).toBe(own.sound);
        const [x0, y0, x1, y1] = boxes.get(own.id)!;
        expect(boxes.get(sample.id)).toEqual([start + x0 / 2, y0, start + x1 / 2, y1]);
        const scene = sample.of.replace(/_\d$/, "");
        expect(used.has(scene)).toBe(false);
        used.add(scene);
      }
    }
    const [first] = concat as [AuditSample];
    const joined = await readPicture(join(scratch("audit"), first.picture));
    const own = await readPicture(join(scratch("audit"), samples.get(first.of)!.picture));
    expect(joined.shape).toEqual([32, 32, 3]);
    expect(joined.get(5, 3, 0)).toBe(Math.round((own.get(5, 6, 0) + own.get(5, 7, 0)) / 2));
  });

  test("pictures in which several things sound are named as groups", () => {
    const [first, second] = of("original");
    expect(first).toMatchObject({ group: "scene-000000", interactive: true });
    expect(second).toMatchObject({ group: "scene-000000", interactive: true });
  });

  test("the same command makes the same bytes, another seed other ones", async () => {
    const again = scratch("again");
    const data = `${scratch("audit")}-data`;
    await auditHere("build", "--data", data, "--out", again, ...SMALL);
    const named = (folder: string): Record<string, string> => contents(scratch(folder));
    expect(Object.keys(named("again"))).toEqual(Object.keys(named("audit")));
    expect(named("again")).toEqual({
      ...named("audit"),
      "build.json": expect.any(String),
      "manifest.json": expect.any(String),
    });
    const other = scratch("other-seed");
    await auditHere("build", "--data", data, "--out", other, ...SMALL, "--seed", "2");
    expect(named("other-seed")["sounds/scene-000000_1~noise-0.wav"]).not.toBe(
      named("audit")["sounds/scene-000000_1~noise-0.wav"],
    );
  });

  test("goes on where it was stopped, and is then as if it had not been", async () => {
    const folder = scratch("stopped");
    const args = ["build", "--data", `${scratch("audit")}-data`, "--out", folder, ...SMALL];
    const killed = await runSsl(["audit", ...args], (stderr, child) => {
      if (stderr.includes("Writing: ")) child.kill("SIGKILL");
    });
    expect(killed.code).toBeNull();
    expect(existsSync(join(folder, "manifest.json"))).toBe(false);
    writeFileSync(join(folder, "sounds", "scene-000009_1.wav.123.part"), "half a so");
    const done = await auditHere(...args);
    expect(done.code, done.stderr).toBe(0);
    expect(contents(folder)).toEqual(contents(scratch("audit")));
    rmSync(join(folder, "sounds", "scene-000003_1.wav"));
    rmSync(join(folder, "pictures", "concat-2.png"));
    expect((await auditHere(...args)).code).toBe(0);
    expect(contents(folder)).toEqual(contents(scratch("audit")));
  });

  test("a Ctrl-C ends it with 130 and says that it goes on", async () => {
    const folder = scratch("interrupted");
    const data = `${scratch("audit")}-data`;
    let asked = false;
    const run = await runSsl(
      ["audit", "build", "--data", data, "--out", folder, ...SMALL],
      (stderr, child) => {
        if (!asked && stderr.includes("Writing: 1 ")) asked = child.kill("SIGINT");
      },
    );
    expect(run.code).toBe(130);
    expect(run.stderr).toContain("What is written stays; the same command goes on from there.\n");
  });

  test("--pictures takes so many, a larger number all of a smaller one's", async () => {
    const taken = async (pictures: number): Promise<string[]> => {
      const folder = scratch(`pictures-${pictures}`);
      const data = `${scratch("audit")}-data`;
      const run = await auditHere(
        ...[
          "build",
          "--data",
          data,
          "--out",
          folder,
          ...SMALL,
          "--pictures",
          `${pictures}`,
          "--json",
        ],
      );
      const { manifest: path, conditions } = JSON.parse(run.stdout);
      expect(conditions.original).toBe(2 * pictures);
      return manifestOf(path).samples.flatMap((sample) =>
        sample.condition === "original" ? [sample.id] : [],
      );
    };
    const few = await taken(3);
    expect(await taken(5)).toEqual(expect.arrayContaining(few));
  });

  test("refuses a folder of other options and one of other things, by name", async () => {
    const data = `${scratch("audit")}-data`;
    const other = await auditHere(
      ...["build", "--data", data, "--out", scratch("audit"), ...SMALL, "--seed", "7"],
    );
    expect(other.code).toBe(2);
    expect(other.stderr).toContain(
      `audit: expected the data and options that ${scratch("audit")} was built with, got seed 7 ` +
        "instead of 1. Give those, or another --out.",
    );
    mkdirSync(scratch("taken"));
    writeFileSync(join(scratch("taken"), "thesis.tex"), "");
    const taken = await auditHere("build", "--data", data, "--out", scratch("taken"));
    expect(taken.code).toBe(2);
    expect(taken.stderr).toContain(
      `audit: expected an empty folder or one of ssl audit build, got thesis.tex in ${scratch("taken")}.`,
    );
    const inFile = await auditHere("build", "--data", data, "--out", file);
    expect(inFile.code).toBe(2);
    expect(inFile.stderr).toContain(`audit: expected ${file} to be a folder. Give another --out.`);
  });
});

/** A data set of our own form: pictures of 20 × 10 whose names are their classes. */
async function plainSet(
  name: string,
  samples: readonly { readonly id: string; readonly annotators: unknown }[],
): Promise<string> {
  const folder = scratch(name);
  for (const part of ["pictures", "sounds"]) mkdirSync(join(folder, part), { recursive: true });
  for (const [i, { id }] of samples.entries()) {
    const create = {
      width: 20,
      height: 10,
      channels: 3 as const,
      background: { r: 9 * i, g: 0, b: 0 },
    };
    await sharp({ create })
      .png()
      .toFile(join(folder, "pictures", `${id}.png`));
    const waveform = new Float32Array(800).map((_, at) => 0.5 * Math.sin((at * (i + 1)) / 9));
    writeFileSync(join(folder, "sounds", `${id}.wav`), writeWav(waveform, 4000));
  }
  const head = { schema: "ssl-truth/1", name, coordinates: "pixels", width: 20, height: 10 };
  writeFileSync(join(folder, "truth.json"), JSON.stringify({ ...head, consensus: 2, samples }));
  return folder;
}
const box = [[[2, 1, 12, 9]], [[4, 0, 12, 8]]];
const entries = ["a", "b", "c"].map((id) => ({ id, annotators: box }));

describe("the data set of ssl audit build", () => {
  test("where no classes are known, off-screen sounds are any other picture's", async () => {
    const data = await plainSet("plain", entries);
    const run = await auditHere("build", "--data", data, "--out", scratch("of-plain"), "--json");
    expect(run.code, run.stderr).toBe(0);
    const summary = JSON.parse(run.stdout);
    expect(summary.conditions).toEqual({
      original: 3,
      silence: 3,
      noise: 6,
      "off-screen": 6,
      concat: 2,
    });
    const truth = await readTruth(join(scratch("of-plain"), "truth.json"));
    expect(truth.samples.find(({ id }) => id === "b")?.annotation).toEqual({
      annotators: [
        [{ left: 2, top: 1, right: 12, bottom: 9 }],
        [{ left: 4, top: 0, right: 12, bottom: 8 }],
      ],
      frame: { width: 20, height: 10 },
      consensus: 2,
    });
    expect(existsSync(join(scratch("of-plain"), "masks"))).toBe(false);
  });

  test("a picture or sound that cannot be read is named; --skip-bad leaves it out and lists it", async () => {
    const data = await plainSet("broken", entries);
    writeFileSync(join(data, "sounds", "b.wav"), "RIFF");
    const args = ["build", "--data", data, "--out", scratch("of-broken")];
    const refused = await auditHere(...args);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(
      "audit: expected a picture and a sound of b that can be read. Mend them, or leave such samples " +
        "out with --skip-bad.\n",
    );
    expect(refused.stderr).toContain("b.wav");
    const skipped = await auditHere(...args, "--skip-bad");
    expect(skipped.code, skipped.stderr).toBe(0);
    const { leftOut, samples: found } = manifestOf(join(scratch("of-broken"), "manifest.json"));
    expect(leftOut).toEqual([{ id: "b", reason: expect.stringContaining("b.wav") }]);
    expect(found.some(({ id, sound: path }) => id.startsWith("b") || path.includes("/b"))).toBe(
      false,
    );
  });

  test("samples without a picture, a sound or marks are left out and listed", async () => {
    const data = await plainSet("lacking", entries);
    rmSync(join(data, "pictures", "a.png"));
    const run = await auditHere("build", "--data", data, "--out", scratch("of-lacking"), "--json");
    expect(JSON.parse(run.stdout).leftOut).toEqual([{ id: "a", reason: "has no picture" }]);
    expect(run.stderr).toContain("Left out: a has no picture\n");
    rmSync(join(data, "pictures"), { recursive: true });
    const none = await auditHere("build", "--data", data, "--out", scratch("of-nothing"));
    expect(none.code).toBe(2);
    expect(none.stderr).toMatch(/expected samples with a picture, a sound and marks|openDataSet/);
  });

  test("pictures that readers may see otherwise are written as they are seen", async () => {
    const data = await plainSet("turned", entries);
    const turned = join(data, "pictures", "a.jpg");
    await sharp(join(data, "pictures", "a.png"))
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toFile(turned);
    rmSync(join(data, "pictures", "a.png"));
    const whole = join(data, "pictures", "b.jpg");
    await sharp(join(data, "pictures", "b.png"))
      .jpeg()
      .toFile(whole);
    rmSync(join(data, "pictures", "b.png"));
    await auditHere("build", "--data", data, "--out", scratch("of-turned"));
    const pictures = readdirSync(join(scratch("of-turned"), "pictures"));
    expect(pictures.filter((name) => /^[abc]\./.test(name))).toEqual(["a.png", "b.jpg", "c.png"]);
    expect((await readPicture(join(scratch("of-turned"), "pictures/a.png"))).shape).toEqual([
      20, 10, 3,
    ]);
    expect(readFileSync(join(scratch("of-turned"), "pictures/b.jpg"))).toEqual(readFileSync(whole));
  });

  test("ids that would collide with ours are refused", async () => {
    const data = await plainSet("colliding", [...entries, { id: "a~silence", annotators: box }]);
    const run = await auditHere("build", "--data", data, "--out", scratch("of-colliding"));
    expect(run.code).toBe(2);
    expect(run.stderr).toContain(
      "audit: expected ids of colliding that leave room for ours, such as a~noise-0 or concat-1-left",
    );
  });

  test("a folder that is no data set, or has no such split, is named", async () => {
    mkdirSync(scratch("nothing"));
    const nothing = await auditHere("build", "--data", scratch("nothing"), "--out", scratch("x"));
    expect(nothing.code).toBe(2);
    expect(nothing.stderr).toContain("openDataSet: ");
    const data = await plainSet("unsplit", entries);
    const split = await auditHere(
      ...["build", "--data", data, "--out", scratch("x"), "--split", "val"],
    );
    expect(split.code).toBe(2);
    expect(split.stderr).toContain(
      `audit: expected a split of ${data}, got val; there is none. Give another --split, or none.`,
    );
  });
});

describe("what data sets of other kinds become", () => {
  /** Builds an audit of samples that no data set of ours holds. */
  async function built(name: string, samples: readonly Partial<AuditSource>[]): Promise<string> {
    const data = await plainSet(`${name}-data`, entries);
    const sources = {
      name,
      layout: "plain",
      split: null,
      digest: name,
      leftOut: [],
      samples: samples.map((sample, i): AuditSource => {
        const id = ["a", "b", "c"][i]!;
        const files = {
          picture: join(data, "pictures", `${id}.png`),
          sound: join(data, "sounds", `${id}.wav`),
        };
        return {
          interactive: false,
          ...files,
          id,
          group: id,
          sounding: [id],
          ...sample,
        } as AuditSource;
      }),
    };
    const options = { out: scratch(name), seed: 1, sampleRate: 4000, side: 32, pictures: null };
    const { signal } = new AbortController();
    const quiet = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const { file: path } = await buildAudit(sources, {
      ...options,
      skipBad: false,
      signal,
    }).finally(() => quiet.mockRestore());
    return path;
  }
  const boxed = (width: number, height: number): AuditSource["annotation"] => ({
    annotators: [[{ left: 0, top: 0, right: width / 2, bottom: height / 4 }]],
    frame: { width, height },
    consensus: 1,
  });

  test("masks stay masks, halved on their side of a joined picture", async () => {
    const values = [0, 1, 1, 1, 0, 0, 1, 1];
    const mask = { data: values, shape: [2, 4], stride: [4, 1], offset: 0 };
    await built("masked", [{ annotation: { mask } }, { annotation: { mask } }]);
    expect(existsSync(join(scratch("masked"), "truth.json"))).toBe(false);
    const { samples: found } = await readTruth(join(scratch("masked"), "masks"));
    const rows = found.map(({ id, annotation }) => [
      id,
      Array.from((annotation as { mask: { data: ArrayLike<number> } }).mask.data, Number),
    ]);
    expect(rows).toEqual([
      ["a", values],
      ["b", values],
      ["concat-1-left", [1, 1, 0, 0, 0, 1, 0, 0]],
      ["concat-1-right", [0, 0, 1, 1, 0, 0, 0, 1]],
    ]);
  });

  test("boxes of pictures of several sizes become fractions", async () => {
    await built("sizes", [{ annotation: boxed(20, 10) }, { annotation: boxed(100, 300) }]);
    const { samples: found } = await readTruth(join(scratch("sizes"), "truth.json"));
    expect(found[1]!.annotation).toEqual({
      annotators: [[{ left: 0, top: 0, right: 0.5, bottom: 0.25 }]],
      frame: { width: 1, height: 1 },
      consensus: 1,
    });
  });

  test("of a film the frame in the middle is the picture, and its sound track the sound", async () => {
    const film = fileURLToPath(new URL("../../av-datasets/test/media/film.mp4", import.meta.url));
    const { ffmpeg } = await findFfmpeg().then(
      () => ({ ffmpeg: true }),
      () => ({ ffmpeg: false }),
    );
    if (!ffmpeg) return;
    const annotation = boxed(20, 10);
    const path = await built("film", [
      { annotation, video: film, picture: undefined, sound: undefined } as never,
      { annotation },
    ]);
    const [first] = manifestOf(path).samples;
    expect(first).toMatchObject({ picture: "pictures/a.png", sound: "sounds/a.wav" });
    const picture = await readPicture(join(scratch("film"), "pictures", "a.png"));
    const { seconds } = await readSound(film);
    for await (const frame of readFrames(film, { times: [seconds / 2] })) {
      expect(picture.data).toEqual(frame.picture.data);
    }
    const heard = readWav(readFileSync(join(scratch("film"), "sounds", "a.wav")));
    expect(heard.sampleRate).toBe(4000);
    expect(heard.channels[0]!.length / 4000).toBeCloseTo(seconds, 1);
  });
});
