import { floorWords, measureWords } from "@ssl/report";
import type { MapsReport, ProtocolReport, Range, ScoreReport } from "./score-report.ts";
import { FLOORS } from "./scored-samples.ts";

/** The report as rows of text; one table for each kind of summary. */
export interface ReportRows {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * Lays a report out in percent: a row for each protocol, under it what it is held against, the
 * difference, and groups; floors at the end of the row as its first two numbers.
 *
 * @returns one table for protocols that print a success rate, one for the paper's readings
 */
export function reportRows({ protocols, scored }: ScoreReport): ReportRows[] {
  const kinds = (["success", "paper"] as const).map((kind) =>
    protocols.filter(({ summary }) => summary === kind),
  );
  return kinds
    .filter((alike) => alike.length > 0)
    .map((alike) => {
      const measures = Object.keys(alike[0]!.values);
      const withNan = alike.some(({ nan, against }) => nan > 0 || (against?.nan ?? 0) > 0);
      const empty = Array<string>(FLOORS.length).fill("");
      const counts = (n: number, nan: string): string[] => [String(n), ...(withNan ? [nan] : [])];
      const cells = ({ values, interval }: MapsReport): string[] =>
        measures.map((name) => percent(values[name]!) + range(interval?.[name]));
      const rows = alike.flatMap((protocol) => {
        const { id, nan, groups, against, difference } = protocol;
        const own = [
          id,
          ...counts(scored, String(nan)),
          ...cells(protocol),
          ...floorCells(protocol),
        ];
        if (!against || !difference) return [own, ...groupRow(groups)];
        return [
          own,
          ["  against", ...counts(scored, String(against.nan)), ...cells(against), ...empty],
          [
            "  difference",
            ...counts(scored, ""),
            ...measures.map((name) => {
              const { value, interval, p } = difference[name]!;
              const sign = value >= 0 ? "+" : "";
              const chance = p === null ? "" : ` p ${p.toFixed(4)}`;
              return sign + percent(value) + range(interval) + chance;
            }),
            ...empty,
          ],
          ...groupRow(groups),
        ];
      });
      function groupRow(groups: ProtocolReport["groups"]): string[][] {
        if (!groups) return [];
        const rest = measures.slice(2).map(() => "");
        const values = [percent(groups.iiou), percent(groups.iauc)];
        return [["  whole groups", ...counts(groups.count, ""), ...values, ...rest, ...empty]];
      }
      return {
        head: [
          "protocol",
          ...counts(0, "NaN").with(0, "N"),
          ...measures.map(measureWords),
          ...FLOORS.map(floorWords),
        ],
        rows,
      };
    });
}

/** What the numbers are, in a few lines for the foot of a table. */
export function reportNotes({ header, unmatched, bad }: ScoreReport): string[] {
  const { truth, seed, resamples } = header;
  return [
    `${truth.name}: in percent` +
      (resamples > 0
        ? `, [95 % BCa interval: bootstrap over samples, ${resamples} resamples, seed ${seed}].`
        : ", without intervals."),
    "Floors need no model: every pixel on; a disc in the middle over half of the picture; one as large " +
      "as the truth; what uniform noise can expect. Each as the row's first two numbers.",
    ...truth.notes.map(({ message, ids }) => `Truth: ${message} ${listed(ids)}`),
    ...(unmatched.missing.length > 0 ? [`Left out, no map: ${listed(unmatched.missing)}.`] : []),
    ...bad.map(({ id, reason }) => `Left out, ${id}: ${reason}`),
    ...(unmatched.unused.length > 0 ? [`Maps of no sample: ${listed(unmatched.unused)}.`] : []),
  ];
}

/** Names up to ten of them, and says how many there are. */
export function listed(ids: readonly string[]): string {
  const shown = ids.slice(0, 10).join(", ");
  return ids.length > 10 ? `${shown} and ${ids.length - 10} more` : shown;
}

function floorCells({ floors, values }: ProtocolReport): string[] {
  const [first, second] = Object.keys(values);
  return FLOORS.map(
    (floor) => `${percent(floors[floor][first!]!)} / ${percent(floors[floor][second!]!)}`,
  );
}

function percent(value: number): string {
  return Number.isNaN(value) ? "NaN" : (value * 100).toFixed(2);
}

function range(interval: Range | null | undefined): string {
  return interval ? ` [${percent(interval[0])}, ${percent(interval[1])}]` : "";
}
