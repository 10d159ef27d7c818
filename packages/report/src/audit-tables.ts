import type {
  AuditReport,
  ChangeEstimate,
  ConcatReport,
  Estimate,
  InteractiveReport,
  NegativeReport,
} from "./audit-report.ts";
import { conditionWords } from "./condition-words.ts";
import { floorWords } from "./floor-words.ts";
import { type Content, type Html, html } from "./html.ts";
import { htmlTable, percentCell, type TableRow } from "./html-table.ts";
import { measureWords } from "./measure-words.ts";
import { percent } from "./percent.ts";

/** Localization with and without the sound. */
export function gapTable({ gap, pictureOnlyIs }: AuditReport): Html {
  const floors = namesIn(
    Object.values(gap).flatMap((measures) =>
      Object.values(measures).map((entry) => entry.floors ?? {}),
    ),
  );
  const rows = Object.entries(gap).flatMap(([protocol, measures]) =>
    Object.entries(measures).map(
      ([measure, entry]): TableRow => ({
        head: `${protocol}: ${measureWords(measure)}`,
        cells: [
          cell(entry.own),
          cell(entry.pictureOnly),
          percentCell(entry.difference.value, entry.difference.interval, "signed"),
          ...floorCells(floors, entry.floors),
          entry.difference.n,
        ],
      }),
    ),
  );
  const without = pictureOnlyIs === "own" ? "picture only" : "under silence";
  return htmlTable(
    "Localization, in percent [95 % interval]",
    ["protocol", "with the sound", without, "difference", ...floors.map(floorWords), "N"],
    rows,
  );
}

/** How much the map changes with the sound. */
export function changeTable({ change, noiseFloor }: AuditReport): Html {
  const row = (head: string, found: ChangeEstimate): TableRow => ({
    head,
    cells: [
      decimalCell(found.oneMinusCorrelation),
      cell(found.flipped),
      cell(found.peakMoved),
      found.oneMinusCorrelation.n,
    ],
  });
  const rows = Object.entries(change).flatMap(([condition, found]) => [
    row(`its own sound, then ${conditionWords(condition)}`, found),
    ...(found.betweenDraws
      ? [row(`between two draws of ${conditionWords(condition)}`, found.betweenDraws)]
      : []),
  ]);
  return htmlTable(
    "Change of the map when the sound is swapped [95 % interval]",
    ["swap", "1 − correlation", "pixels that flip, %", "peak moved, % of the diagonal", "N"],
    [...rows, row("no effect: between two draws of one condition", noiseFloor)],
  );
}

/** Two pictures side by side with the sound of one. */
export function concatTables({ sideByMass, sideByPeak, chance, scores }: ConcatReport): Html {
  const floors = namesIn(Object.values(scores).map((score) => score.floors));
  const side = (head: string, found: Estimate): TableRow => ({
    head,
    cells: [cell(found), percent(chance), found.n],
  });
  return html`${htmlTable(
    "The side that sounds, in percent of pairs [95 % interval]",
    ["found by", "share", "by chance", "N"],
    [side("more of the map", sideByMass), side("the map's peak", sideByPeak)],
  )}${htmlTable(
    "Localization in the joined picture, in percent [95 % interval]",
    ["protocol", "score", ...floors.map(floorWords), "N"],
    Object.entries(scores).map(([protocol, score]) => ({
      head: protocol,
      cells: [cell(score.measure), ...floorCells(floors, score.floors), score.measure.n],
    })),
  )}`;
}

/** What the maps claim when nothing in the picture sounds. */
export function negativeTable({ kinds, universalThreshold }: NegativeReport): Html {
  const rows = Object.entries(kinds).flatMap(([kind, { pIA, aucN, fLoc, floors }]): TableRow[] => [
    { head: conditionWords(kind), cells: [cell(pIA), cell(aucN), cell(fLoc), pIA.n] },
    ...(floors
      ? [
          {
            head: "a map that needs no model",
            cells: [percent(floors.pIA), percent(floors.aucN), percent(floors.fLoc), ""],
          },
        ]
      : []),
  ]);
  const universal = universalThreshold;
  return html`${htmlTable(
    "Sounds of nothing in the picture, in percent [95 % interval]",
    ["sound", "pIA: claimed area, less is better", "AUC_N", "F_LOC", "N"],
    rows,
  )}${
    universal
      ? html`<p>One threshold for all maps, ${decimal(universal.threshold)}${universal.rule ? ` (${universal.rule})` : ""}: localization scores ${estimateText(universal.score)}, which costs ${estimateText(universal.cost)} against the protocol's own threshold.</p>
`
      : null
  }`;
}

/** Pictures in which several things sound, one at a time. */
export function interactiveTable(found: InteractiveReport): Html {
  const under = found.protocol ? ` under ${found.protocol}` : "";
  return htmlTable(
    `Pictures of which every sound is localized${under}, in percent [95 % interval]`,
    ["maps", "IIoU", "IAUC", "N"],
    [
      { head: "the model's", cells: [cell(found.iiou), cell(found.iauc), found.groups] },
      ...Object.entries(found.floors ?? {}).map(([floor, { iiou, iauc }]) => ({
        head: floorWords(floor),
        cells: [percent(iiou), percent(iauc), found.groups],
      })),
    ],
  );
}

function cell({ value, interval }: Estimate): Html {
  return percentCell(value, interval);
}

function decimalCell({ value, interval }: Estimate): Html {
  return html`${decimal(value)} <span class="interval">[${decimal(interval[0])}, ${decimal(interval[1])}]</span>`;
}

function decimal(value: number): string {
  return Number.isNaN(value) ? "undefined" : value.toFixed(3);
}

function estimateText({ value, interval }: Estimate): string {
  return `${percent(value)} % [${percent(interval[0])}, ${percent(interval[1])}]`;
}

/** All names that any of the records has, in order of appearance. */
function namesIn(records: readonly Readonly<Record<string, number>>[]): string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))];
}

function floorCells(
  names: readonly string[],
  floors: Readonly<Record<string, number>> | undefined,
): Content[] {
  return names.map((name) => {
    const value = floors?.[name];
    return value === undefined ? "" : percent(value);
  });
}
