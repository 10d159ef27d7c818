import type { Grid } from "./types.ts";

/** A map copied to row-major order, every value finite. */
export interface DenseMap {
  readonly height: number;
  readonly width: number;
  readonly values: Float64Array;
}

/** Checks a `[height, width]` grid at the public door and copies it to row-major order. */
export function readMap(caller: string, name: string, map: Grid): DenseMap {
  if (!isGrid(map)) {
    throw new TypeError(
      `${caller}: expected ${name} to be an ndarray { data, shape, stride, offset }, ` +
        `got ${map === null ? "null" : typeof map}. ` +
        "Wrap plain data with ndarray(data, [height, width]).",
    );
  }
  const { data, shape, stride, offset } = map;
  const [height = 0, width = 0] = shape;
  if (shape.length !== 2 || stride.length !== 2 || !isCount(height) || !isCount(width)) {
    throw new RangeError(
      `${caller}: expected ${name} of shape [height, width], both at least 1, ` +
        `got [${shape.join(", ")}]. Pass one map at a time.`,
    );
  }
  const [down = 0, across = 0] = stride;
  const values = new Float64Array(height * width);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const value = data[offset + y * down + x * across];
      if (value === undefined || !Number.isFinite(value)) {
        throw new RangeError(
          `${caller}: expected finite values in ${name}, got ${value} at [${y}, ${x}]. ` +
            "Find out where it comes from; no score can be trusted with it.",
        );
      }
      values[i] = value;
    }
  }
  return { height, width, values };
}

/** As `readMap`, and every value lies in 0…1; `cure` says what to do if one does not. */
export function readUnitMap(caller: string, name: string, map: Grid, cure: string): DenseMap {
  const dense = readMap(caller, name, map);
  const bad = dense.values.findIndex((value) => value < 0 || value > 1);
  if (bad >= 0) {
    const row = Math.floor(bad / dense.width);
    throw new RangeError(
      `${caller}: expected values of ${name} in 0…1, ` +
        `got ${dense.values[bad]} at [${row}, ${bad % dense.width}]. ${cure}`,
    );
  }
  return dense;
}

/** Reads the ground truth G. */
export function readTruth(caller: string, truth: Grid): DenseMap {
  return readUnitMap(caller, "truth", truth, "Make it with consensusMap.");
}

/** Checks that a map has the size of the truth it is held against. */
export function checkSameSize(caller: string, name: string, map: DenseMap, truth: DenseMap): void {
  if (map.height !== truth.height || map.width !== truth.width) {
    throw new RangeError(
      `${caller}: expected ${name} of truth's size [${truth.height}, ${truth.width}], ` +
        `got [${map.height}, ${map.width}]. Resize it with upsampleMap first.`,
    );
  }
}

/** Checks that two maps of one picture are of one size. */
export function checkOtherSize(caller: string, other: DenseMap, map: DenseMap): void {
  if (map.height !== other.height || map.width !== other.width) {
    throw new RangeError(
      `${caller}: expected other of map's size [${map.height}, ${map.width}], ` +
        `got [${other.height}, ${other.width}]. Resize it with upsampleMap first.`,
    );
  }
}

/** Checks a size given by a caller. */
export function checkSize(
  caller: string,
  { height, width }: { height: number; width: number },
): void {
  if (!isCount(height) || !isCount(width)) {
    throw new RangeError(
      `${caller}: expected height and width to be integers of at least 1, ` +
        `got ${height} × ${width}.`,
    );
  }
}

function isGrid(map: unknown): map is Grid {
  const grid = map as Partial<Grid> | null | undefined;
  return (
    typeof grid === "object" &&
    grid !== null &&
    typeof grid.data?.length === "number" &&
    Array.isArray(grid.shape) &&
    Array.isArray(grid.stride) &&
    typeof grid.offset === "number"
  );
}

function isCount(side: number): boolean {
  return Number.isInteger(side) && side >= 1;
}
