import type { PageSample } from "./sample-data.ts";

/** How the list is laid out. */
export interface ListOrder {
  readonly by: "gap" | "ciou" | "size";
  readonly greatestFirst: boolean;
  /** Only samples of this class; null for all. */
  readonly class: string | null;
}

/** The samples of the list, in order: undefined numbers last, equal ones as they were. */
export function orderedSamples(samples: readonly PageSample[], order: ListOrder): PageSample[] {
  const sign = order.greatestFirst ? -1 : 1;
  return samples
    .filter((sample) => order.class === null || sample.class === order.class)
    .sort((a, b) => {
      const [first, second] = [a[order.by], b[order.by]];
      if (first === null || second === null)
        return Number(first === null) - Number(second === null);
      return sign * (first - second);
    });
}
