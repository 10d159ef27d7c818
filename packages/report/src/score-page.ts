import { floorWords } from "./floor-words.ts";
import { type Content, type Html, html } from "./html.ts";
import { htmlTable, percentCell, type TableRow } from "./html-table.ts";
import { measureWords } from "./measure-words.ts";
import { pageSection } from "./page-section.ts";
import { pageShell } from "./page-shell.ts";
import { percent } from "./percent.ts";
import { protocolTable } from "./protocol-table.ts";
import { curvesSection } from "./success-figures.ts";
import type { ProtocolCurves } from "./success-shares.ts";

/** Numbers by name, fractions of 1, `NaN` where undefined. */
export type Numbers = Readonly<Record<string, number>>;

/** The 95 % interval of a number. */
export type Interval = readonly [low: number, high: number];

/** One set of maps' numbers under one protocol. */
export interface ScoredMaps {
  /** In the order in which they are shown. */
  readonly values: Numbers;
  /** Samples whose consensus IoU is 0 / 0. */
  readonly nan: number;
  /** By the numbers' names; null without intervals. */
  readonly interval: Readonly<Record<string, Interval>> | null;
}

/** A number minus its counterpart. */
export interface ScoredDifference {
  /** The difference. */
  readonly value: number;
  /** Null without intervals. */
  readonly interval: Interval | null;
  /** Two-sided, of a permutation test; null without one. */
  readonly p: number | null;
}

/** Everything that is said under one protocol. */
export interface ScoredProtocol extends ScoredMaps {
  /** A published protocol's id. */
  readonly id: string;
  /** Which numbers it has: protocols of one kind share a table. */
  readonly summary: string;
  /** The same numbers of maps that need no model, by their name. */
  readonly floors: Readonly<Record<string, Numbers>>;
  /** Success over whole groups, where samples stand in groups. */
  readonly groups: {
    /** Groups. */
    readonly count: number;
    /** The share of groups of which every sample succeeds. */
    readonly iiou: number;
    /** The area under that share over the bar. */
    readonly iauc: number;
  } | null;
  /** The maps that they are held against. */
  readonly against: ScoredMaps | null;
  /** The numbers minus those. */
  readonly difference: Readonly<Record<string, ScoredDifference>> | null;
}

/** What was scored, as `ssl score` finds it. */
export interface ScoredReport {
  /** What was scored, and how. */
  readonly header: {
    /** What it was held against. */
    readonly truth: {
      /** What it is called. */
      readonly name: string;
      /** What was found odd in it. */
      readonly notes: readonly {
        /** In plain words. */
        readonly message: string;
        /** The samples. */
        readonly ids: readonly string[];
      }[];
    };
    /** The maps, as they were named. */
    readonly maps: string;
    /** Those that they are held against. */
    readonly against: string | null;
    /** Of the intervals. */
    readonly seed: number;
    /** Of the intervals; 0 for none. */
    readonly resamples: number;
  };
  /** Samples. */
  readonly scored: number;
  /** What found no partner. */
  readonly unmatched: {
    /** Samples without a map. */
    readonly missing: readonly string[];
    /** Maps of no sample. */
    readonly unused: readonly string[];
  };
  /** Samples left out because their map has no score. */
  readonly bad: readonly {
    /** The sample. */
    readonly id: string;
    /** The cause. */
    readonly reason: string;
  }[];
  /** In the order in which they are shown. */
  readonly protocols: readonly ScoredProtocol[];
}

/**
 * Writes the page of scores: success curves with bands, tables with intervals and floors, and what each
 * protocol does.
 *
 * @param report - what was scored
 * @param options - the curves, by protocol id, and the command line that made them
 * @returns the HTML text; it opens from disk and fetches nothing
 * @example
 * ```ts
 * import { scorePage } from "@ssl/report";
 *
 * const report = {
 *   header: {
 *     truth: { name: "dogs", notes: [] },
 *     maps: "maps",
 *     against: null,
 *     seed: 1,
 *     resamples: 0,
 *   },
 *   scored: 4,
 *   unmatched: { missing: [], unused: [] },
 *   bad: [],
 *   protocols: [
 *     {
 *       id: "hche11",
 *       summary: "success",
 *       values: { ciou50: 0.75 },
 *       nan: 0,
 *       interval: null,
 *       floors: { centreDisc: { ciou50: 0.5 } },
 *       groups: null,
 *       against: null,
 *       difference: null,
 *     },
 *   ],
 * };
 * const page = scorePage(report, { command: "ssl score", curves: {} });
 * console.log(page.includes("75.00")); // true
 * ```
 */
export function scorePage(
  report: ScoredReport,
  options: {
    /** Success curves by protocol id. */
    readonly curves: Readonly<Record<string, ProtocolCurves>>;
    /** The command line that made the page. */
    readonly command: string;
  },
): string {
  const { header, protocols } = report;
  const kinds = [...new Set(protocols.map(({ summary }) => summary))];
  return pageShell({
    title: `Scores: ${header.truth.name}`,
    body: [
      html`<p>${report.scored} samples of ${header.truth.name}; maps: ${header.maps}${header.against === null ? "" : `, against: ${header.against}`}.</p>
`,
      notes(report),
      pageSection(
        "Scores",
        kinds.map((kind) =>
          scoreTable(
            report,
            protocols.filter(({ summary }) => summary === kind),
          ),
        ),
      ),
      curvesSection(options.curves, { own: "maps", against: "against" }),
      pageSection("How each number is made", [
        html`<p class="note">${intervalWords(header)} Maps that need no model: every pixel on; a disc in the middle over half of the picture; one as large as the truth; what uniform noise can expect.</p>
`,
        protocolTable(protocols.map(({ id }) => id)),
      ]),
      pageSection(
        "How this page was made",
        html`<pre><code>${options.command}</code></pre>
`,
      ),
    ],
  });
}

/** A table of protocols that have the same numbers. */
function scoreTable({ scored }: ScoredReport, protocols: readonly ScoredProtocol[]): Html {
  const measures = Object.keys(protocols[0]!.values);
  const floors = Object.keys(protocols[0]!.floors);
  const shown = measures.slice(0, 2);
  const cells = ({ values, interval }: ScoredMaps): Content[] =>
    measures.map((name) => percentCell(values[name]!, interval?.[name]));
  const empty = floors.map(() => "");
  const rows = protocols.flatMap((protocol): TableRow[] => {
    const { id, nan, against, difference, groups } = protocol;
    const own: TableRow = {
      head: id,
      cells: [
        scored,
        nan,
        ...cells(protocol),
        ...floors.map((floor) =>
          shown.map((name) => percent(protocol.floors[floor]![name]!)).join(" / "),
        ),
      ],
    };
    return [
      own,
      ...(against
        ? [{ head: `${id}, against`, cells: [scored, against.nan, ...cells(against), ...empty] }]
        : []),
      ...(difference
        ? [
            {
              head: `${id}, difference`,
              cells: [
                scored,
                "",
                ...measures.map((name) => differenceCell(difference[name]!)),
                ...empty,
              ],
            },
          ]
        : []),
      ...(groups
        ? [
            {
              head: `${id}, whole groups`,
              cells: [
                groups.count,
                "",
                ...[percent(groups.iiou), percent(groups.iauc)],
                ...measures.slice(2).map(() => ""),
                ...empty,
              ],
            },
          ]
        : []),
    ];
  });
  return htmlTable(
    `In percent [95 % interval]; floors: ${shown.map(measureWords).join(" / ")}`,
    ["protocol", "N", "0 / 0", ...measures.map(measureWords), ...floors.map(floorWords)],
    rows,
  );
}

function differenceCell({ value, interval, p }: ScoredDifference): Html {
  const chance = p === null ? null : html` <span class="interval">p ${p.toFixed(4)}</span>`;
  return html`${percentCell(value, interval, "signed")}${chance}`;
}

function intervalWords({ resamples, seed }: ScoredReport["header"]): string {
  return resamples > 0
    ? `Intervals: 95 %, bias-corrected and accelerated bootstrap over samples, ${resamples} resamples, seed ${seed}.`
    : "Without intervals.";
}

/** What was odd or left out. */
function notes({ header, unmatched, bad }: ScoredReport): Html | null {
  const lines = [
    ...header.truth.notes.map(({ message, ids }) => `Truth: ${message} ${ids.join(", ")}`),
    ...(unmatched.missing.length > 0 ? [`Left out, no map: ${unmatched.missing.join(", ")}.`] : []),
    ...bad.map(({ id, reason }) => `Left out, ${id}: ${reason}`),
    ...(unmatched.unused.length > 0 ? [`Maps of no sample: ${unmatched.unused.join(", ")}.`] : []),
  ];
  if (lines.length === 0) return null;
  return html`<details><summary>${lines.length} notes</summary><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul></details>
`;
}
