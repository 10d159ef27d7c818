import { stringify } from "csv-stringify/sync";
import type { Range, ScoreReport } from "./score-report.ts";
import { FLOORS } from "./scored-samples.ts";

/**
 * The report as CSV, one number a row: whose it is (the maps, a floor, the maps it is held against, the
 * difference), what it is, its interval, N.
 *
 * @returns the text, with a line end; fractions of 1, an empty field for `NaN` and for what there is not
 */
export function reportCsv(report: ScoreReport): string {
  const rows: (string | number)[][] = [];
  for (const protocol of report.protocols) {
    const { id, nan, floors, groups, against, difference } = protocol;
    const add = (
      of: string,
      name: string,
      value: number,
      range?: Range | null,
      p?: number | null,
    ): void => {
      rows.push([
        id,
        of,
        name,
        ...[value, range?.[0], range?.[1], p].map(field),
        report.scored,
        nan,
      ]);
    };
    const addMaps = (
      of: string,
      { values, interval }: typeof protocol | NonNullable<typeof against>,
    ): void => {
      for (const [name, value] of Object.entries(values)) add(of, name, value, interval?.[name]);
    };
    addMaps("maps", protocol);
    if (groups) {
      add("maps", "iiou", groups.iiou);
      add("maps", "iauc", groups.iauc);
    }
    for (const floor of FLOORS) {
      for (const [name, value] of Object.entries(floors[floor])) add(floor, name, value);
    }
    if (against) addMaps("against", against);
    for (const [name, { value, interval, p }] of Object.entries(difference ?? {})) {
      add("difference", name, value, interval, p);
    }
  }
  return stringify(rows, {
    header: true,
    columns: ["protocol", "of", "measure", "value", "low", "high", "p", "n", "nan"],
  });
}

function field(value: number | null | undefined): number | string {
  return value === undefined || value === null || Number.isNaN(value) ? "" : value;
}
