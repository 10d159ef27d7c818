import { readNpy, writeNpy } from "@ssl/tensor-files";

/** A map as a model made it. */
export interface CheckedMap {
  readonly height: number;
  readonly width: number;
  /** Row-major, all finite. */
  readonly values: Float32Array;
}

/**
 * Reads a map from the bytes of a NumPy file, and checks it as `openMapSet` does.
 *
 * @throws Error that says in a sentence what is wrong
 */
export function mapOfBytes(bytes: Uint8Array): CheckedMap {
  const { shape, data } = readNpy(bytes);
  const sides = shape.length === 3 ? withoutOne(shape) : shape;
  const [height, width] = sides;
  if (sides.length !== 2 || !height || !width) {
    throw new Error(
      `expected a map of shape [h, w], [1, h, w] or [h, w, 1], got [${shape.join(", ")}]`,
    );
  }
  return checkedMap({ height, width, values: Float32Array.from(data as ArrayLike<number>) });
}

/** Refuses a map with a value that is not finite in single precision. */
export function checkedMap(map: CheckedMap): CheckedMap {
  const bad = map.values.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return map;
  const [row, column] = [Math.floor(bad / map.width), bad % map.width];
  throw new Error(
    `expected finite numbers, got ${map.values[bad]} at row ${row}, column ${column}`,
  );
}

/** A map as the bytes of a NumPy file. */
export function bytesOfMap({ height, width, values }: CheckedMap): Uint8Array {
  return writeNpy({ shape: [height, width], data: values });
}

function withoutOne(shape: readonly number[]): readonly number[] {
  if (shape[0] === 1) return shape.slice(1);
  return shape[2] === 1 ? shape.slice(0, 2) : shape;
}
