import { damaged, type Fail, quoted } from "./fail.ts";
import { isPlainPath } from "./plain-path.ts";

const rewrite = "Write it with np.savez or np.savez_compressed.";

/** A line of a zip archive's directory. */
export interface ListedEntry {
  readonly name: string;
  readonly nameBytes: Uint8Array;
  readonly deflated: boolean;
  readonly size: number;
  readonly packedSize: number;
  readonly crc: number;
  /** Where the file's own header begins. */
  readonly start: number;
  /** Where the directory goes on. */
  readonly next: number;
}

/**
 * Reads one line of the directory.
 *
 * @param at - where it begins
 * @param end - where the directory ends
 */
export function listedEntry(view: DataView, at: number, end: number, fail: Fail): ListedEntry {
  if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) {
    fail(`an entry at byte ${at}`, "other bytes", damaged);
  }
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  const extraStart = at + 46 + view.getUint16(at + 28, true);
  const extraEnd = extraStart + view.getUint16(at + 30, true);
  const next = extraEnd + view.getUint16(at + 32, true);
  if (next > end) fail(`an entry at byte ${at}`, "one that goes on too far", damaged);
  const nameBytes = bytesOf(view, at + 46, extraStart);
  const name = nameOf(nameBytes, (flags & 0x800) !== 0, fail);
  // Bits 0, 6 and 13: encrypted, strongly so, with a hidden directory.
  if ((flags & 0x2041) !== 0) fail(`${name} to be readable`, "encryption", rewrite);
  if (method !== 0 && method !== 8) {
    fail(`${name} to be stored or deflated`, `method ${method}`, rewrite);
  }
  const [size, packedSize, start] = longSizes(
    view,
    [view.getUint32(at + 24, true), view.getUint32(at + 20, true), view.getUint32(at + 42, true)],
    extraStart,
    extraEnd,
  );
  const crc = view.getUint32(at + 16, true);
  return { name, nameBytes, deflated: method === 8, size, packedSize, crc, start, next };
}

/** Sizes and place of an entry: where one is 2^32 − 1, the zip64 field (id 1) has it. */
function longSizes(
  view: DataView,
  sizes: [number, number, number],
  extraStart: number,
  extraEnd: number,
): [number, number, number] {
  for (let at = extraStart; at + 4 <= extraEnd; ) {
    const fieldEnd = at + 4 + view.getUint16(at + 2, true);
    if (view.getUint16(at, true) === 1 && fieldEnd <= extraEnd) {
      let from = at + 4;
      return sizes.map((size) => {
        if (size !== 0xffffffff || from + 8 > fieldEnd) return size;
        from += 8;
        return longAt(view, from - 8);
      }) as [number, number, number];
    }
    at = fieldEnd;
  }
  return sizes;
}

function nameOf(bytes: Uint8Array, isUtf8: boolean, fail: Fail): string {
  let name = "";
  try {
    name = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    fail("names in UTF-8", "other bytes", rewrite, cause);
  }
  if (!isUtf8 && bytes.some((byte) => byte > 127)) {
    fail("names in ASCII or marked as UTF-8", quoted(name), rewrite);
  }
  const path = name.replace(/\/$/, "");
  if (!isPlainPath(path)) fail("names that are plain paths", quoted(name), rewrite);
  return name;
}

/** Bytes of the archive, a view. */
export function bytesOf(view: DataView, start: number, end: number): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset + start, end - start);
}

/** A number of 64 bits; beyond 2^53 it is rounded, and then larger than any file. */
export function longAt(view: DataView, at: number): number {
  return Number(view.getBigUint64(at, true));
}
