import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  type Annotation,
  type Protocol,
  publishedProtocols,
  type ThresholdRule,
} from "../src/index.ts";
import { measureUnder } from "../src/measure-under.ts";
import { rows } from "./row.ts";

const annotation: Annotation = {
  annotators: [[{ left: 0, top: 0, right: 0.5, bottom: 1 }]],
  frame: { height: 1, width: 1 },
  consensus: 1,
};

test("the README's table of protocols is the code's", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const [, table = ""] = /<!-- protocols -->\n([\s\S]*)<!-- \/protocols -->/.exec(readme) ?? [];
  const cells = table
    .split("\n")
    .filter((line) => line.startsWith("|") && !line.startsWith("| -"))
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    );
  const [, ...found] = cells;
  expect(found).toEqual(publishedProtocols.map(rowOf));
});

function rowOf(protocol: Protocol): string[] {
  const { id, title, reference, truth, size, upsampling, normalisation, threshold } = protocol;
  return [
    `\`${id}\``,
    `${title} (${reference})`,
    truth,
    String(size.width),
    upsampling,
    typeof normalisation === "object"
      ? `${normalisation.from} … ${normalisation.to}`.replace("-", "−")
      : normalisation,
    thresholdText(threshold),
    protocol.summary,
    constants(protocol),
  ];
}

function thresholdText(rule: ThresholdRule): string {
  if ("atLeast" in rule) return `≥ ${rule.atLeast}`;
  return `> ${rule.above}${rule.orAtLeast === undefined ? "" : `, or ≥ ${rule.orAtLeast}`}`;
}

/** Which constants switch everything on, told from six that lie on every side of the thresholds. */
function constants(protocol: Protocol): string {
  const on = [-1.5, -0.25, 0, 0.25, 0.5, 1].map((value) => {
    const map = rows([value, value], [value, value]);
    return measureUnder("test", map, annotation, [protocol])[0]!.on > 0;
  });
  const named: Readonly<Record<string, string>> = {
    "000000": "none",
    "111111": "all",
    "001111": "x ≥ 0",
    "000111": "x > 0",
    "000011": "x ≥ 0.5",
    "110111": "x ≠ 0",
  };
  return named[on.map(Number).join("")] ?? "?";
}
