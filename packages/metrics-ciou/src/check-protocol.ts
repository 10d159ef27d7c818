import type { Protocol, ThresholdLevel, ThresholdRule } from "./protocol.ts";
import { checkSize } from "./read-map.ts";

const vocabulary = {
  truth: ["annotators", "boxes", "union"],
  upsampling: [
    "bilinear",
    "bilinear as in OpenCV",
    "bilinear, corners aligned",
    "bicubic",
    "bicubic, corners aligned",
  ],
  normalisation: [
    "none",
    "min-max",
    "min-max, constants kept",
    "flipped min-max, constants kept",
    "divided by maximum",
    "divided by maximum before resizing",
  ],
  summary: ["success", "paper"],
} as const;
const levels = ["upper median", "median", "as many as the truth"];

/** Checks protocols at a public door: at least one, every word known, every number finite. */
export function checkProtocols(caller: string, protocols: readonly Protocol[]): void {
  if (protocols.length === 0) {
    throw new RangeError(
      `${caller}: expected at least one protocol, got none. publishedProtocols holds some.`,
    );
  }
  for (const protocol of protocols) checkProtocol(caller, protocol);
}

/** Checks one protocol. */
export function checkProtocol(caller: string, protocol: Protocol): void {
  const name = `protocol "${protocol.id}"`;
  checkTruthRule(caller, protocol);
  checkWord(`${caller}: expected upsampling of ${name}`, "upsampling", protocol.upsampling);
  checkWord(`${caller}: expected summary of ${name}`, "summary", protocol.summary);
  const { normalisation, threshold, summary, confidence } = protocol;
  if (typeof normalisation === "object") {
    checkRange(`${caller}: expected normalisation of ${name}`, normalisation);
  } else {
    checkWord(`${caller}: expected normalisation of ${name}`, "normalisation", normalisation);
  }
  const level = (threshold as ThresholdRule | undefined) && levelOf(threshold);
  if (!(Number.isFinite(level) || levels.includes(level as string))) {
    throw new RangeError(
      `${caller}: expected threshold of ${name} to be { above } or { atLeast } with a finite number ` +
        `or one of ${quoted(levels)}, got ${JSON.stringify(threshold)}. There is no default.`,
    );
  }
  if (summary === "paper" && level !== 0.5) {
    throw new RangeError(
      `${caller}: expected threshold of ${name} to be the number 0.5, got ${JSON.stringify(level)}. ` +
        'Summary "paper" takes all of thresholds(), and 0.5 for its headline.',
    );
  }
  if (confidence) {
    checkRange(`${caller}: expected confidence of ${name}`, confidence);
    if (!(confidence.topShare > 0 && confidence.topShare <= 1)) {
      throw new RangeError(
        `${caller}: expected topShare of ${name} above 0 and at most 1, ` +
          `got ${confidence.topShare}.`,
      );
    }
  }
}

/** Checks what says how marks become the ground truth. */
export function checkTruthRule(
  caller: string,
  { truth, size }: Pick<Protocol, "truth" | "size">,
): void {
  checkWord(`${caller}: expected truth`, "truth", truth);
  checkSize(caller, size);
}

/** The level of a threshold rule. */
export function levelOf(rule: ThresholdRule): ThresholdLevel {
  return "above" in rule ? rule.above : rule.atLeast;
}

function checkWord(start: string, field: keyof typeof vocabulary, word: unknown): void {
  const known: readonly unknown[] = vocabulary[field];
  if (known.includes(word)) return;
  throw new RangeError(
    `${start} to be one of ${quoted(vocabulary[field])}, got ${JSON.stringify(word)}.`,
  );
}

function checkRange(start: string, { from, to }: { from: number; to: number }): void {
  if (Number.isFinite(from) && Number.isFinite(to) && from < to) return;
  throw new RangeError(`${start} to satisfy from < to, got from ${from}, to ${to}.`);
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `"${word}"`).join(", ");
}
