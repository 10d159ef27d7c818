import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDataSet, readPicture, readTruth, readWav } from "@ssl/av-datasets";
import { demoDataFolder } from "@ssl/demo-data";
import { mulberry32 } from "@ssl/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { composeHere } from "./compose-here.ts";
import { type Run, runSsl } from "./run-ssl.ts";
import { scratchFolder } from "./scratch-folder.ts";

const scratch = scratchFolder();
const SMALL = ["--scenes", "12", "--side", "64", "--seconds", "0.5", "--rate", "8000"];
const compose = (folder: string, ...more: string[]): Promise<Run> =>
  composeHere(["--out", scratch(folder), ...SMALL, ...more]);
/** As a user runs it: what needs threads, signals, or the whole command. */
const composeApart = (
  folder: string,
  more: readonly string[] = [],
  watch: Parameters<typeof runSsl>[1] = () => {},
): Promise<Run> => runSsl(["compose", "--out", scratch(folder), ...SMALL, ...more], watch);

interface Manifest {
  readonly options: Record<string, unknown>;
  readonly pack: Record<string, unknown>;
  readonly scenes: readonly {
    readonly id: string;
    readonly background?: string;
    readonly offScreen?: string;
    readonly objects: readonly {
      readonly class: string;
      readonly picture?: string;
      readonly canSound: boolean;
      readonly sounding: boolean;
      readonly box: readonly number[];
    }[];
    readonly samples: readonly { readonly id: string; readonly boxes: readonly number[][] }[];
  }[];
}
const manifest = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(scratch(folder), "manifest.json"), "utf8"));

/** Every file of a folder with its bytes. */
function contents(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(scratch(folder), { recursive: true, encoding: "utf8" })
      .filter((name) => statSync(join(scratch(folder), name)).isFile())
      .sort()
      .map((name) => [name, readFileSync(join(scratch(folder), name)).toString("base64")]),
  );
}

/** Holds a folder's files against those of the run that nobody disturbed. */
function expectSame(folder: string, other = "whole"): void {
  const [found, expected] = [contents(folder), contents(other)];
  expect(Object.keys(found)).toEqual(Object.keys(expected));
  for (const name of Object.keys(expected)) expect(found[name] === expected[name], name).toBe(true);
}

let whole: Run;
beforeAll(async () => {
  whole = await composeApart("whole");
});

describe("ssl compose", () => {
  test("writes pictures, sounds, masks, a truth and a manifest, and says where", () => {
    expect(whole.code, whole.stderr).toBe(0);
    expect(whole.stdout).toBe(`${join(scratch("whole"), "truth.json")}\n`);
    expect(whole.stderr).toMatch(
      /^(Composing: \d+ of 12 \| .* scenes\/s \| .* left\n)+Manifest: .*manifest\.json\n$/,
    );
    const ids = Array.from({ length: 12 }, (_, i) => `scene-0000${String(i).padStart(2, "0")}`);
    expect(Object.keys(contents("whole"))).toEqual([
      "manifest.json",
      ...ids.map((id) => `masks/${id}.png`),
      ...ids.map((id) => `pictures/${id}.jpg`),
      ...ids.map((id) => `sounds/${id}.wav`),
      "truth.json",
    ]);
  });

  test("readTruth reads the truth, whose boxes are the masks' bounds", async () => {
    const truth = await readTruth(join(scratch("whole"), "truth.json"));
    expect([truth.name, truth.format, truth.notes]).toEqual(["composed-seed-1", "ssl-truth/1", []]);
    expect(truth.samples).toHaveLength(12);
    for (const { id, annotation, picture, sound, group } of truth.samples) {
      expect(group).toBeUndefined();
      if (!("annotators" in annotation)) return expect.fail("a mask");
      expect(annotation.frame).toEqual({ width: 64, height: 64 });
      const mask = await readPicture(join(scratch("whole"), "masks", `${id}.png`));
      const xs: number[] = [];
      const ys: number[] = [];
      for (let at = 0; at < 64 * 64; at++) {
        expect([0, 255]).toContain(mask.data[3 * at]);
        if (mask.data[3 * at] === 255) {
          xs.push(at % 64);
          ys.push(Math.floor(at / 64));
        }
      }
      expect(annotation.annotators).toEqual([
        [
          {
            left: Math.min(...xs),
            top: Math.min(...ys),
            right: Math.max(...xs) + 1,
            bottom: Math.max(...ys) + 1,
          },
        ],
      ]);
      expect((await readPicture(join(scratch("whole"), picture!))).shape).toEqual([64, 64, 3]);
      const { sampleRate, channels } = readWav(readFileSync(join(scratch("whole"), sound!)));
      expect([sampleRate, channels[0]!.length]).toEqual([8000, 4000]);
    }
    const masks = await readTruth(join(scratch("whole"), "masks"));
    expect(masks.samples.map(({ id }) => id)).toEqual(truth.samples.map(({ id }) => id));
  });

  test("openDataSet finds every sample's files, and no others", async () => {
    const set = await openDataSet(scratch("whole"));
    expect([set.layout, set.count, set.missing, set.extra]).toEqual(["plain", 12, [], []]);
  });

  test("gives the same bytes with two threads", async () => {
    expect((await composeApart("jobs", ["--jobs", "2"])).code).toBe(0);
    expectSame("jobs");
  });

  test("gives the same bytes from the manifest, with a pack that has moved too", async () => {
    const from = join(scratch("whole"), "manifest.json");
    const again = await composeHere(["--manifest", from, "--out", scratch("again")]);
    expect(again.code, again.stderr).toBe(0);
    expectSame("again");
    cpSync(fileURLToPath(demoDataFolder), scratch("pack"), { recursive: true });
    expect((await compose("own", "--pack", scratch("pack"))).code).toBe(0);
    const { scenes, pack } = manifest("own");
    expect(scenes).toEqual(manifest("whole").scenes);
    expect(pack).toMatchObject({ kind: "folder", path: scratch("pack") });
    const moved = ["--manifest", join(scratch("own"), "manifest.json"), "--pack", scratch("moved")];
    cpSync(scratch("pack"), scratch("moved"), { recursive: true });
    const run = await composeHere(["--out", scratch("again-moved"), ...moved]);
    expect(run.code, run.stderr).toBe(0);
    expect(manifest("again-moved").scenes).toEqual(scenes);
  });

  test("begins with the scenes of a smaller set, whatever is added behind them", async () => {
    expect((await compose("longer", "--scenes", "14")).code).toBe(0);
    expect(manifest("longer").scenes.slice(0, 12)).toEqual(manifest("whole").scenes);
  });
});

describe("ssl compose, interrupted", () => {
  test("goes on after Ctrl-C, and ends in the same bytes", async () => {
    let sent = false;
    const { code, stderr } = await composeApart("stopped", [], (text, child) => {
      if (!sent && text.includes("Composing: 1 of 12")) sent = child.kill("SIGINT");
    });
    expect(code, stderr).toBe(130);
    expect(stderr).toContain("What is composed stays; the same command goes on from there.");
    expect(existsSync(join(scratch("stopped"), "manifest.json"))).toBe(false);
    const made = readdirSync(join(scratch("stopped"), "pictures"));
    expect(made.length).toBeLessThan(12);
    const before = statSync(join(scratch("stopped"), "pictures", made[0]!)).mtimeMs;
    const run = await compose("stopped");
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr).toMatch(/^\d+ of 12 scenes are there already\.\n/);
    expect(statSync(join(scratch("stopped"), "pictures", made[0]!)).mtimeMs).toBe(before);
    expectSame("stopped");
  });

  test("goes on after it was killed at any moment, with other --jobs too", async () => {
    const next = mulberry32(3);
    for (const name of ["killed-1", "killed-2"]) {
      let sent = false;
      const wait = (next() / 2 ** 32) * 200;
      await composeApart(name, ["--jobs", "2"], (_text, child) => {
        if (!sent) setTimeout(() => child.kill("SIGKILL"), wait);
        sent = true;
      });
      const run = await compose(name);
      expect(run.code, run.stderr).toBe(0);
      expectSame(name);
    }
  });

  test("composes anew what is missing or damaged, and nothing else", async () => {
    cpSync(scratch("whole"), scratch("damaged"), { recursive: true });
    const file = (name: string): string => join(scratch("damaged"), name);
    rmSync(file("sounds/scene-000003.wav"));
    writeFileSync(file("pictures/scene-000005.jpg"), "no picture");
    writeFileSync(file("masks/scene-000007.png.123.part"), "half");
    const old = new Date(2000, 0, 1);
    utimesSync(file("pictures/scene-000004.jpg"), old, old);
    const run = await compose("damaged");
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr).toContain("10 of 12 scenes are there already.");
    expect(statSync(file("pictures/scene-000004.jpg")).mtime).toEqual(old);
    expectSame("damaged");
  });

  test("passes over a line of its journal that was cut", async () => {
    mkdirSync(scratch("cut"));
    const { scenes, ...head } = JSON.parse(
      readFileSync(join(scratch("whole"), "manifest.json"), "utf8"),
    );
    for (const name of ["pictures", "sounds", "masks"]) {
      cpSync(join(scratch("whole"), name), join(scratch("cut"), name), { recursive: true });
    }
    const lines = [head, scenes[0], scenes[1]].map((line) => JSON.stringify(line)).join("\n");
    writeFileSync(join(scratch("cut"), "compose.jsonl"), lines.slice(0, -40));
    const run = await compose("cut");
    expect(run.code, run.stderr).toBe(0);
    expect(run.stderr).toContain("1 of 12 scenes are there already.");
    expectSame("cut");
  });
});

describe("ssl compose's options", () => {
  test("--interactive: every object that sounds is a sample, of one group with the others", async () => {
    const run = await compose("pairs", "--interactive", "--distractors", "1");
    expect(run.code, run.stderr).toBe(0);
    const truth = await readTruth(join(scratch("pairs"), "truth.json"));
    expect(truth.samples).toHaveLength(24);
    for (let i = 0; i < 24; i += 2) {
      const [first, second] = [truth.samples[i]!, truth.samples[i + 1]!];
      expect([first.group, second.group]).toEqual([first.id.slice(0, -2), first.id.slice(0, -2)]);
      expect(first.picture).toBe(second.picture);
      expect(first.sound).not.toBe(second.sound);
      expect(first.annotation).not.toEqual(second.annotation);
    }
    expect(readdirSync(join(scratch("pairs"), "pictures"))).toHaveLength(12);
    for (const { objects } of manifest("pairs").scenes) {
      expect(objects.map(({ sounding }) => sounding)).toEqual([true, true, false]);
    }
  });

  test("--objects, --sounding, --distractors, --size, --no-equal-area and --off-screen", async () => {
    const more = ["--objects", "3", "--sounding", "2", "--distractors", "1", "--seed", "9"];
    const sizes = ["--size", "0.15-0.35", "--no-equal-area"];
    const run = await compose("many", ...more, ...sizes, "--off-screen", "0.5");
    expect(run.code, run.stderr).toBe(0);
    const { scenes } = manifest("many");
    const areas = (boxes: readonly (readonly number[])[]): number[] =>
      boxes.map(([left, top, right, bottom]) => (right! - left!) * (bottom! - top!));
    let spread = 0;
    for (const { objects, samples } of scenes) {
      expect(objects.map(({ canSound, sounding }) => [canSound, sounding])).toEqual([
        ...[true, true, true].map((can, number) => [can, number < 2]),
        [false, false],
      ]);
      expect(samples[0]!.boxes).toEqual(objects.slice(0, 2).map(({ box }) => box));
      const found = areas(objects.map(({ box }) => box));
      for (const area of found) expect(Math.sqrt(area) / 64).toBeGreaterThan(0.12);
      for (const area of found) expect(Math.sqrt(area) / 64).toBeLessThan(0.4);
      spread = Math.max(spread, Math.max(...found) / Math.min(...found));
    }
    expect(spread).toBeGreaterThan(1.5);
    const unseen = scenes.filter(({ offScreen }) => offScreen !== undefined);
    expect(unseen.length).toBeGreaterThan(1);
    expect(unseen.length).toBeLessThan(11);
    for (const { objects, offScreen } of unseen) {
      expect(objects.map((object) => object.class)).not.toContain(offScreen);
    }
  });

  test("--part and --split-by: train and test share nothing that was named", async () => {
    const rules = ["--split-by", "class,cut-out,background,recording"];
    expect((await compose("train", "--part", "train", ...rules)).code).toBe(0);
    expect((await compose("test", "--part", "test", ...rules)).code).toBe(0);
    const used = (folder: string): string[] =>
      manifest(folder).scenes.flatMap(({ background, objects }) => [
        background!,
        ...objects.flatMap((object) => [object.class, object.picture!]),
      ]);
    const test = new Set(used("test"));
    expect(used("train").filter((name) => test.has(name))).toEqual([]);
    expect(manifest("test").options).toMatchObject({
      part: "test",
      splitBy: ["class", "cut-out", "background", "recording"],
    });
    const truth = await readTruth(join(scratch("test"), "truth.json"));
    expect(truth.name).toBe("composed-test-seed-1");
  });

  test("--toy needs no pack, keeps its promises, and splits its classes", async () => {
    const toy = ["--toy", "--interactive", "--part", "train", "--split-by", "class"];
    const run = await composeApart("toy", [...toy, "--jobs", "2"]);
    expect(run.code, run.stderr).toBe(0);
    expect((await compose("toy-again", ...toy)).code).toBe(0);
    expectSame("toy-again", "toy");
    expect((await compose("toy-test", ...toy.with(3, "test"))).code).toBe(0);
    const classes = (folder: string): string[] =>
      manifest(folder).scenes.flatMap(({ objects }) => objects.map((object) => object.class));
    const test = new Set(classes("toy-test"));
    expect(classes("toy").filter((name) => test.has(name))).toEqual([]);
    const truth = await readTruth(join(scratch("toy"), "truth.json"));
    expect([truth.name, truth.samples.length]).toEqual(["toy-world-train-seed-1", 24]);
    expect(manifest("toy").pack).toEqual({ kind: "toy" });
    const from = join(scratch("toy"), "manifest.json");
    const out = scratch("toy-manifest");
    const again = await composeHere(["--manifest", from, "--out", out]);
    expect(again.code, again.stderr).toBe(0);
    expectSame("toy-manifest", "toy");
  });

  test("--no-brightness-match, --edge-blur, --shadow and --jpeg-quality change the pictures alone", async () => {
    const picture = "pictures/scene-000000.jpg";
    const sound = "sounds/scene-000000.wav";
    const seen = new Set([contents("whole")[picture]]);
    for (const [name, ...option] of [
      ["bright", "--no-brightness-match"],
      ["sharp", "--edge-blur", "0"],
      ["plain", "--shadow", "0"],
      ["coarse", "--jpeg-quality", "50"],
    ] as [string, ...string[]][]) {
      expect((await compose(name, "--scenes", "1", ...option)).code).toBe(0);
      const files = contents(name);
      expect(files[sound] === contents("whole")[sound], name).toBe(true);
      seen.add(files[picture]);
    }
    expect(seen.size).toBe(5);
  });
});

describe("ssl compose refuses", () => {
  test.for([
    [["--sounding", "3"], "error: option '--sounding' needs at least as many '--objects': 3."],
    [
      ["--interactive", "--sounding", "1"],
      "error: option '--interactive' needs at least 2 objects that sound.",
    ],
    [["--split-by", "class"], "error: option '--split-by' needs '--part'."],
    [
      ["--split-by", "colour"],
      "Expected some of class, cut-out, background, recording, parted by commas.",
    ],
    [["--size", "0.5"], "Expected two numbers of 0 to 1, for example 0.2-0.4."],
    [["--size", "0.5-0.2"], "Expected two numbers of 0 to 1, for example 0.2-0.4."],
    [["--off-screen", "2"], "Expected a number of 0 to 1."],
    [["--edge-blur", "-1"], "Expected a number of at least 0."],
    [["--jpeg-quality", "101"], "Expected a whole number of at most 100."],
    [["--scenes", "0"], "Expected a whole number of at least 1."],
    [["--toy", "--pack", "a"], "error: option '--pack <dir>' cannot be used with option '--toy'"],
    [
      ["--manifest", "a", "--seed", "2"],
      "error: option '--seed' cannot be used with option '--manifest <file>'",
    ],
    [
      ["--toy", "--size", "0.8-0.9"],
      "toyScene: expected objects that fit side by side, got 2 of at least 64 % of the picture each. Ask for smaller or fewer objects.",
    ],
    [["--side", "16", "--objects", "3"], "expected sizes of at least 8 pixels"],
    [
      ["--objects", "25"],
      "compose: expected at least 25 classes that can sound in the pack, got 24. Ask for fewer --objects, or add to the pack.",
    ],
    [
      ["--distractors", "7", "--part", "test", "--split-by", "class"],
      "compose: expected at least 7 classes that do not sound in the test part of the pack, split by class, got 6 of the pack's 12. Ask for fewer --distractors, split by less, or add to the pack.",
    ],
    [["--objects", "1", "--size", "0.9-0.9"], "% of its side long. Ask for a smaller --size."],
    [
      ["--pack", "nowhere"],
      "nowhere. Mend it, or give another --pack.\nloadSceneMaterial: expected a folder, got ",
    ],
    [
      ["--manifest", "nowhere"],
      "compose: expected nowhere to be a manifest of schema ssl-compose/1. Give the manifest.json that ssl compose wrote.\nENOENT",
    ],
  ] as [string[], string][])("%j", async ([args, text]) => {
    const out = scratch("refused");
    const { code, stdout, stderr } = await composeHere(["--out", out, ...args]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(text);
    expect(existsSync(out)).toBe(false);
  });

  test("a folder of other options or another pack, and says which", async () => {
    const other = await compose("whole", "--seed", "2", "--objects", "3");
    expect(other.code).toBe(2);
    expect(other.stderr).toContain(
      `compose: expected the options that ${scratch("whole")} was composed with, got seed 2 instead of 1, objects 3 instead of 2, sizes [`,
    );
    expect(other.stderr).toContain("Give those, or another --out.");
    const apart = await composeApart("whole", ["--seed", "2"]);
    expect([apart.code, apart.stdout]).toEqual([2, ""]);
    expect(apart.stderr).toMatch(/^ssl: compose: expected the options that .* got seed 2 instead/);
    const toy = await compose("whole", "--toy");
    expect(toy.stderr).toContain("got another pack. Give those, or another --out.");
  });

  test("a folder with other things, at the top or among the scenes' files", async () => {
    mkdirSync(scratch("full"));
    writeFileSync(join(scratch("full"), "notes.txt"), "mine");
    const full = await compose("full");
    expect(full.code).toBe(2);
    expect(full.stderr).toContain(
      `compose: expected an empty folder or one of ssl compose, got notes.txt in ${scratch("full")}. Move them away, or give another --out.`,
    );
    cpSync(scratch("whole"), scratch("mixed"), { recursive: true });
    const mine = join(scratch("mixed"), "pictures", "mine.jpg");
    writeFileSync(mine, "mine");
    const mixed = await compose("mixed");
    expect(mixed.code).toBe(2);
    expect(mixed.stderr).toContain(`got mine.jpg in ${join(scratch("mixed"), "pictures")}.`);
    expect(readFileSync(mine, "utf8")).toBe("mine");
    writeFileSync(scratch("file"), "a file");
    const file = await compose("file");
    expect(file.code).toBe(2);
    expect(file.stderr).toContain(
      `expected ${scratch("file")} to be a folder. Give another --out.`,
    );
  });

  test.for(["1", "2"])(
    "objects that do not fit in one of the scenes, on %s threads",
    async (jobs) => {
      const tight = ["--toy", "--size", "0.502-0.502", "--seed", "6", "--side", "256"];
      const run = await composeApart(`tight-${jobs}`, [...tight, "--jobs", jobs]);
      expect(run.code, run.stderr).toBe(2);
      expect(run.stderr).toMatch(
        /ssl: toyScene: expected objects that fit side by side, got \w+ \w+, \w+ \w+ of at least 50.2 % of the side in scene 3 of 256 × 256 pixels\. Ask for smaller or fewer objects\. Give another --out with it, or empty /,
      );
    },
  );

  test("a pack of which a file is gone or has other bytes than the manifest names", async () => {
    const pack = scratch("changed-pack");
    cpSync(fileURLToPath(demoDataFolder), pack, { recursive: true });
    const args = ["--scenes", "1", "--pack", pack];
    expect((await compose("changed", ...args)).code).toBe(0);
    const from = ["--manifest", join(scratch("changed"), "manifest.json")];
    copyFileSync(join(pack, "cutouts", "cow.webp"), join(pack, "cutouts", "dog.webp"));
    const twins = await composeHere([...from, "--out", scratch("changed-2")]);
    expect(twins.code).toBe(2);
    expect(twins.stderr).toContain("got the same bytes in cutouts/cow.webp (cow)");
    copyFileSync(join(pack, "farm", "cat.jpg"), join(pack, "backgrounds", "navajo.jpg"));
    copyFileSync(
      fileURLToPath(new URL("cutouts/dog.webp", demoDataFolder)),
      join(pack, "cutouts", "dog.webp"),
    );
    const changed = await composeHere([...from, "--out", scratch("changed-2")]);
    expect(changed.code).toBe(2);
    expect(changed.stderr).toContain(
      "compose: expected the pack that the manifest names, got other bytes in backgrounds/navajo.jpg. Give the folder of the pack as it was with --pack.",
    );
    rmSync(join(pack, "sounds", "cow.wav"));
    const gone = await composeHere([...from, "--out", scratch("changed-2")]);
    expect(gone.code).toBe(2);
    expect(gone.stderr).toContain(
      `compose: cannot use the pack ${pack}. Mend it, or give another --pack.\nloadSceneMaterial: expected sounds/cow.wav in the folder, got no such file.`,
    );
    expect(existsSync(scratch("changed-2"))).toBe(false);
  });

  test("silently other bytes: those that a manifest names are held against what is composed", async () => {
    const text = readFileSync(join(scratch("whole"), "manifest.json"), "utf8");
    const hash = /"pictures\/scene-000002\.jpg":"(\w+)"/.exec(text)![1]!;
    const named = scratch("named.json");
    writeFileSync(
      named,
      text.replaceAll(hash, "0".repeat(64)).replace(/"sharp": ".*?"/, '"sharp": "0.1"'),
    );
    const run = await composeHere(["--manifest", named, "--out", scratch("named")]);
    expect(run.code).toBe(1);
    expect(run.stderr).toContain(
      "compose: expected the bytes that the manifest names, got others in 1 of 36 files, first in pictures/scene-000002.jpg. They were made with sharp 0.1 and libvips ",
    );
  });
});
