import type { AuditReport } from "./audit-report.ts";
import {
  changeTable,
  concatTables,
  gapTable,
  interactiveTable,
  negativeTable,
} from "./audit-tables.ts";
import { type Content, type Html, html } from "./html.ts";
import { measureWords } from "./measure-words.ts";
import { pageSection } from "./page-section.ts";
import { pageShell } from "./page-shell.ts";
import { protocolTable } from "./protocol-table.ts";
import { type AuditSample, sampleBrowser, sampleBrowserData } from "./sample-browser.ts";
import { curvesSection } from "./success-figures.ts";

/**
 * Writes the page of an audit: the verdict, what it rests on, and the samples to look at and listen to.
 *
 * One file that opens from disk, fetches nothing but the sounds that lie beside it, and can be used with
 * the keyboard, printed, and read without colours.
 *
 * @param report - what the audit found
 * @param samples - those with pictures, about 20 kB each, are to look at; give at most about 200 of
 * them, and the numbers alone of the others
 * @returns the HTML text
 * @throws RangeError if a picture or sound would be fetched from elsewhere, or a map has not as many
 * values as pixels
 * @example
 * ```ts
 * import { type AuditReport, auditPage } from "@ssl/report";
 *
 * const no = { value: 0, interval: [0, 0], n: 50 } as const;
 * const change = { oneMinusCorrelation: no, flipped: no, peakMoved: no };
 * const report: AuditReport = {
 *   schema: "ssl-audit-report/1",
 *   name: "a disc",
 *   command: "ssl audit report run",
 *   seed: 1,
 *   samples: 50,
 *   verdict: { verdict: "does not listen", sentence: "It does not listen.", rules: [] },
 *   gap: { hche11: { ciou50: { own: no, pictureOnly: no, difference: no } } },
 *   pictureOnlyIs: "silence",
 *   change: { silence: change },
 *   noiseFloor: change,
 *   concat: null,
 *   negative: null,
 *   interactive: null,
 * };
 * console.log(auditPage(report, []).includes("It does not listen.")); // true
 * ```
 */
export function auditPage(report: AuditReport, samples: readonly AuditSample[]): string {
  const { concat, negative, interactive, curves = {} } = report;
  const protocols = new Set([
    ...Object.keys(report.gap),
    ...Object.keys(concat?.scores ?? {}),
    ...Object.keys(curves),
    ...(interactive?.protocol ? [interactive.protocol] : []),
  ]);
  const without = report.pictureOnlyIs === "own" ? "picture only" : "under silence";
  return pageShell({
    title: `Does it listen? ${report.name}`,
    body: [
      verdictBox(report),
      pageSection("What the sound adds", gapTable(report)),
      curvesSection(curves, { own: "with the sound", against: without }),
      pageSection("What the sound changes", changeTable(report)),
      concat && pageSection("Two pictures side by side, the sound of one", concatTables(concat)),
      negative && pageSection("Silence, noise and sounds of other things", negativeTable(negative)),
      interactive && pageSection("Several things that sound", interactiveTable(interactive)),
      samples.length > 0 ? pageSection("Samples", sampleBrowser()) : null,
      pageSection("How each number is made", [
        html`<p class="note">Intervals: 95 %, bias-corrected and accelerated bootstrap over pictures, pairs or groups, N of them. A number that is undefined for every sample is called so.</p>
`,
        protocolTable([...protocols]),
      ]),
      pageSection("How this page was made", origin(report)),
    ],
    ...(samples.length > 0 ? { data: sampleBrowserData(samples) } : {}),
  });
}

const HOLDS: ReadonlyMap<boolean | null, string> = new Map([
  [true, "✓ holds"],
  [false, "✗ does not"],
  [null, "? cannot tell"],
]);

function verdictBox({ verdict, samples, judgedBy }: AuditReport): Html {
  const judge = judgedBy
    ? `, judged by ${measureWords(judgedBy.measure)} under ${judgedBy.protocol}`
    : "";
  return html`<section class="verdict" aria-label="Verdict">
<p class="word">${verdict.verdict}</p>
<p>${verdict.sentence}</p>
<p class="note">${samples} pictures with their own sound${judge}.</p>
<ul class="rules">${verdict.rules.map(
    ({ rule, holds, why }) =>
      html`<li><strong>${HOLDS.get(holds)!}</strong><span>${rule} <span class="note">${why}</span></span></li>
`,
  )}</ul>
</section>
`;
}

function origin({ command, seed, schema, leftOut = [] }: AuditReport): Content {
  const left = html`<p>Left out:</p>
<ul>${leftOut.map(({ id, reason }) => html`<li>${id}: ${reason}</li>`)}</ul>
`;
  return [
    html`<pre><code>${command}</code></pre>
<p class="note">Seed ${seed}, form ${schema}.</p>
`,
    leftOut.length > 0 ? left : null,
  ];
}
