import type { Distribution } from "./data-set-examination.ts";

/** Values of a distribution that have a row. */
const MOST_ROWS = 12;

/** How many values lie in each range between edges, from which empty ends are cut off. */
export function distribution(
  of: string,
  values: readonly number[],
  { edges }: { readonly edges: readonly number[] },
): Distribution[] {
  if (values.length === 0) return [];
  const counts = new Array<number>(edges.length + 1).fill(0);
  for (const value of values) {
    const range = edges.findIndex((edge) => value < edge);
    counts[range < 0 ? edges.length : range]!++;
  }
  const label = (range: number): string => {
    if (range === 0) return `below ${shown(edges[0]!)}`;
    if (range === edges.length) return `${shown(edges.at(-1)!)} and more`;
    return `${shown(edges[range - 1]!)} to ${shown(edges[range]!)}`;
  };
  const first = counts.findIndex((count) => count > 0);
  const last = counts.findLastIndex((count) => count > 0);
  const rows = counts.map((count, range) => ({ label: label(range), count }));
  return [{ of, rows: rows.slice(first, last + 1) }];
}

/** How often each value comes, the most frequent first. */
export function frequencies(of: string, values: Iterable<string>): Distribution[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  if (counts.size === 0) return [];
  const rows = [...counts]
    .map(([label, count]) => ({ label, count }))
    .sort((a, b) => b.count - a.count || (a.label < b.label ? -1 : 1));
  const rest = rows.slice(MOST_ROWS);
  const count = rest.reduce((sum, row) => sum + row.count, 0);
  const others = rest.length === 0 ? {} : { others: { values: rest.length, count } };
  return [{ of, rows: rows.slice(0, MOST_ROWS), ...others }];
}

function shown(value: number): string {
  return String(Number(value.toPrecision(4)));
}
