import type { MapsReport, ScoreReport } from "./score-report.ts";

/**
 * The report as JSON text: fractions of 1, `NaN` as null.
 *
 * @returns the text, with a line end
 */
export function reportJson(report: ScoreReport): string {
  const { header, scored, unmatched, bad, protocols } = report;
  const { truth, maps, against, seed, resamples } = header;
  const json = {
    truth,
    maps,
    ...(against === null ? {} : { against }),
    scored,
    missing: unmatched.missing,
    bad,
    unused: unmatched.unused,
    protocols: Object.fromEntries(
      protocols.map(({ id, title, floors, groups, against: other, difference, ...own }) => [
        id,
        {
          title,
          ...mapsJson(own, seed, resamples),
          floors,
          ...(groups ? { groups } : {}),
          ...(other ? { against: mapsJson(other, seed, resamples), difference } : {}),
        },
      ]),
    ),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

function mapsJson(
  { values, nan, interval }: MapsReport,
  seed: number,
  resamples: number,
): Record<string, unknown> {
  return {
    ...values,
    nan,
    ...(interval ? { interval: { level: 0.95, method: "BCa", resamples, seed, ...interval } } : {}),
  };
}
