import { namedStream } from "@ssl/named-streams";

/** Which noise is drawn. */
export interface WhiteNoiseOptions {
  /** The seed, an integer in 0 … 2³² − 1. */
  readonly seed: number;
  /** What it is for, so that another sample, or another draw of one, gets another noise. */
  readonly name: string;
}

/** Root mean square of the noise that takes the place of a sound that is silent itself. */
const OF_SILENCE = 0.1;

/**
 * White noise in the place of a sound: as long, and as loud.
 *
 * Not in the paper: negative audio of Juanola et al. 2024. Samples are independent and uniform, in
 * ±√3 times the sound's root mean square, so that loudness tells nothing and nothing is clipped; where
 * that would leave [−1, 1], they fill that. In the place of digital silence the root mean square is
 * 0.1.
 *
 * @param waveform - mono samples, finite
 * @param options - the seed and a name
 * @returns as many samples, in [−1, 1]; the caller's own
 * @throws RangeError if the waveform holds no sample or one that is not finite, or the seed is not
 * valid
 * @example
 * ```ts
 * import { whiteNoise } from "@ssl/concat-protocol";
 *
 * const sound = new Float32Array(1000).map((_, i) => 0.5 * Math.sin(i / 5));
 * const noise = whiteNoise(sound, { seed: 1, name: "owl/0" });
 * console.log(noise.length, Math.max(...noise) < 0.62); // 1000 true
 * ```
 */
export function whiteNoise(
  waveform: Float32Array,
  { seed, name }: WhiteNoiseOptions,
): Float32Array {
  if (waveform.length === 0) {
    throw new RangeError("whiteNoise: expected a waveform of at least one sample, got none.");
  }
  let power = 0;
  for (let i = 0; i < waveform.length; i++) power += waveform[i]! ** 2;
  if (!Number.isFinite(power)) {
    const at = waveform.findIndex((value) => !Number.isFinite(value));
    throw new RangeError(
      `whiteNoise: expected finite samples, got ${waveform[at]} at ${at}. Repair the sound first.`,
    );
  }
  const loudness = Math.sqrt(power / waveform.length) || OF_SILENCE;
  const most = Math.min(1, Math.sqrt(3) * loudness);
  const stream = namedStream(seed, `white-noise/${name}`);
  return new Float32Array(waveform.length).map(() => most * (2 * stream.uniform() - 1));
}
