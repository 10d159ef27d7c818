import { copyPadded } from "./padded-samples.ts";
import type { ResamplingFilter } from "./resampling-filter.ts";

/** Runs the filter bank over a waveform between silence, summing in float64. */
export function runFilter(
  samples: Float32Array,
  { up, down, rowLength, lead, taps }: ResamplingFilter,
  length: number,
): Float32Array {
  const padded = new Float32Array(samples.length + 2 * rowLength);
  copyPadded(samples, -lead, padded, "constant");
  const output = new Float32Array(length);
  let sample = 0;
  let row = 0;
  for (let i = 0; i < length; i++) {
    let sum = 0;
    for (let k = 0; k < rowLength; k++) {
      sum += padded[sample + k]! * taps[row * rowLength + k]!;
    }
    output[i] = sum;
    const next = row + down;
    row = next % up;
    sample += (next - row) / up;
  }
  return output;
}
