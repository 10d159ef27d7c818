/** A picture of numbers, row-major. */
export interface Plane {
  /** [height, width, channels]. */
  readonly pixels: Float32Array;
  readonly width: number;
  readonly height: number;
}

/**
 * Blurs every channel with a Gaussian and makes room for what spreads.
 *
 * @param sigma - the standard deviation in pixels, above 0
 * @returns a new picture, larger by `margin` pixels on each side
 */
export function gaussianBlur(
  { pixels, width, height }: Plane,
  channels: number,
  sigma: number,
): Plane & { readonly margin: number } {
  const margin = Math.ceil(3 * sigma);
  const weights = gaussian(margin, sigma);
  const wide = width + 2 * margin;
  const tall = height + 2 * margin;
  const across = new Float32Array(height * wide * channels);
  for (let tap = 0; tap < weights.length; tap++) {
    const weight = weights[tap]!;
    for (let row = 0; row < height; row++) {
      const from = row * width * channels;
      const to = (row * wide + tap) * channels;
      for (let i = 0; i < width * channels; i++) across[to + i]! += weight * pixels[from + i]!;
    }
  }
  const blurred = new Float32Array(tall * wide * channels);
  for (let tap = 0; tap < weights.length; tap++) {
    const weight = weights[tap]!;
    const to = tap * wide * channels;
    for (let i = 0; i < across.length; i++) blurred[to + i]! += weight * across[i]!;
  }
  return { pixels: blurred, width: wide, height: tall, margin };
}

function gaussian(margin: number, sigma: number): Float64Array {
  const weights = Float64Array.from({ length: 2 * margin + 1 }, (_, i) =>
    Math.exp(-0.5 * ((i - margin) / sigma) ** 2),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}
