import { Inflate } from "fflate";
import { crc32 } from "./crc32.ts";
import { damaged, type Fail, failure } from "./fail.ts";
import { npyArray } from "./npy-array.ts";
import type { NpyArray } from "./types.ts";
import { type ZipEntry, zipEntries } from "./zip-entries.ts";

/** How much an archive may unpack to. */
export interface ReadNpzOptions {
  /** Bytes of all arrays in the archive together, headers included. @default 2^30 */
  readonly maxBytes?: number;
}

/** No deflated byte holds more: two bits can repeat 258 bytes. */
const mostBytesPerByte = 1032;

/** As much as the longest stored block: pushed at once, every block of a stream brings output. */
const pushLength = 65_540;

/**
 * Reads the arrays of a NumPy `.npz` archive, as `np.savez` and `np.savez_compressed` write it,
 * without running code of the file's.
 *
 * Nothing is unpacked before the directory is checked as a whole: all sizes together are within
 * `maxBytes`, entries do not overlap, none is encrypted, names are unique and stay in their folder.
 * What unpacks to another length than was said ends there, and each checksum must be right. Not in
 * the paper.
 *
 * @param bytes - the whole file; borrowed
 * @param options - how much it may unpack to
 * @returns the arrays by name (that of the file in the archive, without `.npy`), in the archive's
 *   order; empty if it has none. Each is as `readNpy` gives it, and a view of `bytes` only if it is
 *   stored, not deflated
 * @throws TypeError if `bytes` is no Uint8Array
 * @throws RangeError if it is not a valid archive, unpacks to more than `maxBytes`, holds another
 *   file than `.npy` files, or one that `readNpy` refuses
 * @example
 * ```ts
 * import { readNpz, writeNpz } from "@ssl/tensor-files";
 *
 * const map = { shape: [2, 2], data: new Float32Array([0, 0.5, 0.25, 1]) };
 * const maps = readNpz(writeNpz(new Map([["dog", map]])), { maxBytes: 10_000 });
 * console.log(maps.get("dog")?.shape); // [ 2, 2 ]
 * ```
 */
export function readNpz(bytes: Uint8Array, options: ReadNpzOptions = {}): Map<string, NpyArray> {
  const { maxBytes = 2 ** 30 } = options;
  if (!(bytes instanceof Uint8Array)) {
    throw new TypeError(`readNpz: expected bytes as a Uint8Array, got ${typeof bytes}.`);
  }
  if (!(Number.isSafeInteger(maxBytes) && maxBytes >= 0)) {
    fail("maxBytes as a whole number from 0", `${maxBytes}`);
  }
  const entries = zipEntries(bytes, fail).filter(({ name, size }) => !isFolder(name, size));
  let total = 0;
  for (const { name, size, deflated, packed } of entries) {
    if (!name.endsWith(".npy")) {
      fail("only .npy files in the archive", name, "Keep others beside it.");
    }
    const most = deflated ? packed.length * mostBytesPerByte : packed.length;
    if (size > most || (!deflated && size < most)) {
      fail(`${name} to unpack to ${size} bytes`, `${packed.length} packed ones`, damaged);
    }
    total += size;
  }
  if (total > maxBytes) {
    fail(`at most ${maxBytes} bytes in all arrays`, `${total}`, "Raise maxBytes if that is right.");
  }
  return new Map(
    entries.map((entry) => {
      const file = entry.deflated ? inflated(entry) : entry.packed;
      if (crc32(file) !== entry.crc) fail(`${entry.name} with its checksum`, "another", damaged);
      const array = npyArray(file, failure(`readNpz: expected ${entry.name} to hold`));
      return [entry.name.slice(0, -".npy".length), array] as const;
    }),
  );
}

/** Folders have entries of their own in archives that NumPy did not write. */
function isFolder(name: string, size: number): boolean {
  return name.endsWith("/") && size === 0;
}

const fail: Fail = /* @__PURE__ */ failure("readNpz: expected");

/** Inflates step by step, so that a stream which holds more than was said is soon left. */
function inflated({ name, packed, size }: ZipEntry): Uint8Array {
  const file = new Uint8Array(size);
  let reached = 0;
  const stream = new Inflate((part) => {
    if (reached + part.length <= size) file.set(part, reached);
    reached += part.length;
  });
  try {
    for (let at = 0, before = -1; at < packed.length && before < reached && reached <= size; ) {
      before = reached;
      const end = at + pushLength;
      stream.push(packed.subarray(at, end), end >= packed.length);
      at = end;
    }
  } catch (cause) {
    fail(`${name} to be deflated bytes`, "others", damaged, cause);
  }
  if (reached !== size) {
    const got = reached > size ? "more" : `${reached}`;
    fail(`${name} to unpack to ${size} bytes`, got, damaged);
  }
  return file;
}
