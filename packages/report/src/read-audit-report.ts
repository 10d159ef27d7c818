import type { AuditReport } from "./audit-report.ts";

const SCHEMA = "ssl-audit-report/1";

/**
 * Reads what `ssl audit report` wrote, and refuses what another version or another program wrote.
 *
 * @param json - the text of `report.json`
 * @returns the report, null numbers as `NaN`, fields of no known name as they are; the caller's own
 * @throws RangeError if the text is no JSON, of another schema, or a field is missing or of another kind
 * @example
 * ```ts
 * import { readAuditReport } from "@ssl/report";
 *
 * try {
 *   readAuditReport('{ "schema": "ssl-audit-report/0" }');
 * } catch (error) {
 *   console.log(error instanceof RangeError); // true
 * }
 * ```
 */
export function readAuditReport(json: string): AuditReport {
  let found: unknown;
  try {
    found = JSON.parse(json);
  } catch (cause) {
    throw new RangeError(
      `readAuditReport: expected the JSON of an audit's report, got text that is none. ${AGAIN}`,
      { cause },
    );
  }
  const schema = isObject(found) ? found.schema : undefined;
  if (schema !== SCHEMA) {
    throw new RangeError(
      `readAuditReport: expected a report of schema ${SCHEMA}, got ${JSON.stringify(schema) ?? "none"}. ${cure(schema)}`,
    );
  }
  return report(found, "the report") as AuditReport;
}

const AGAIN = "Run `ssl audit report` on the folder again.";

function cure(schema: unknown): string {
  const version = /^ssl-audit-report\/(\d+)$/.exec(String(schema))?.[1];
  if (version === undefined) return "Name the report.json that `ssl audit report` wrote.";
  return Number(version) < 1
    ? `An older version of ssl wrote it. ${AGAIN}`
    : `A newer version of ssl wrote it: update this one, or run its \`ssl audit report\` again.`;
}

/** Checks a value, named by its path; gives it back with null numbers as `NaN`. */
type Check = (value: unknown, path: string) => unknown;

const text: Check = kind("a text", (value) => typeof value === "string");
const truth: Check = kind("true, false or null", (value) =>
  [true, false, null].includes(value as boolean | null),
);
const number: Check = (value, path) => {
  if (value === null) return Number.NaN;
  return kind("a number", (one) => typeof one === "number")(value, path);
};
const interval: Check = (value, path) => {
  kind("two numbers", (one) => Array.isArray(one) && one.length === 2)(value, path);
  return list(number)(value, path);
};
const estimate = object({ value: number, interval, n: number });
const success = object({ shares: list(number), band: nullable(list(interval)) });
const change = {
  oneMinusCorrelation: estimate,
  flipped: estimate,
  peakMoved: estimate,
};
const numbers = record(number);

const report = object(
  {
    name: text,
    command: text,
    seed: number,
    samples: number,
    verdict: object({
      verdict: text,
      sentence: text,
      rules: list(object({ rule: text, holds: truth, why: text })),
    }),
    gap: record(
      record(
        object({ own: estimate, pictureOnly: estimate, difference: estimate }, { floors: numbers }),
      ),
    ),
    pictureOnlyIs: kind('"own" or "silence"', (value) => value === "own" || value === "silence"),
    change: record(object(change, { draws: number, betweenDraws: nullable(object(change)) })),
    noiseFloor: object(change),
    concat: nullable(
      object({
        sideByMass: estimate,
        sideByPeak: estimate,
        chance: number,
        scores: record(object({ measure: estimate, floors: numbers })),
      }),
    ),
    negative: nullable(
      object({
        kinds: record(
          object({ pIA: estimate, aucN: estimate, fLoc: estimate }, { floors: numbers }),
        ),
        universalThreshold: nullable(
          object({ threshold: number, score: estimate, cost: estimate }, { rule: text }),
        ),
      }),
    ),
    interactive: nullable(
      object(
        { iiou: estimate, iauc: estimate, groups: number },
        { protocol: text, floors: record(object({ iiou: number, iauc: number })) },
      ),
    ),
  },
  {
    judgedBy: object({ protocol: text, measure: text }),
    leftOut: list(object({ id: text, reason: text })),
    curves: record(
      object({ own: success, against: nullable(success), floors: record(list(number)) }),
    ),
  },
);

function kind(name: string, holds: (value: unknown) => boolean): Check {
  return (value, path) => {
    if (holds(value)) return value;
    const got =
      value === undefined ? "nothing" : (JSON.stringify(value)?.slice(0, 60) ?? "another");
    throw new RangeError(`readAuditReport: expected ${name} at ${path}, got ${got}. ${AGAIN}`);
  };
}

function nullable(check: Check): Check {
  return (value, path) => (value === null ? null : check(value, path));
}

function list(check: Check): Check {
  const array = kind("a list", Array.isArray);
  return (value, path) =>
    (array(value, path) as unknown[]).map((entry, i) => check(entry, `${path}[${i}]`));
}

function record(check: Check): Check {
  const anyObject = kind("an object", isObject);
  return (value, path) =>
    Object.fromEntries(
      Object.entries(anyObject(value, path) as object).map(([key, entry]) => [
        key,
        check(entry, `${path}.${key}`),
      ]),
    );
}

function object(
  fields: Readonly<Record<string, Check>>,
  optional: Readonly<Record<string, Check>> = {},
): Check {
  const anyObject = kind("an object", isObject);
  return (value, path) => {
    const found = anyObject(value, path) as Record<string, unknown>;
    const checked = Object.entries({ ...fields, ...optional })
      .filter(([key]) => key in fields || found[key] !== undefined)
      .map(([key, check]) => [key, check(found[key], `${path}.${key}`)]);
    return { ...found, ...Object.fromEntries(checked) };
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
