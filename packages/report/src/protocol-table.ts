import { type Protocol, publishedProtocols } from "@ssl/metrics-ciou";
import { type Html, html } from "./html.ts";

/** A table of what makes each number: the published protocols of these ids, in plain words. */
export function protocolTable(ids: readonly string[]): Html {
  return html`<div class="wide" role="region" aria-label="Protocols" tabindex="0"><table>
<caption>How each protocol turns a map and the marks into a number</caption>
<thead><tr>${HEAD.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>
${ids.map((id) => {
  const protocol = publishedProtocols.find((one) => one.id === id);
  const cells = protocol ? protocolWords(protocol) : ["Not known to the version that wrote this."];
  return html`<tr><th scope="row">${id}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>
`;
})}</tbody>
</table></div>
`;
}

const HEAD = [
  "protocol",
  "from",
  "truth G",
  "pixels",
  "map resized",
  "its values",
  "a pixel is on",
  "samples become",
];

const TRUTHS: Readonly<Record<Protocol["truth"], string>> = {
  annotators: "the share of annotators who marked a pixel",
  boxes: "boxes over a pixel, capped at the consensus",
  union: "1 under any box",
};

const SUMMARIES: Readonly<Record<Protocol["summary"], string>> = {
  success: "the share of at least 0.5, and the area under the shares",
  paper: "their mean at each threshold, and the area under the means",
};

function protocolWords(protocol: Protocol): string[] {
  const { title, reference, truth, size, upsampling, normalisation, threshold, summary } = protocol;
  return [
    `${title} (${reference})`,
    TRUTHS[truth],
    `${size.width} × ${size.height}`,
    upsampling,
    typeof normalisation === "string"
      ? normalisation
      : `${normalisation.from} … ${normalisation.to} to 0 … 1`,
    thresholdWords(threshold),
    SUMMARIES[summary],
  ];
}

function thresholdWords(threshold: Protocol["threshold"]): string {
  if ("atLeast" in threshold) return `from ${levelWords(threshold.atLeast)} on`;
  const { above, orAtLeast } = threshold;
  if (above === "as many as the truth") return "for as many pixels as the truth has";
  return `above ${levelWords(above)}${orAtLeast === undefined ? "" : `, or from ${orAtLeast} on`}`;
}

function levelWords(level: number | string): string {
  return typeof level === "number" ? String(level) : `the ${level}`;
}
