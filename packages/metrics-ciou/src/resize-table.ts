import type { Upsampling } from "./protocol.ts";

/** Words of one entry of a table. */
export const ENTRY_WORDS = 8;

const tables = new Map<string, Int32Array>();

/**
 * How the pixels of one axis are mixed from those of the source. For each: the places of four source
 * pixels, of which the second and third are its neighbours, as integers; then their weights as
 * float32. The first and fourth weigh nothing where two pixels are mixed.
 */
export function resizeTable(
  upsampling: Upsampling,
  axis: "columns" | "rows",
  from: number,
  to: number,
): Int32Array {
  const key = `${upsampling} ${axis} ${from} ${to}`;
  let table = tables.get(key);
  if (!table) {
    if (tables.size >= 64) tables.clear();
    table = newTable(upsampling, axis, from, to);
    tables.set(key, table);
  }
  return table;
}

/** Whether four pixels are mixed, or two. */
export function isCubic(upsampling: Upsampling): boolean {
  return upsampling.startsWith("bicubic");
}

const { fround } = Math;

function newTable(
  upsampling: Upsampling,
  axis: "columns" | "rows",
  from: number,
  to: number,
): Int32Array {
  const aligned = upsampling.endsWith("corners aligned");
  const cubic = isCubic(upsampling);
  const unclamped = cubic || (upsampling === "bilinear as in OpenCV" && axis === "rows");
  const ints = new Int32Array(to * ENTRY_WORDS);
  const floats = new Float32Array(ints.buffer);
  // PyTorch's step is a float32.
  const step = to > 1 ? fround((from - 1) / (to - 1)) : 0;
  const last = from - 1;
  for (let i = 0, entry = 0; i < to; i++, entry += ENTRY_WORDS) {
    let place = fround(aligned ? step * i : ((i + 0.5) * from) / to - 0.5);
    // Beyond the border's centre is the border's value; in OpenCV's rows, the sum of two shares of it,
    // which rounds otherwise.
    if (!unclamped) place = Math.min(Math.max(place, 0), last);
    const before = Math.floor(place);
    const share = fround(place - before);
    for (let j = 0; j < 4; j++) ints[entry + j] = Math.min(Math.max(before + j - 1, 0), last);
    floats.set(cubic ? cubicWeights(share) : [0, 1 - share, share, 0], entry + 4);
  }
  return ints;
}

/** The kernel with a = −0.75 around a place between two pixels, step by step as OpenCV has it. */
function cubicWeights(share: number): number[] {
  const far = fround(1 + share);
  const cubed = fround(fround(fround(fround(fround(-0.75 * far) + 3.75) * far) - 6) * far);
  const first = fround(cubed + 3);
  const second = innerWeight(share);
  const third = innerWeight(fround(1 - share));
  return [first, second, third, fround(fround(fround(1 - first) - second) - third)];
}

/** That of a pixel nearer than 1. */
function innerWeight(distance: number): number {
  const slope = fround(fround(1.25 * distance) - 2.25);
  return fround(fround(fround(slope * distance) * distance) + 1);
}
