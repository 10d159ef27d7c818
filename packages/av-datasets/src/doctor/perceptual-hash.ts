/** Pixels along each side of the grey picture that is hashed. */
export const HASHED_SIDE = 32;

/** Frequencies along each side that are kept. */
const KEPT = 8;

/**
 * Of the frequencies' RMS: how far one has to be above the median. Those that are not there would
 * else be told by what coding or scaling adds; on 257 photographs this keeps more bits.
 */
const FAINT = 0.1;

/** What the sums are wrong by at most. */
const ROUNDING = 1e-6;

/** Row f: cos(π (2x + 1) f / 64) for x = 0 … 31. */
const COSINES: Float64Array[] = Array.from({ length: KEPT }, (_, f) =>
  Float64Array.from({ length: HASHED_SIDE }, (_, x) =>
    Math.cos((Math.PI * (2 * x + 1) * f) / (2 * HASHED_SIDE)),
  ),
);

/**
 * The perceptual hash of a picture: which of the 64 lowest frequencies of its cosine transform are
 * above their median ("pHash", Zauner 2010). Pictures that look alike differ in few of the bits.
 *
 * Written here because `sharp-phash`, the kept library, decodes the file anew for each hash, and
 * turns pictures after it has squashed them; here the picture is decoded once, for its hash, its
 * digest and its size.
 *
 * @param grey - [32 · 32] row-major, of any range
 * @returns the bits in two halves, row-major; of a picture of one grey all are 0
 */
export function perceptualHash(grey: ArrayLike<number>): { low: number; high: number } {
  const across = new Float64Array(HASHED_SIDE * KEPT);
  for (let y = 0; y < HASHED_SIDE; y++) {
    for (let u = 0; u < KEPT; u++) {
      let sum = 0;
      for (let x = 0; x < HASHED_SIDE; x++) sum += COSINES[u]![x]! * grey[y * HASHED_SIDE + x]!;
      across[y * KEPT + u] = sum;
    }
  }
  const frequencies = new Float64Array(KEPT * KEPT);
  for (let v = 0; v < KEPT; v++) {
    for (let u = 0; u < KEPT; u++) {
      let sum = 0;
      for (let y = 0; y < HASHED_SIDE; y++) sum += COSINES[v]![y]! * across[y * KEPT + u]!;
      frequencies[v * KEPT + u] = sum;
    }
  }
  // The mean brightness says nothing of what is shown.
  const ordered = frequencies.slice(1).sort();
  const energy = ordered.reduce((sum, value) => sum + value * value, 0) / ordered.length;
  const above = ordered[ordered.length >> 1]! + FAINT * Math.sqrt(energy) + ROUNDING;
  let low = 0;
  let high = 0;
  for (let bit = 1; bit < 32; bit++) if (frequencies[bit]! > above) low |= 1 << bit;
  for (let bit = 32; bit < 64; bit++) if (frequencies[bit]! > above) high |= 1 << (bit - 32);
  return { low, high };
}
