import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { demoDataFolder } from "@ssl/demo-data";
import { expect, test } from "vitest";
import { runSsl } from "./run-ssl.ts";
import { scratchFolder } from "./scratch-folder.ts";

type Row = "localization" | "potential" | "random" | "centreDisc";
interface Scores {
  readonly paper: { readonly ciouAtHalf: number; readonly auc: number };
  readonly success: { readonly ciouAtHalf: number; readonly auc: number };
  readonly peak: number;
}
type Sets = Readonly<Record<string, { readonly samples: number } & Readonly<Record<Row, Scores>>>>;

const folder = scratchFolder();
interface Run {
  readonly seed: number;
  readonly sets: Sets;
}
const { runs } = JSON.parse(readFileSync(new URL("localizer.json", demoDataFolder), "utf8")) as {
  readonly runs: readonly [shipped: Run, second: Run];
};
const [shipped] = runs;

/** The five numbers of a row, as fractions. */
function numbers({ paper, success, peak }: Scores): number[] {
  return [paper.ciouAtHalf, paper.auc, success.ciouAtHalf, success.auc, peak];
}

test("the demo gives what the shipped localizer's card says, and draws it", async () => {
  const out = folder("demo");
  const { code, stdout, stderr } = await runSsl(["demo", "--json", "--out", out]);
  expect(code, stderr).toBe(0);
  const { sets } = JSON.parse(stdout) as { sets: Sets };
  expect(Object.keys(sets)).toEqual(["unseen scenes", "concat-and-localize", "farm photographs"]);
  expect(Object.values(sets).map(({ samples }) => samples)).toEqual([200, 1000, 9]);
  for (const [name, set] of Object.entries(sets)) {
    for (const row of ["localization", "potential", "random", "centreDisc"] as const) {
      numbers(set[row]).forEach((value, i) => {
        // One sample in a thousand may fall to the other side of a threshold on another machine; of
        // nine photographs, one.
        const tolerance = set.samples < 100 ? 1.01 / set.samples : 0.005;
        const recorded = numbers(shipped.sets[name]![row])[i]!;
        expect(Math.abs(value - recorded), `${name}, ${row}, number ${i}`).toBeLessThan(tolerance);
      });
    }
  }
  const files = readdirSync(out);
  expect(files.filter((file) => /^concat-\d+\.png$/.test(file)).length).toBe(24);
  expect(files.filter((file) => /^farm-\d+\.png$/.test(file)).length).toBe(9);
  expect(files).toEqual(expect.arrayContaining(["index.html", "results.json"]));
  expect(JSON.parse(readFileSync(join(out, "results.json"), "utf8"))).toEqual(JSON.parse(stdout));
});

test("on concat-and-localize both recorded seeds' localization maps beat their potential maps", () => {
  for (const { sets } of runs) {
    const { localization, potential } = sets["concat-and-localize"]!;
    expect(localization.paper.ciouAtHalf).toBeGreaterThan(potential.paper.ciouAtHalf);
    expect(localization.paper.auc).toBeGreaterThan(potential.paper.auc);
    expect(localization.peak).toBeGreaterThan(potential.peak);
  }
});

test("the tables of the front page and of the model card are the recorded numbers", () => {
  const front = readFileSync(new URL("../../../README.md", import.meta.url), "utf8");
  const model = readFileSync(new URL("../MODEL.md", demoDataFolder), "utf8");
  const percent = (values: number[], sign: string): string =>
    values.map((value) => (value >= 0 ? sign : "") + (value * 100).toFixed(1)).join(" | ");
  runs.forEach(({ seed, sets }, run) => {
    for (const [name, set] of Object.entries(sets)) {
      const [localization, potential] = [numbers(set.localization), numbers(set.potential)];
      const gap = localization.map((value, i) => value - potential[i]!);
      const rows = {
        "localization map": percent(localization, ""),
        "potential map": percent(potential, ""),
        gap: percent(gap, "+"),
        random: percent(numbers(set.random), ""),
        "centre disc": percent(numbers(set.centreDisc), ""),
      };
      for (const [title, text] of Object.entries(rows)) {
        const line = `| ${name} | ${set.samples} | ${title} | ${text} |`.replaceAll(/\s+/g, " ");
        const squeezed = (page: string): string => page.replaceAll(/[ \t]+/g, " ");
        if (run === 0) expect(squeezed(front), "README.md").toContain(line);
        expect(squeezed(model), `MODEL.md, seed ${seed}`).toContain(line);
      }
    }
  });
});
