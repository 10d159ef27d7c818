import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type TestAPI, test } from "vitest";
import { findFfmpeg } from "../src/index.ts";

/** Path of a file of media/. */
export function mediaPath(name: string): string {
  return fileURLToPath(new URL(`media/${name}`, import.meta.url));
}

/** Bytes of a file of media/. */
export function mediaBytes(name: string): Uint8Array {
  return new Uint8Array(readFileSync(mediaPath(name)));
}

const hasFfmpeg = await findFfmpeg().then(
  () => true,
  (error: Error) => {
    console.warn(`Tests of what ffmpeg reads are skipped. ${error.message}`);
    return false;
  },
);

/** `test`, of what needs the system's ffmpeg; without it, skipped with a line that says so. */
export const testWithFfmpeg: TestAPI = test.skipIf(!hasFfmpeg) as TestAPI;

/** The tone of media/'s left channels, or the mean of both, at 22 050 Hz. */
export function tones(channels: 1 | 2, samples: number): Float32Array {
  return Float32Array.from({ length: samples }, (_, i) => {
    const turn = (2 * Math.PI * i) / 22_050;
    const left = 0.5 * Math.sin(440 * turn);
    return channels === 1 ? left : (left + 0.25 * Math.sin(660 * turn)) / 2;
  });
}

/** Root mean square of the difference of two sounds, beside that of the second, without the ends. */
export function difference(found: Float32Array, expected: Float32Array, ends = 300): number {
  let error = 0;
  let all = 0;
  for (let i = ends; i < expected.length - ends; i++) {
    error += (found[i]! - expected[i]!) ** 2;
    all += expected[i]! ** 2;
  }
  return Math.sqrt(error / all);
}
