import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { beforeAll, expect, test } from "vitest";
import { type Run, runSsl } from "./run-ssl.ts";
import { scratchFolder } from "./scratch-folder.ts";
import { writeTinyCheckpoint } from "./tiny-checkpoint.ts";

const scratch = scratchFolder();
const SETS = { "unseen scenes": 4, "concat-and-localize": 6, "farm photographs": 9 };
const ROWS = ["localization", "potential", "random", "centreDisc"];

beforeAll(async () => {
  await writeTinyCheckpoint(scratch("tiny.safetensors"));
});

function score(command: "demo" | "evaluate", ...more: string[]): Promise<Run> {
  const checkpoint = ["--checkpoint", scratch("tiny.safetensors")];
  return runSsl([command, ...checkpoint, "--scenes", "4", "--concat", "6", ...more]);
}

interface Scores {
  readonly paper: Record<string, number>;
  readonly success: Record<string, number>;
  readonly peak: number;
  readonly undefined: number;
}

/** Holds results to their form: every set with its N, every row with both protocols, all in 0 … 1. */
function expectResults(sets: Record<string, Record<string, unknown>>): void {
  expect(
    Object.fromEntries(Object.entries(sets).map(([name, set]) => [name, set.samples])),
  ).toEqual(SETS);
  for (const set of Object.values(sets)) {
    expect(Object.keys(set)).toEqual(["samples", ...ROWS]);
    for (const row of ROWS) {
      const { paper, success, peak, undefined: count } = set[row] as Scores;
      expect(count).toBe(0);
      for (const value of [...Object.values(paper), ...Object.values(success), peak]) {
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(1);
      }
      expect([Object.keys(paper), Object.keys(success)]).toEqual(
        Array(2).fill(["ciouAtHalf", "auc"]),
      );
    }
  }
}

test("evaluate prints a table, or the same numbers as JSON, every time the same", async () => {
  const json = await score("evaluate", "--json", "--out", scratch("results.json"));
  expect(json.code, json.stderr).toBe(0);
  expect(readFileSync(scratch("results.json"), "utf8")).toBe(json.stdout);
  expect(json.stderr).toMatch(
    /^Backend: .*\nEvaluating unseen scenes: 4 of 4 \| .* samples\/s \| 0 s left\n/,
  );
  const { backend, sets } = JSON.parse(json.stdout);
  expect(backend).toMatch(/^wasm, 1 thread/);
  expectResults(sets);
  // A file that cannot be written does not cost the results.
  const table = await score("evaluate", "--out", scratch("none/results.json"));
  expect(table.code).toBe(1);
  expect(table.stderr).toContain(
    `ssl: writeWholeFile: cannot write ${scratch("none/results.json")}. Check that its folder is there, writable and not full.\n  because: ENOENT`,
  );
  expect(table.stdout).toContain("paper cIoU@0.5");
  for (const [name, count] of Object.entries(SETS)) {
    const { paper, success, peak } = sets[name].localization;
    const numbers = [paper.ciouAtHalf, paper.auc, success.ciouAtHalf, success.auc, peak];
    const cells = [name, count, "localization map", ...numbers.map((n) => (n * 100).toFixed(1))];
    const line = table.stdout.split("\n").find((text) => text.includes(name))!;
    expect(
      line
        .split("│")
        .map((cell) => cell.trim())
        .slice(1, -1),
    ).toEqual(cells.map(String));
  }
});

test("evaluate refuses a file that is no checkpoint", async () => {
  writeFileSync(scratch("text"), "text");
  const { code, stderr } = await score("evaluate", "--checkpoint", scratch("text"));
  expect(code).toBe(1);
  expect(stderr).toContain(
    `ssl: loadLocalizer: expected a checkpoint, got ${scratch("text")}. Give a file that ssl train wrote.\n  because: readSafetensors: expected at least 8 bytes, got 4.`,
  );
});

test("demo writes a page, its pictures and the results of a given checkpoint", async () => {
  const { code, stdout, stderr } = await score("demo", "--json", "--out", scratch("demo"));
  expect(code, stderr).toBe(0);
  const results = readFileSync(scratch("demo/results.json"), "utf8");
  expect(results).toBe(stdout);
  const { localizer, sets } = JSON.parse(results);
  expect(localizer).toBe(scratch("tiny.safetensors"));
  expectResults(sets);
  const page = readFileSync(scratch("demo/index.html"), "utf8");
  const shown = [...page.matchAll(/<img src="([^"]+)"/g)].map((match) => match[1]!);
  const pictures = readdirSync(scratch("demo")).filter((name) => name.endsWith(".png"));
  expect([...shown].sort()).toEqual(pictures.sort());
  expect(pictures.length).toBe(3 + 4 + 9);
  const size = async (name: string): Promise<[number, number]> => {
    const { width, height } = await sharp(join(scratch("demo"), name)).metadata();
    return [width, height];
  };
  // Tiles of 240 pixels, gaps of 6: picture, potential map, one localization map or two.
  expect(await size("scene-001.png")).toEqual([732, 240]);
  expect(await size("concat-001.png")).toEqual([978, 240]);
});
