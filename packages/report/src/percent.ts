/** A fraction of 1 in percent, as every table shows it. */
export function percent(fraction: number): string {
  return Number.isNaN(fraction) ? "undefined" : `${(fraction * 100).toFixed(2)}`;
}
