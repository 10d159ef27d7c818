import type { Upsampling } from "./protocol.ts";

/** Words of one entry of a table. */
export const ENTRY_WORDS = 8;

const tables = new Map<string, Int32Array>();

/**
 * How the pixels of one axis are mixed from those of the source. For each: the places of four source
 * pixels, of which the second and third are its neighbours, as integers; then the weights of the
 * first, third and fourth as float32 (the second's is what is left to 1); then a spare word.
 */
export function resizeTable(upsampling: Upsampling, from: number, to: number): Int32Array {
  const key = `${upsampling} ${from} ${to}`;
  let table = tables.get(key);
  if (!table) {
    if (tables.size >= 64) tables.clear();
    table = newTable(upsampling, from, to);
    tables.set(key, table);
  }
  return table;
}

/** Whether four pixels are mixed, or two. */
export function isCubic(upsampling: Upsampling): boolean {
  return upsampling.startsWith("bicubic");
}

function newTable(upsampling: Upsampling, from: number, to: number): Int32Array {
  const aligned = upsampling.endsWith("corners aligned");
  const cubic = isCubic(upsampling);
  const ints = new Int32Array(to * ENTRY_WORDS);
  const floats = new Float32Array(ints.buffer);
  const last = from - 1;
  for (let i = 0, entry = 0; i < to; i++, entry += ENTRY_WORDS) {
    let place = aligned ? (i * last) / Math.max(to - 1, 1) : ((i + 0.5) * from) / to - 0.5;
    if (!cubic) place = Math.min(Math.max(place, 0), last);
    const before = Math.floor(place);
    const share = Math.fround(place - before);
    for (let j = 0; j < 4; j++) ints[entry + j] = Math.min(Math.max(before + j - 1, 0), last);
    if (cubic) {
      floats[entry + 4] = outerWeight(1 + share);
      floats[entry + 5] = innerWeight(1 - share);
      floats[entry + 6] = outerWeight(2 - share);
    } else {
      floats[entry + 5] = share;
    }
  }
  return ints;
}

/** The bicubic kernel with a = −0.75 for a pixel nearer than 1. */
function innerWeight(distance: number): number {
  return (1.25 * distance - 2.25) * distance * distance + 1;
}

/** The same for a pixel between 1 and 2 away. */
function outerWeight(distance: number): number {
  return ((-0.75 * distance + 3.75) * distance - 6) * distance + 3;
}
