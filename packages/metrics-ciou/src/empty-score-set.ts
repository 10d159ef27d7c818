import { checkProtocol } from "./check-protocol.ts";
import type { Protocol } from "./protocol.ts";
import type { ScoreSet } from "./score-set.ts";
import { thresholds } from "./thresholds.ts";

/**
 * A set of scores that holds none yet.
 *
 * Not in the paper.
 *
 * @param protocol - the protocol that will make the scores
 * @returns a set of no samples, plain data; the caller's own
 * @throws RangeError if the protocol holds an unknown word or number
 * @example
 * ```ts
 * import { addToScoreSet, emptyScoreSet, publishedProtocols } from "@ssl/metrics-ciou";
 *
 * const protocol = publishedProtocols.find(({ id }) => id === "hche11")!;
 * const set = addToScoreSet(emptyScoreSet(protocol), { ciou: 0.75 });
 * console.log(set.count, set.sum / 2 ** 32); // 1 0.75
 * ```
 */
export function emptyScoreSet(protocol: Protocol): ScoreSet {
  checkProtocol("emptyScoreSet", protocol);
  const zeros = (): number[] => Array.from(thresholds(), () => 0);
  return {
    protocol,
    count: 0,
    nan: 0,
    atLeast: zeros(),
    sum: 0,
    ...(protocol.summary === "paper" && { curve: { sums: zeros(), defined: zeros() } }),
  };
}
