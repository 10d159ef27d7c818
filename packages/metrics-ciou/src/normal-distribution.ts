/** Φ(x), the standard normal distribution's share below x; relative error below 1e-12. */
export function normalCdf(x: number): number {
  if (x > 0) return 1 - normalCdf(-x);
  if (x < -2) return normalDensity(x) / millsContinuedFraction(-x);
  // ½ − φ(x) · Σ |x|^(2k+1) / (1 · 3 · 5 ⋯ (2k + 1)) (Marsaglia, J. Stat. Software 11:4, 2004).
  let term = -x;
  let sum = term;
  for (let odd = 3; term > 1e-18; odd += 2) {
    term *= (x * x) / odd;
    sum += term;
  }
  return 0.5 - normalDensity(x) * sum;
}

/** The x of Φ(x) = `share`: −∞ at 0, ∞ at 1. */
export function normalQuantile(share: number): number {
  if (share > 0.5) return -normalQuantile(1 - share);
  if (share === 0) return Number.NEGATIVE_INFINITY;
  if (share === 0.5) return 0;
  // Abramowitz and Stegun 26.2.23, within 4.5e-4; each of Newton's steps squares the error.
  const t = Math.sqrt(-2 * Math.log(share));
  let x =
    (2.515517 + t * (0.802853 + t * 0.010328)) /
      (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) -
    t;
  for (let step = 0; step < 3; step++) x -= (normalCdf(x) - share) / normalDensity(x);
  return x;
}

function normalDensity(x: number): number {
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** φ(x) / Φ(−x) = x + 1 / (x + 2 / (x + 3 / ⋯)), for x above 2. */
function millsContinuedFraction(x: number): number {
  let tail = x;
  for (let k = 100; k > 0; k--) tail = x + k / tail;
  return tail;
}
