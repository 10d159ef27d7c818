import { MOST_VALUES } from "./limits.ts";
import type { NdArrayLike } from "./types.ts";

/** An array's values as float32 in row-major order: a view where they lie so, else a copy. */
export function denseArray(caller: string, name: string, array: NdArrayLike): Float32Array {
  checkLayout(caller, name, array);
  const { data, shape, stride, offset } = array;
  const size = shape.reduce((product, side) => product * side, 1);
  if (data instanceof Float32Array && isRowMajor(array)) {
    return data.subarray(offset, offset + size);
  }
  const dense = new Float32Array(size);
  const last = shape.length - 1;
  let at = 0;
  const copy = (axis: number, from: number): void => {
    const length = shape[axis] ?? 1;
    const step = stride[axis] ?? 0;
    for (let i = 0; i < length; i++) {
      const index = from + i * step;
      if (axis < last) copy(axis + 1, index);
      else dense[at++] = data[index]!;
    }
  };
  copy(0, offset);
  return dense;
}

function isRowMajor({ shape, stride }: NdArrayLike): boolean {
  let step = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis]! > 1 && stride[axis] !== step) return false;
    step *= shape[axis]!;
  }
  return true;
}

function checkLayout(caller: string, name: string, array: unknown): asserts array is NdArrayLike {
  const { data, shape, stride, offset } = Object(array) as Partial<NdArrayLike>;
  if (
    typeof data?.length !== "number" ||
    !Array.isArray(shape) ||
    !Array.isArray(stride) ||
    typeof offset !== "number"
  ) {
    throw new TypeError(
      `${caller}: expected ${name} to be an ndarray, got ${kind(array)}. ` +
        "Wrap plain values: ndarray(values, shape).",
    );
  }
  const sides = shape.every((side) => Number.isInteger(side) && side >= 0);
  const steps = [offset, ...stride].every(Number.isInteger);
  if (!sides || !steps || shape.length !== stride.length) {
    throw new RangeError(
      `${caller}: expected ${name} to have one whole stride per axis, ` +
        `got shape [${shape.join(", ")}], stride [${stride.join(", ")}], offset ${offset}.`,
    );
  }
  const size = shape.reduce((product, side) => product * side, 1);
  if (size > MOST_VALUES) {
    throw new RangeError(
      `${caller}: expected ${name} of at most ${MOST_VALUES} values, got ${size}. Cut it in parts.`,
    );
  }
  let lowest = offset;
  let highest = offset;
  for (const [axis, side] of shape.entries()) {
    const reach = (side - 1) * stride[axis]!;
    if (reach < 0) lowest += reach;
    else highest += reach;
  }
  if (size > 0 && (lowest < 0 || highest >= data.length)) {
    throw new RangeError(
      `${caller}: expected ${name} to read indices 0 … ${data.length - 1} of its data, ` +
        `got ${lowest} … ${highest}.`,
    );
  }
}

function kind(value: unknown): string {
  if (value === null || typeof value !== "object") return String(value);
  return value.constructor?.name ?? "object";
}
