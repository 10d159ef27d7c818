import type { Grid } from "./types.ts";

/** An array copied to row-major order, every value finite; `channels` is 1 for a map. */
export interface DenseGrid {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly values: Float64Array;
}

/** Checks `[height, width, 3]` or `[height, width]` at the public door and copies it. */
export function readGrid(
  caller: string,
  name: string,
  grid: Grid,
  wanted: "[height, width, 3]" | "[height, width]",
): DenseGrid {
  if (!isGrid(grid)) {
    throw new TypeError(
      `${caller}: expected ${name} to be an ndarray { data, shape, stride, offset }, ` +
        `got ${grid === null ? "null" : typeof grid}. Wrap plain data with ndarray(data, ${wanted}).`,
    );
  }
  const { data, shape, stride, offset } = grid;
  const [height = 0, width = 0, channels = 1] = shape;
  const rank = wanted === "[height, width, 3]" ? 3 : 2;
  const fits = shape.length === rank && stride.length === rank && channels === (rank === 3 ? 3 : 1);
  if (!fits || !isCount(height) || !isCount(width)) {
    throw new RangeError(
      `${caller}: expected ${name} of shape ${wanted}, height and width at least 1, ` +
        `got [${shape.join(", ")}]. Pass one sample at a time.`,
    );
  }
  const [down = 0, across = 0, deep = 0] = stride;
  const values = new Float64Array(height * width * channels);
  for (let i = 0; i < values.length; i++) {
    const channel = i % channels;
    const pixel = (i - channel) / channels;
    const x = pixel % width;
    const y = (pixel - x) / width;
    const value = data[offset + y * down + x * across + channel * deep];
    if (value === undefined || !Number.isFinite(value)) {
      throw new RangeError(
        `${caller}: expected finite values in ${name}, got ${value} at [${y}, ${x}]. ` +
          "Repair or leave out the sample; nothing is replaced in silence.",
      );
    }
    values[i] = value;
  }
  return { height, width, channels, values };
}

function isGrid(grid: unknown): grid is Grid {
  const candidate = grid as Partial<Grid> | null | undefined;
  return (
    typeof candidate === "object" &&
    candidate !== null &&
    typeof candidate.data?.length === "number" &&
    Array.isArray(candidate.shape) &&
    Array.isArray(candidate.stride) &&
    typeof candidate.offset === "number"
  );
}

function isCount(side: number): boolean {
  return Number.isInteger(side) && side >= 1;
}
