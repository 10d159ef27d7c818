/** The largest float32 that is not above π: a phase rounded to float32 must not leave (−π, π]. */
const LARGEST_PHASE = 3.1415925;

/** |re + i im|. */
export function polarAmplitude(re: number, im: number): number {
  return Math.sqrt(re * re + im * im);
}

/** The angle of re + i im in (−π, π], 0 for an exact 0 of any sign. */
export function polarPhase(re: number, im: number): number {
  if (im === 0) return re < 0 ? LARGEST_PHASE : 0;
  return Math.min(Math.max(Math.atan2(im, re), -LARGEST_PHASE), LARGEST_PHASE);
}
