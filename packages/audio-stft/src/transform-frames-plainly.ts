import { createFft } from "./fft.ts";
import type { Form, FrameJob, FrameTarget } from "./frame-job.ts";
import { hannWindow } from "./hann-window.ts";
import { copyPadded } from "./padded-samples.ts";
import { polarAmplitude, polarPhase } from "./polar.ts";

/**
 * The transform in float64, two frames at a time: one as the real, one as the imaginary part of a
 * complex signal, whose transform falls apart by symmetry.
 */
export function transformFramesPlainly(
  job: FrameJob,
  form: Form,
  { first, second, step }: FrameTarget,
): void {
  const { samples, windowLength, hopLength, margin, bins, padding, frames } = job;
  const fft = createFft(windowLength);
  const window = hannWindow(windowLength);
  const stretch = new Float32Array(windowLength);
  const real = new Float64Array(windowLength);
  const imaginary = new Float64Array(windowLength);
  const load = (frame: number, into: Float64Array): boolean => {
    copyPadded(samples, frame * hopLength - margin, stretch, padding);
    let sounding = false;
    for (let n = 0; n < windowLength; n++) {
      const value = stretch[n]! * window[n]!;
      into[n] = value;
      sounding ||= value !== 0;
    }
    return sounding;
  };
  const store = (at: number, re: number, im: number): void => {
    first[at] = form === "polar" ? polarAmplitude(re, im) : re;
    second[at] = form === "polar" ? polarPhase(re, im) : im;
  };
  for (let frame = 0; frame < frames; frame += 2) {
    const pair = frame + 1 < frames;
    const evenSounds = load(frame, real);
    const oddSounds = pair && load(frame + 1, imaginary);
    if (!oddSounds) imaginary.fill(0);
    fft(real, imaginary);
    for (let k = 0; k < bins; k++) {
      const mirror = k === 0 ? 0 : windowLength - k;
      const sumR = (real[k]! + real[mirror]!) / 2;
      const gapR = (real[mirror]! - real[k]!) / 2;
      const sumI = (imaginary[k]! + imaginary[mirror]!) / 2;
      const gapI = (imaginary[k]! - imaginary[mirror]!) / 2;
      const at = (frame * bins + k) * step;
      // A silent frame is exactly 0, not its neighbour's rounding error.
      if (evenSounds) store(at, sumR, gapI);
      if (oddSounds) store(at + bins * step, sumI, gapR);
    }
  }
}
