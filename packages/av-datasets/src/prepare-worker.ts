import { move, transferableSymbol, valueSymbol } from "piscina";
import { prepareSample } from "./media/prepare-sample.ts";
import type { PreparedSample, SampleFiles, SampleForm } from "./media/prepared-sample.ts";

/** A sample for a thread. */
export interface PrepareTask {
  readonly sample: SampleFiles;
  readonly form: SampleForm;
}

/** Prepares a sample; what a thread of the pool runs. Its arrays are handed over, not copied. */
export default async function prepareTask({ sample, form }: PrepareTask): Promise<PreparedSample> {
  const prepared = await prepareSample(sample, form);
  const arrays = [prepared.picture, prepared.sound?.waveform, prepared.spectrogram];
  const buffers = arrays.flatMap((array) => (array === undefined ? [] : [array.data.buffer]));
  return move({ [transferableSymbol]: buffers, [valueSymbol]: prepared } as never) as never;
}
