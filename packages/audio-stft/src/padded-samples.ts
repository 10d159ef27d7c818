import type { Padding } from "./types.ts";

/**
 * Copies a stretch of the padded waveform.
 *
 * @param samples - the waveform, at least one sample
 * @param start - first sample of the stretch; negative before the waveform begins
 * @param into - receives the stretch, all of its length
 * @param padding - what stands beyond both ends
 */
export function copyPadded(
  samples: Float32Array,
  start: number,
  into: Float32Array,
  padding: Padding,
): void {
  const inside = clamp(-start, 0, into.length);
  const after = clamp(samples.length - start, inside, into.length);
  into.set(samples.subarray(start + inside, start + after), inside);
  if (padding === "constant") {
    into.fill(0, 0, inside).fill(0, after);
    return;
  }
  for (let i = 0; i < inside; i++) into[i] = samples[mirrored(start + i, samples.length)]!;
  for (let i = after; i < into.length; i++) {
    into[i] = samples[mirrored(start + i, samples.length)]!;
  }
}

/** Where a mirror at either end sends an index, as often as it takes: period 2 (length − 1). */
function mirrored(index: number, length: number): number {
  const period = Math.max(1, 2 * (length - 1));
  const place = ((index % period) + period) % period;
  return place < length ? place : period - place;
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
