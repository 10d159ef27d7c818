import type { Grid } from "@ssl/metrics-ciou";
import type { FileTensor, NpyArray } from "@ssl/tensor-files";
import { refuse } from "../refuse.ts";

/** An array as a file has it, row-major. */
export interface FileArray {
  /** Length of each axis. */
  readonly shape: readonly number[];
  /** All values. */
  readonly data: FileTensor["data"] | NpyArray["data"];
}

/** Height and width of a map of shape [h, w], [1, h, w] or [h, w, 1]; undefined for others. */
export function mapShape(shape: readonly number[]): readonly [number, number] | undefined {
  const [first, second, third] = shape;
  if (shape.length < 2 || shape.length > 3 || shape.includes(0)) return undefined;
  if (third === undefined) return [first!, second!];
  if (first === 1) return [second!, third];
  return third === 1 ? [first!, second!] : undefined;
}

/** The map that an array holds, of numbers all finite; `place` says in errors where it stands. */
export function mapGrid(caller: string, { shape, data }: FileArray, place: string): Grid {
  const size = mapShape(shape);
  if (size === undefined) {
    refuse(
      caller,
      `a map of shape [h, w], [1, h, w] or [h, w, 1] in ${place}`,
      `shape [${shape.join(", ")}]`,
      shape.length > 2 ? "Of a file with many maps give the path of the file itself." : "",
    );
  }
  const [height, width] = size;
  const numbers =
    data instanceof BigInt64Array ? Float64Array.from(data, (value) => Number(value)) : data;
  for (let i = 0; i < numbers.length; i++) {
    if (Number.isFinite(numbers[i]!)) continue;
    const where = `row ${Math.floor(i / width)}, column ${i % width}`;
    refuse(caller, `finite numbers in ${place}`, `${numbers[i]} at ${where}`);
  }
  return { data: numbers, shape: [height, width], stride: [width, 1], offset: 0 };
}
