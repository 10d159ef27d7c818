import { expect, test } from "vitest";
import { readAuditReport } from "../src/index.ts";
import { wholeReport } from "./audit-fixtures.ts";

const changed = (change: object): string => JSON.stringify({ ...wholeReport, ...change });

test("a report comes back from JSON as it was, with fields that the reader does not know", () => {
  expect(readAuditReport(JSON.stringify(wholeReport))).toEqual(wholeReport);
  expect(readAuditReport(changed({ later: [1] }))).toEqual({ ...wholeReport, later: [1] });
  const { curves: _, judgedBy: __, leftOut: ___, ...least } = wholeReport;
  const bare = { ...least, concat: null, negative: null, interactive: null };
  expect(readAuditReport(JSON.stringify(bare))).toEqual(bare);
});

test("null numbers are NaN again, in every place", () => {
  const undefinedOnes = { value: Number.NaN, interval: [Number.NaN, Number.NaN], n: 0 };
  const gap = {
    hche11: {
      ciou50: { own: undefinedOnes, pictureOnly: undefinedOnes, difference: undefinedOnes },
    },
  };
  expect(readAuditReport(changed({ gap })).gap).toEqual(gap);
});

test("a report of another version is refused in plain words", () => {
  expect(() => readAuditReport(changed({ schema: "ssl-audit-report/0" }))).toThrow(
    'readAuditReport: expected a report of schema ssl-audit-report/1, got "ssl-audit-report/0". ' +
      "An older version of ssl wrote it. Run `ssl audit report` on the folder again.",
  );
  expect(() => readAuditReport(changed({ schema: "ssl-audit-report/2" }))).toThrow(
    "A newer version of ssl wrote it: update this one, or run its `ssl audit report` again.",
  );
  expect(() => readAuditReport(changed({ schema: "ssl-audit/1" }))).toThrow(
    'got "ssl-audit/1". Name the report.json that `ssl audit report` wrote.',
  );
  for (const json of ["[]", "null", "{}", "3"]) {
    expect(() => readAuditReport(json)).toThrow("of schema ssl-audit-report/1, got none.");
  }
  expect(() => readAuditReport('{"schema":')).toThrow(
    "readAuditReport: expected the JSON of an audit's report, got text that is none. " +
      "Run `ssl audit report` on the folder again.",
  );
});

test("a damaged report is refused with the place", () => {
  const { verdict, gap } = wholeReport;
  const cases: [object, string][] = [
    [{ seed: "3" }, 'expected a number at the report.seed, got "3".'],
    [{ name: undefined }, "expected a text at the report.name, got nothing."],
    [
      { verdict: { ...verdict, rules: [{ ...verdict.rules[0], holds: "yes" }] } },
      'expected true, false or null at the report.verdict.rules[0].holds, got "yes".',
    ],
    [
      { gap: { hche11: { ciou50: { ...gap.hche11!.ciou50, own: { value: 1, n: 1 } } } } },
      "expected two numbers at the report.gap.hche11.ciou50.own.interval, got nothing.",
    ],
    [{ pictureOnlyIs: "noise" }, 'expected "own" or "silence" at the report.pictureOnlyIs'],
    [{ change: [] }, "expected an object at the report.change, got []."],
    [{ leftOut: {} }, "expected a list at the report.leftOut, got {}."],
  ];
  for (const [change, message] of cases) {
    expect(() => readAuditReport(changed(change))).toThrow(`readAuditReport: ${message}`);
  }
});
