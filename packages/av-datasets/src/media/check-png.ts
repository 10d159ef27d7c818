import { createInflate } from "node:zlib";

/** Most bytes that one byte of deflated data can stand for. */
const MOST_INFLATED = 1032;

/** Values a pixel, by colour type. */
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Adam7: the first column and row of each pass, and its steps. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** Whether bytes begin as a PNG does. */
export function isPng(bytes: Uint8Array): boolean {
  return [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10].every((byte, i) => bytes[i] === byte);
}

/**
 * Holds the size that a PNG declares against its data, which libpng does in one direction only, and
 * after it has made room for all that is declared.
 *
 * @throws Error with a bare reason
 */
export async function checkPng(bytes: Uint8Array): Promise<void> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  let palette = false;
  let ended = false;
  for (let at = 8; at + 12 <= bytes.length && !ended; ) {
    const size = view.getUint32(at, false);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (name === "IDAT") parts.push(bytes.subarray(at + 8, at + 8 + size));
    palette ||= name === "PLTE";
    ended = name === "IEND";
    at += 12 + size;
  }
  if (bytes.length < 33 || !ended) throw new Error("PNG without its end");
  const [depth = 0, colour = 0, , , interlace = 0] = bytes.subarray(24, 29);
  if (palette && (colour === 0 || colour === 4)) throw new Error("grey PNG with a palette");
  const bits = depth * (CHANNELS[colour] ?? Number.NaN);
  const expected = rawBytes(view.getUint32(16, false), view.getUint32(20, false), bits, interlace);
  const deflated = parts.reduce((sum, part) => sum + part.length, 0);
  const found = deflated * MOST_INFLATED < expected ? -1 : await inflatedBytes(parts, expected);
  if (found !== expected) throw new Error("PNG whose data are not as many as its size asks for");
}

/** Bytes of all rows, each with the one that names its filter. */
function rawBytes(width: number, height: number, bits: number, interlace: number): number {
  const rows = (columns: number, lines: number): number =>
    columns === 0 ? 0 : lines * (1 + Math.ceil((columns * bits) / 8));
  if (interlace !== 1) return rows(width, height);
  return PASSES.reduce((sum, [left, top, right, down]) => {
    const columns = Math.max(0, Math.ceil((width - left) / right));
    return sum + rows(columns, Math.max(0, Math.ceil((height - top) / down)));
  }, 0);
}

/** Counts what comes out, up to a little more than `most`. */
async function inflatedBytes(parts: readonly Uint8Array[], most: number): Promise<number> {
  const inflate = createInflate();
  for (const part of parts) inflate.write(part);
  inflate.end();
  let count = 0;
  for await (const part of inflate) {
    count += (part as Uint8Array).length;
    if (count > most) break;
  }
  return count;
}
