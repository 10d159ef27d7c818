import type { NamedStream } from "@ssl/named-streams";

/** The highest peak of voices that are heard together, and the reach of the noise beneath them. */
const PEAK = 0.99;
const NOISE = 0.001;

/** Noise uniform in ±0.001, so that no sound has digital silence in it. */
export function noiseFloor(length: number, stream: NamedStream): Float32Array {
  const noise = new Float32Array(length);
  for (let i = 0; i < length; i++) noise[i] = 2 * NOISE * (stream.uniform() - 0.5);
  return noise;
}

/** Adds voices, turned down together if their peak would pass 0.99, and the noise: in [−1, 1]. */
export function sceneMix(voices: readonly Float32Array[], noise: Float32Array): Float32Array {
  const mix = new Float32Array(noise.length);
  for (const voice of voices) {
    for (let i = 0; i < mix.length; i++) mix[i]! += voice[i]!;
  }
  let peak = 0;
  for (let i = 0; i < mix.length; i++) peak = Math.max(peak, Math.abs(mix[i]!));
  const gain = peak > PEAK ? PEAK / peak : 1;
  for (let i = 0; i < mix.length; i++) mix[i] = mix[i]! * gain + noise[i]!;
  return mix;
}
