import type { DataSetExamination, Finding, FindingCase, TruthProfile } from "@ssl/av-datasets";
import Table from "cli-table3";
import { FLOOR_LEGEND, floorRows } from "./floor-rows.ts";
import { printable } from "./printable.ts";

/** Cases of a finding that are shown; all of them are in the JSON. */
const SHOWN_CASES = 5;

/** Ids of a case that are shown. */
const SHOWN_IDS = 4;

/** Characters of a line of prose. */
const WIDTH = 100;

/** Characters of the longest bar. */
const BAR = 24;

const PLAIN = {
  chars: {
    top: "",
    "top-mid": "",
    "top-left": "",
    "top-right": "",
    bottom: "",
    "bottom-mid": "",
    "bottom-left": "",
    "bottom-right": "",
    left: "",
    "left-mid": "",
    mid: "",
    "mid-mid": "",
    right: "",
    "right-mid": "",
    middle: "  ",
  },
  style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
};

/** An examination as one page of text. */
export function doctorText(examination: DataSetExamination): string {
  const { name, layout, findings, distributions, truth, notes } = examination;
  const parts = [
    `${printable(name)} (${layout}): ${countsText(examination)}`,
    verdict(findings),
    ...findings.map(findingText),
    ...notes.map((note) => wrapped(`note  ${printable(note)}`, 6)),
  ];
  if (truth !== null) {
    parts.push(
      wrapped(truthText(truth), 0),
      `${wrapped(FLOOR_LEGEND, 0)}\n${floorTable(examination)}`,
    );
  }
  for (const { of, rows, others } of distributions) {
    const most = Math.max(...rows.map(({ count }) => count));
    const table = new Table({ ...PLAIN, colAligns: ["left", "right", "left"] });
    for (const { label, count } of rows) {
      const bar = "█".repeat(Math.ceil((BAR * count) / most));
      table.push([`  ${printable(label)}`, String(count), bar]);
    }
    if (others) table.push([`  ${others.values} more`, String(others.count), ""]);
    parts.push(`${of}\n${trimmed(table.toString())}`);
  }
  return `${parts.join("\n\n")}\n`;
}

/** How many samples and files there are, in words. */
export function countsText({ counts }: DataSetExamination): string {
  const { samples, annotated, pictures, sounds, videos, sources, splits } = counts;
  const number = (count: number, one: string, many: string): string[] =>
    count === 0 ? [] : [`${count.toLocaleString("en")} ${count === 1 ? one : many}`];
  const parts = [
    ...number(samples, "sample", "samples"),
    ...number(annotated, "annotated", "annotated"),
    ...number(pictures, "picture", "pictures"),
    ...number(sounds, "sound", "sounds"),
    ...number(videos, "video", "videos"),
    ...(sources === null ? [] : [`of ${sources.toLocaleString("en")} videos by name`]),
    ...Object.entries(splits).map(([split, count]) => `${count} in ${printable(split)}`),
  ];
  return parts.join(", ");
}

/** How much was found. */
export function verdict(findings: readonly Finding[]): string {
  const faults = findings.filter(({ severity }) => severity === "fault").length;
  const doubts = findings.length - faults;
  if (findings.length === 0) return "Nothing found.";
  const kinds = (count: number, word: string): string =>
    `${count} ${count === 1 ? "kind" : "kinds"} of ${word}`;
  return `Found: ${kinds(faults, "fault")}, ${kinds(doubts, "doubt")}.`;
}

function findingText({ code, severity, what, advice, cases }: Finding): string {
  const more = cases.length - SHOWN_CASES;
  return [
    wrapped(`${severity}  ${code}: ${printable(what)}`, 7),
    wrapped(`       ${printable(advice)}`, 7),
    ...cases.slice(0, SHOWN_CASES).map((each) => `         ${printable(caseText(each))}`),
    ...(more > 0 ? [`         and ${more} more`] : []),
  ].join("\n");
}

/** The samples, or else the files, of a case, and what is said of them. */
export function caseText({ ids, files = [], detail }: FindingCase): string {
  const names = ids.length > 0 ? ids : files;
  const more = names.length > SHOWN_IDS ? ` and ${names.length - SHOWN_IDS} more` : "";
  const shown = names.slice(0, SHOWN_IDS).join(", ") + more;
  return [shown, detail].filter((part) => part !== "").join(": ");
}

function floorTable(examination: DataSetExamination): string {
  const rows = floorRows(examination);
  const maps = rows[0]?.scores.map(({ map }) => map) ?? [];
  const table = new Table({
    ...PLAIN,
    head: ["  protocol", ...maps],
    colAligns: ["left", ...maps.map(() => "right" as const)],
  });
  for (const { protocol, scores } of rows) {
    table.push([`  ${protocol}`, ...scores.map(({ score }) => score)]);
  }
  return trimmed(table.toString());
}

function trimmed(table: string): string {
  return table
    .split("\n")
    .map((line) => line.trimEnd())
    .join("\n");
}

/** Where the marks are, in a sentence. */
export function truthText({ meanArea, insideCentre, middleMarked }: TruthProfile): string {
  return (
    `The mean mark covers ${percent(meanArea)} of the picture; ${percent(insideCentre)} of it lie ` +
    "in the disc in the middle that fills half the picture, and the very middle is marked in " +
    `${percent(middleMarked)} of the samples.`
  );
}

/** Breaks a line between words, and sets what follows in. */
function wrapped(text: string, indent: number): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/(?<=\S)(?=\s)/)) {
    if (line !== "" && line.length + word.length > WIDTH) {
      lines.push(line);
      line = " ".repeat(indent) + word.trimStart();
    } else line += word;
  }
  return [...lines, line].join("\n");
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
