import { JSDOM } from "jsdom";
import { expect, test } from "vitest";
import { type ScoredReport, scorePage } from "../src/index.ts";

const protocol = {
  id: "hche11",
  summary: "success",
  values: { ciou50: 0.75, auc: 0.5, meanCiou: Number.NaN },
  nan: 1,
  interval: { ciou50: [0.6, 0.8], auc: [0.4, 0.6], meanCiou: [Number.NaN, Number.NaN] },
  floors: { allOn: { ciou50: 0.1, auc: 0.2 }, centreDisc: { ciou50: 0.3, auc: 0.4 } },
  groups: { count: 3, iiou: 0.25, iauc: 0.35 },
  against: { values: { ciou50: 0.7, auc: 0.5, meanCiou: 0.4 }, nan: 0, interval: null },
  difference: {
    ciou50: { value: 0.05, interval: [-0.01, 0.11], p: 0.0312 },
    auc: { value: 0, interval: null, p: null },
    meanCiou: { value: Number.NaN, interval: null, p: null },
  },
} as const;

const report: ScoredReport = {
  header: {
    truth: { name: "<dogs>", notes: [{ message: "Boxes leave the frame:", ids: ["a"] }] },
    maps: "my maps",
    against: "potential",
    seed: 4,
    resamples: 1000,
  },
  scored: 20,
  unmatched: { missing: ["b"], unused: ["c"] },
  bad: [{ id: "d", reason: "Its map is empty." }],
  protocols: [
    protocol,
    { ...protocol, id: "ezvsl", groups: null, against: null, difference: null },
    {
      ...protocol,
      id: "oya-minmax-224",
      summary: "paper",
      values: { meanAtHalf: 0.33, aucOfMean: 0.22 },
      interval: null,
      floors: { allOn: { meanAtHalf: 0.1, aucOfMean: 0.1 } },
      groups: null,
      against: null,
      difference: null,
    },
  ],
};

const success = { shares: [1, 0.75, 0], band: null };
const curves = { hche11: { own: success, against: success, floors: { allOn: [1, 0.1, 0] } } };

const page = new JSDOM(scorePage(report, { curves, command: "ssl score --maps 'my maps'" })).window
  .document;

test("a page of scores has a table for each kind of summary, with intervals and floors", () => {
  const tables = [...page.querySelectorAll("table")];
  const rows = (table: Element): string[] =>
    [...table.querySelectorAll("tr")].map((row) =>
      [...row.children].map((cell) => cell.textContent!.trim()).join(" | "),
    );
  expect(rows(tables[0]!)).toEqual([
    "protocol | N | 0 / 0 | cIoU@0.5 | AUC | mean cIoU | all on | centre disc",
    "hche11 | 20 | 1 | 75.00 [60.00, 80.00] | 50.00 [40.00, 60.00] | undefined [undefined, undefined] | 10.00 / 20.00 | 30.00 / 40.00",
    "hche11, against | 20 | 0 | 70.00 | 50.00 | 40.00 |  | ",
    "hche11, difference | 20 |  | +5.00 [-1.00, 11.00] p 0.0312 | +0.00 | undefined |  | ",
    "hche11, whole groups | 3 |  | 25.00 | 35.00 |  |  | ",
    "ezvsl | 20 | 1 | 75.00 [60.00, 80.00] | 50.00 [40.00, 60.00] | undefined [undefined, undefined] | 10.00 / 20.00 | 30.00 / 40.00",
  ]);
  expect(rows(tables[1]!)).toEqual([
    "protocol | N | 0 / 0 | mean cIoU at 0.5 | AUC of mean | all on",
    "oya-minmax-224 | 20 | 1 | 33.00 | 22.00 | 10.00 / 10.00",
  ]);
});

test("a page of scores says what was left out, how numbers are made and by which command", () => {
  const text = page.body.textContent!;
  for (const part of [
    "20 samples of <dogs>; maps: my maps, against: potential.",
    "Truth: Boxes leave the frame: a",
    "Left out, no map: b.",
    "Left out, d: Its map is empty.",
    "Maps of no sample: c.",
    "1000 resamples, seed 4",
    "ssl score --maps 'my maps'",
    "EZ-VSL",
  ]) {
    expect(text).toContain(part);
  }
});

test("a page of scores draws the curves that it is given, and runs no script", () => {
  expect(page.querySelectorAll("svg.curve")).toHaveLength(1);
  expect(page.querySelector("svg desc")?.textContent).toContain("all on 10.00 %");
  expect(page.querySelector("script")).toBeNull();
});

test("a page of scores without intervals, curves or notes says so or leaves them out", () => {
  const plain: ScoredReport = {
    ...report,
    header: { ...report.header, against: null, resamples: 0, truth: { name: "x", notes: [] } },
    unmatched: { missing: [], unused: [] },
    bad: [],
    protocols: [{ ...report.protocols[1]!, interval: null }],
  };
  const text = new JSDOM(scorePage(plain, { curves: {}, command: "ssl score" })).window.document
    .body.textContent!;
  expect(text).toContain("20 samples of x; maps: my maps.");
  expect(text).toContain("Without intervals.");
  expect(text).not.toContain("Success curves");
  expect(text).not.toContain("notes");
});
