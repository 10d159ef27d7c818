/**
 * Writes a waveform as a WAV file of 16-bit integers, one channel.
 *
 * Samples are multiplied by 32 768 and rounded, so that `readWav` gives them back to half a step;
 * 1 becomes the largest there is, 32 767.
 *
 * @param waveform - mono samples in [−1, 1]
 * @param sampleRate - Hz, a positive integer
 * @returns the whole file; the caller's own
 * @throws RangeError if a sample is not in [−1, 1] or the rate is not a positive integer
 * @example
 * ```ts
 * import { readWav, writeWav } from "@ssl/av-datasets";
 *
 * const bytes = writeWav(new Float32Array([0, 0.5, -1]), 22050);
 * console.log(bytes.length, readWav(bytes).channels[0]); // 50 Float32Array(3) [ 0, 0.5, -1 ]
 * ```
 */
export function writeWav(waveform: Float32Array, sampleRate: number): Uint8Array {
  if (!Number.isInteger(sampleRate) || sampleRate < 1 || sampleRate >= 2 ** 31) {
    throw new RangeError(
      `writeWav: expected sampleRate to be a positive integer, got ${sampleRate}.`,
    );
  }
  const size = 2 * waveform.length;
  const view = new DataView(new ArrayBuffer(HEADER + size));
  const text = (at: number, value: string): void => {
    for (let i = 0; i < value.length; i++) view.setUint8(at + i, value.charCodeAt(i));
  };
  text(0, "RIFF");
  view.setUint32(4, HEADER - 8 + size, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, 2 * sampleRate, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, "data");
  view.setUint32(40, size, true);
  for (let i = 0; i < waveform.length; i++) {
    const sample = waveform[i]!;
    if (!(Math.abs(sample) <= 1)) {
      throw new RangeError(
        `writeWav: expected samples in [−1, 1], got ${sample} at ${i}. Turn the waveform down.`,
      );
    }
    view.setInt16(HEADER + 2 * i, Math.min(32_767, Math.round(sample * 32_768)), true);
  }
  return new Uint8Array(view.buffer);
}

/** Bytes before the samples. */
const HEADER = 44;
