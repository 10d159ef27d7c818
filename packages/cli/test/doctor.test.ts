import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeWav } from "@ssl/av-datasets";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { comparedSets, comparisonText } from "../src/doctor/compared-sets.ts";
import { fixList } from "../src/doctor/fix-list.ts";
import { printable } from "../src/doctor/printable.ts";
import { type Run, runSsl } from "./run-ssl.ts";
import { scratchFolder } from "./scratch-folder.ts";

const scratch = scratchFolder();

/** A sound of a few tones, another for every number. */
function tones(number: number): Float32Array {
  return Float32Array.from({ length: 16_000 }, (_, i) => {
    const turn = (2 * Math.PI * i) / 16_000;
    const fade = Math.exp(-((i % (3000 + 531 * number)) / (500 + 97 * number)));
    return (
      0.3 * fade * (Math.sin((300 + 170 * number) * turn) + Math.sin((700 + 311 * number) * turn))
    );
  });
}

/** A picture of stripes, other ones for every number. */
async function stripes(path: string, number: number): Promise<void> {
  const pixel = (x: number, y: number, channel: number): number =>
    Math.round(128 + 100 * Math.sin((x * (number + 1) + y * (7 - 2 * number) + channel) / 9));
  const data = Uint8Array.from({ length: 64 * 48 * 3 }, (_, i) =>
    pixel(Math.floor(i / 3) % 64, Math.floor(i / 192), i % 3),
  );
  await sharp(data, { raw: { width: 64, height: 48, channels: 3 } })
    .png()
    .toFile(path);
}

/** A data set of four good samples. */
async function goodSet(name: string): Promise<string> {
  const folder = scratch(name);
  mkdirSync(join(folder, "pictures"), { recursive: true });
  mkdirSync(join(folder, "sounds"));
  const ids = ["a", "b", "c", "d"];
  for (const [i, id] of ids.entries()) {
    await stripes(join(folder, "pictures", `${id}.png`), i);
    writeFileSync(join(folder, "sounds", `${id}.wav`), writeWav(tones(i), 16_000));
  }
  writeTruth(folder, ids);
  return folder;
}

function writeTruth(folder: string, ids: readonly string[]): void {
  const samples = ids.map((id) => ({ id, annotators: [[[5, 6, 40, 40]]] }));
  const head = { schema: "ssl-truth/1", name: "made", coordinates: "pixels", consensus: 1 };
  writeFileSync(
    join(folder, "truth.json"),
    JSON.stringify({ ...head, width: 64, height: 48, samples }),
  );
}

describe("ssl doctor", () => {
  let good: string;
  let ill: string;
  beforeAll(async () => {
    good = await goodSet("good");
    ill = await goodSet("ill");
    const silent = writeWav(new Float32Array(8000), 16_000);
    writeFileSync(join(ill, "sounds", "silent <&>.wav"), silent);
    await stripes(join(ill, "pictures", "silent <&>.png"), 5);
    // Nearly the picture of b, and another sound.
    await sharp(join(ill, "pictures", "b.png"))
      .jpeg({ quality: 50 })
      .toFile(join(ill, "pictures", "e.jpg"));
    writeFileSync(join(ill, "sounds", "e.wav"), writeWav(tones(9), 16_000));
    writeTruth(ill, ["a", "b", "c", "d", "silent <&>", "e"]);
  });

  const doctor = (...args: string[]): Promise<Run> => runSsl(["doctor", ...args]);

  test("finds nothing in a clean set, and ends with 0", async () => {
    const { code, stdout, stderr } = await doctor(good, "--jobs", "1");
    expect(stderr).toMatch(/^Looking: \d of 8 \|/);
    expect(stdout).toMatch(
      /^good \(plain\): 4 samples, 4 annotated, 4 pictures, 4 sounds\n\nNothing found\.\n/,
    );
    expect(stdout).toContain("picture size, pixels\n  64 × 48  4  ████████████████████████\n");
    expect(stdout).toMatch(/ {2}hche11 +\d+\.\d\d \/ \d+\.\d\d/);
    expect(code).toBe(0);
  });

  test("says what it finds, faults first, and ends with 1", async () => {
    const { code, stdout } = await doctor(ill);
    expect(code).toBe(1);
    expect(stdout).toContain("Found: 1 kind of fault, 1 kind of doubt.\n");
    expect(stdout).toContain(
      "fault  sound-silent: Silent sounds: 1.\n" +
        "       Nothing is heard in them. Leave their samples out.\n" +
        "         silent <&>: digital silence\n",
    );
    expect(stdout).toMatch(/doubt {2}picture-alike: [^\n]*: 1\.\n[^\n]*\n {9}b, e: correlation /);
  });

  test("gives the same JSON on one thread and on two, and writes a page and a list", async () => {
    const page = scratch("page.html");
    const list = scratch("fix.txt");
    const one = await doctor(ill, "--json", "--jobs", "1", "--html", page, "--fix-list", list);
    const two = await doctor(ill, "--json", "--jobs", "2");
    expect(one.code).toBe(1);
    expect(two.stdout).toBe(one.stdout);
    const found = JSON.parse(one.stdout);
    expect(found.schema).toBe("ssl-doctor/1");
    expect(found.findings.map(({ code }: { code: string }) => code)).toEqual([
      "sound-silent",
      "picture-alike",
    ]);
    const html = readFileSync(page, "utf8");
    expect(html).toContain("<li>silent &lt;&amp;&gt;: digital silence</li>");
    expect(html).not.toContain("silent <&>");
    expect(html.match(/<img src="data:image\/png;base64,/g)).toHaveLength(2);
    expect(html).not.toMatch(/(src|href)="(?!data:)/);
    expect(readFileSync(list, "utf8").split("\n")).toEqual([
      "# Samples of ill to leave out, found by ssl doctor: one id a line.",
      '# Lines that begin with "# " are comments. Doubts are commented out; look, and decide.',
      "# fault sound-silent: Silent sounds: 1.",
      "silent <&>",
      "# doubt picture-alike: Groups of pictures of different samples that are nearly the same: 1.",
      "# e",
      "",
    ]);
  });

  test("holds a set against another that must share nothing with it", async () => {
    const other = await goodSet("other");
    copyFileSync(join(ill, "sounds", "e.wav"), join(other, "sounds", "d.wav"));
    writeTruth(other, ["d"]);
    for (const id of ["a", "b", "c"]) {
      writeFileSync(join(other, "sounds", `${id}.wav`), writeWav(tones(20), 16_000));
    }
    const { stdout } = await doctor(ill, "--against", other, "--json");
    const codes = JSON.parse(stdout).findings.map(({ code }: { code: string }) => code);
    expect(codes).toEqual(expect.arrayContaining(["leak-id", "leak-picture", "leak-sound"]));
  });

  test("holds lists against each other", async () => {
    const lists = new URL("../../av-datasets/test/lists/", import.meta.url);
    const path = (name: string): string => fileURLToPath(new URL(name, lists));
    const { code, stdout } = await doctor(path("flickr_249.csv"), path("flickr_250.csv"));
    expect(stdout).toMatch(/only in flickr_250\.csv: 1 \(3908875350\)/);
    expect(code).toBe(0);
  });

  test("refuses what is no data set, and a list to fix of several, with 2", async () => {
    const none = await doctor(scratch("none"));
    expect(none.code).toBe(2);
    expect(none.stderr).toMatch(/^ssl: openDataSet: expected a readable file or folder at .*none/);
    const several = await doctor(good, ill, "--fix-list", scratch("list.txt"));
    expect(several.code).toBe(2);
    expect(several.stderr).toBe(
      "ssl: doctor: expected one data set for --fix-list, got 2. Run it for each of them.\n",
    );
    expect((await doctor()).code).toBe(2);
    const html = await doctor(good, "--html", join(scratch("nowhere"), "page.html"));
    expect(html.code).toBe(1);
    expect(html.stderr).toContain("cannot write");
  });
});

describe("comparedSets(first, second)", () => {
  const set = (name: string, ids: Record<string, string | undefined>) => ({
    name,
    ids: new Map(Object.entries(ids)),
  });

  test("counts what is shared, and tells a slip of the pen and another class", () => {
    const found = comparedSets(
      set("one", { "3908875357": "dog", x: "cat", y: "5", z: undefined }),
      set("two", { "3908875350": "dog", x: "lion", y: "cow", z: "cow", w: "cow" }),
    );
    expect(found).toEqual({
      first: "one",
      second: "two",
      both: 3,
      onlyFirst: ["3908875357"],
      onlySecond: ["3908875350", "w"],
      slips: [["3908875357", "3908875350"]],
      otherClass: ["x"],
    });
    expect(comparisonText(found)).toBe(
      "one and two: 3 ids in both\n" +
        "  only in one: 1 (3908875357)\n" +
        "  only in two: 2 (3908875350, w)\n" +
        "  one character apart: 1 (3908875357 / 3908875350)\n" +
        "  of another class: 1 (x)",
    );
  });

  test("takes other seconds of one video for no slip", () => {
    const first = set("one", { vORveL941KQ_000010: undefined });
    const second = set("two", { vORveL941KQ_000014: undefined });
    expect(comparedSets(first, second).slips).toEqual([]);
  });
});

test("control characters of names do not reach the terminal", () => {
  expect(printable("a\u001b[31mb\nc\u009b")).toBe("a\\x1b[31mb\\x0ac\\x9b");
});

test("an id that a list cannot hold is refused", () => {
  const examination = {
    name: "set",
    findings: [{ code: "sound-silent", severity: "fault", what: "", leaveOut: ["a\nb"] }],
  } as unknown as Parameters<typeof fixList>[0];
  expect(() => fixList(examination)).toThrow(
    'doctor: expected ids that a list can hold, got "a\\nb". Rename the file.',
  );
});
