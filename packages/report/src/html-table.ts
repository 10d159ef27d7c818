import { type Content, type Html, html } from "./html.ts";
import { percent } from "./percent.ts";

/** A row: what it is about, and a cell for each further column. */
export interface TableRow {
  readonly head: Content;
  readonly cells: readonly Content[];
}

/** A table that can be scrolled by itself, also with the keyboard. */
export function htmlTable(
  caption: string,
  head: readonly string[],
  rows: readonly TableRow[],
): Html {
  const [first, ...others] = head;
  return html`<div class="wide" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr><th scope="col">${first!}</th>${others.map((name) => html`<th scope="col" class="number">${name}</th>`)}</tr></thead>
<tbody>
${rows.map(
  (row) =>
    html`<tr><th scope="row">${row.head}</th>${row.cells.map((cell) => html`<td class="number">${cell}</td>`)}</tr>
`,
)}</tbody>
</table></div>
`;
}

/** A fraction in percent with its interval, if it has one. */
export function percentCell(
  value: number,
  interval: readonly [low: number, high: number] | null | undefined,
  sign: "signed" | "plain" = "plain",
): Html {
  const plus = sign === "signed" && value >= 0 ? "+" : "";
  const range = interval
    ? html` <span class="interval">[${percent(interval[0])}, ${percent(interval[1])}]</span>`
    : null;
  return html`${plus}${percent(value)}${range}`;
}
