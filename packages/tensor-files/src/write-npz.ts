import { crc32 } from "./crc32.ts";
import { type Fail, failure, quoted } from "./fail.ts";
import { npyParts } from "./npy-parts.ts";
import { isPlainPath } from "./plain-path.ts";
import type { NpyToWrite } from "./types.ts";

/** What a zip archive holds without its 64-bit records. */
const mostEntries = 65_534;
const mostBytes = 2 ** 32 - 2;

const zipVersion = 20;
const namesInUtf8 = 0x800;
const firstOfJanuary1980 = 0x21;

/**
 * Writes named arrays as the bytes of a NumPy `.npz` archive, which `np.load` reads.
 *
 * Arrays are stored as `np.savez` stores them, not deflated, in the order of the map, and dated 1980:
 * equal arguments give equal bytes. A map, unlike a record, keeps the order of any names. Not in the
 * paper.
 *
 * @param arrays - arrays by name, each as `writeNpy` takes it; borrowed. A name may have folders:
 *   `maps/dog`
 * @returns the whole file, newly allocated; the caller's
 * @throws TypeError if an array is of another kind
 * @throws RangeError if an array does not fit its shape, if a name is no plain path, or if there are
 *   more than 65,534 arrays or 4 GiB
 * @example
 * ```ts
 * import { writeNpz } from "@ssl/tensor-files";
 *
 * const map = { shape: [14, 14], data: new Float32Array(196) };
 * console.log(writeNpz(new Map([["dog", map]])).length); // 1024
 * ```
 */
export function writeNpz(arrays: ReadonlyMap<string, NpyToWrite>): Uint8Array<ArrayBuffer> {
  if (arrays.size > mostEntries) fail(`at most ${mostEntries} arrays`, `${arrays.size}`);
  const entries: Entry[] = [];
  let start = 0;
  for (const [key, array] of arrays) {
    const name = nameBytes(key);
    const [head, body] = npyParts(array, `writeNpz: expected ${key}`);
    entries.push({ name, head, body, start });
    start += 30 + name.length + head.length + body.length;
  }
  const total = entries.reduce((sum, { name }) => sum + 46 + name.length, start + 22);
  if (total > mostBytes) fail(`at most ${mostBytes} bytes`, `${total}`, "Write several archives.");

  const file = new Uint8Array(total);
  const view = new DataView(file.buffer);
  let at = start;
  for (const entry of entries) {
    const fields = fieldsOf(entry);
    view.setUint32(entry.start, 0x04034b50, true);
    file.set(fields, entry.start + 4);
    file.set(entry.name, entry.start + 30);
    file.set(entry.head, entry.start + 30 + entry.name.length);
    file.set(entry.body, entry.start + 30 + entry.name.length + entry.head.length);
    view.setUint32(at, 0x02014b50, true);
    view.setUint16(at + 4, zipVersion, true);
    file.set(fields, at + 6);
    view.setUint32(at + 42, entry.start, true);
    file.set(entry.name, at + 46);
    at += 46 + entry.name.length;
  }
  view.setUint32(at, 0x06054b50, true);
  view.setUint16(at + 8, entries.length, true);
  view.setUint16(at + 10, entries.length, true);
  view.setUint32(at + 12, at - start, true);
  view.setUint32(at + 16, start, true);
  return file;
}

const fail: Fail = /* @__PURE__ */ failure("writeNpz: expected");

interface Entry {
  readonly name: Uint8Array;
  readonly head: Uint8Array;
  readonly body: Uint8Array;
  /** Where it begins in the archive. */
  readonly start: number;
}

function nameBytes(key: string): Uint8Array {
  const name = new TextEncoder().encode(`${key}.npy`);
  const kept = new TextDecoder("utf-8", { ignoreBOM: true }).decode(name) === `${key}.npy`;
  if (!kept || !isPlainPath(key) || name.length > 0xffff) {
    fail("names that are plain paths", quoted(key));
  }
  return name;
}

/** What an entry's own header and its line in the directory have in common. */
function fieldsOf({ name, head, body }: Entry): Uint8Array {
  const fields = new Uint8Array(26);
  const view = new DataView(fields.buffer);
  view.setUint16(0, zipVersion, true);
  view.setUint16(2, namesInUtf8, true);
  view.setUint16(8, firstOfJanuary1980, true);
  view.setUint32(10, crc32(body, crc32(head)), true);
  view.setUint32(14, head.length + body.length, true);
  view.setUint32(18, head.length + body.length, true);
  view.setUint16(22, name.length, true);
  return fields;
}
