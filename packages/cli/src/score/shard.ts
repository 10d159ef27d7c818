import { InvalidArgumentError } from "commander";

/** One of `count` parts of a set, by its number from 0. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Reads `i/n` from the command line. */
export function shardOption(text: string): Shard {
  const [index, count] = /^(\d+)\/(\d+)$/.exec(text)?.slice(1).map(Number) ?? [];
  if (index === undefined || count === undefined || index >= count) {
    throw new InvalidArgumentError(
      "Expected i/n with i from 0 to n - 1, for example 0/4, 1/4, 2/4 and 3/4.",
    );
  }
  return { index, count };
}

/** A shard's part of a list: neighbours, so that parts in order are the list. */
export function shardOf<T>(list: readonly T[], { index, count }: Shard): T[] {
  const from = Math.floor((list.length * index) / count);
  return list.slice(from, Math.floor((list.length * (index + 1)) / count));
}
