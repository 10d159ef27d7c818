import { copyPadded } from "./padded-samples.ts";
import type { ResamplingFilter } from "./resampling-filter.ts";
import { type WasmKernels, wasmKernels } from "./wasm-kernels.ts";

/** Computes outputs in blocks, each from the input samples it is given. */
interface BlockFilter {
  /** Receives the samples under the first output's row, and those after them. */
  readonly input: Float32Array;
  /** Receives the outputs. */
  readonly output: Float32Array;
  /** Computes `count` outputs, the first one with the taps of `row`. */
  run(count: number, row: number): void;
}

/**
 * Runs the filter bank over a waveform that stands between silence. Beside the result, memory does
 * not grow with the waveform.
 */
export function runFilter(
  samples: Float32Array,
  filter: ResamplingFilter,
  length: number,
): Float32Array {
  const { up, down, rowLength, lead, taps } = filter;
  const kernels = wasmKernels();
  const fits =
    kernels && taps.length <= kernels.taps.length && rowLength <= kernels.unfiltered.length;
  const { input, output, run } = fits ? wasmFilter(filter, kernels) : plainFilter(filter);
  const filtered = new Float32Array(length);
  let done = 0;
  while (done < length) {
    // Output i stands i · down / up samples after the waveform's first.
    const row = (done * down) % up;
    const sample = (done * down - row) / up;
    const room = (input.length - rowLength + 1) * up - 1 - row;
    const count = Math.min(length - done, output.length, 1 + Math.floor(room / down));
    const span = Math.floor((row + (count - 1) * down) / up) + rowLength;
    copyPadded(samples, sample - lead, input.subarray(0, span), "constant");
    run(count, row);
    filtered.set(output.subarray(0, count), done);
    done += count;
  }
  return filtered;
}

/** The kernel of `assembly/resample.ts`, summing in float32. */
function wasmFilter(filter: ResamplingFilter, kernels: WasmKernels): BlockFilter {
  const { up, down, rowLength, taps } = filter;
  kernels.taps.set(taps);
  return {
    input: kernels.unfiltered,
    output: kernels.filtered,
    run: (count, row) => kernels.filterSamples(count, row, up, down, rowLength),
  };
}

/** The definition, summing in float64. */
function plainFilter({ up, down, rowLength, taps }: ResamplingFilter): BlockFilter {
  const input = new Float32Array(32_768 + rowLength);
  const output = new Float32Array(8192);
  const run = (count: number, firstRow: number): void => {
    let row = firstRow;
    let sample = 0;
    for (let i = 0; i < count; i++) {
      let sum = 0;
      for (let k = 0; k < rowLength; k++) sum += input[sample + k]! * taps[row * rowLength + k]!;
      output[i] = sum;
      const next = row + down;
      row = next % up;
      sample += (next - row) / up;
    }
  };
  return { input, output, run };
}
