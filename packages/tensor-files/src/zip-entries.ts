import { cutOff, damaged, type Fail } from "./fail.ts";
import { bytesOf, type ListedEntry, listedEntry, longAt } from "./zip-listed-entry.ts";

/** A file in a zip archive, as it stands there. */
export interface ZipEntry {
  /** Path, with slashes. */
  readonly name: string;
  /** Whether `packed` is to be inflated; else it is the contents. */
  readonly deflated: boolean;
  /** Bytes in the archive, a view of it. */
  readonly packed: Uint8Array;
  /** Length that the contents are said to have. */
  readonly size: number;
  /** CRC-32 that the contents are said to have. */
  readonly crc: number;
}

const foreign = "This may not be a .npz file.";

/**
 * Lists the files of a zip archive by its directory, zip64 or not, without unpacking them.
 *
 * Strict: the directory fills the place between the files and the end, files do not overlap, names
 * are plain paths and unique. So each byte is unpacked at most once.
 *
 * @param bytes - the whole archive; borrowed
 * @param fail - throws the caller's error
 */
export function zipEntries(bytes: Uint8Array, fail: Fail): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const directory = directoryOf(view, fail);
  const found: ListedEntry[] = [];
  const names = new Set<string>();
  let at = directory.start;
  while (at < directory.end) {
    const listed = listedEntry(view, at, directory.end, fail);
    if (names.has(listed.name)) fail("entries with unique names", `${listed.name} twice`, damaged);
    names.add(listed.name);
    found.push(listed);
    at = listed.next;
  }
  if (found.length !== directory.count) {
    fail(`${directory.count} entries`, `${found.length}`, damaged);
  }
  const entries = found.map((listed) => ({ listed, ...placeOf(view, listed, directory, fail) }));
  let reached = 0;
  for (const { listed, end } of [...entries].sort((a, b) => a.listed.start - b.listed.start)) {
    if (listed.start < reached) fail(`${listed.name} apart from others`, "an overlap", damaged);
    reached = end;
  }
  return entries.map(({ listed: { name, deflated, size, crc }, begin, end }) => {
    return { name, deflated, packed: bytes.subarray(begin, end), size, crc };
  });
}

interface Directory {
  readonly start: number;
  readonly end: number;
  readonly count: number;
}

/** Finds the directory from the archive's end, which is a record with a comment behind it. */
function directoryOf(view: DataView, fail: Fail): Directory {
  const last = view.byteLength - 22;
  let at = last;
  while (at >= 0 && at >= last - 0xffff && !isEnd(view, at)) at--;
  if (at < 0 || at < last - 0xffff) {
    const zip = view.byteLength >= 4 && view.getUint32(0, true) === 0x04034b50;
    fail("a zip archive with its directory at the end", "none", zip ? cutOff : foreign);
  }
  let end = at;
  let count = view.getUint16(at + 10, true);
  let size = view.getUint32(at + 12, true);
  let start = view.getUint32(at + 16, true);
  if (at >= 20 && view.getUint32(at - 20, true) === 0x07064b50) {
    end = longAt(view, at - 12);
    if (end > at - 20 - 56 || view.getUint32(end, true) !== 0x06064b50) {
      fail("a zip64 directory's end", "none", damaged);
    }
    count = longAt(view, end + 32);
    size = longAt(view, end + 40);
    start = longAt(view, end + 48);
  }
  if (start + size !== end) {
    fail(`a directory that ends at byte ${end}`, `${start + size}`, damaged);
  }
  return { start, end, count };
}

function isEnd(view: DataView, at: number): boolean {
  const comment = view.byteLength - at - 22;
  return view.getUint32(at, true) === 0x06054b50 && view.getUint16(at + 20, true) === comment;
}

/** Checks an entry's own header, and finds the bytes behind it. */
function placeOf(
  view: DataView,
  { name, nameBytes, start, packedSize }: ListedEntry,
  directory: Directory,
  fail: Fail,
): { begin: number; end: number } {
  if (start + 30 > directory.start || view.getUint32(start, true) !== 0x04034b50) {
    fail(`${name} at byte ${start}`, "other bytes", damaged);
  }
  const nameEnd = start + 30 + view.getUint16(start + 26, true);
  const begin = nameEnd + view.getUint16(start + 28, true);
  const end = begin + packedSize;
  if (end > directory.start) {
    fail(`${name} to end before the directory at byte ${directory.start}`, `${end}`, damaged);
  }
  const again = bytesOf(view, start + 30, nameEnd);
  if (again.length !== nameBytes.length || again.some((byte, i) => byte !== nameBytes[i])) {
    fail(`${name} at byte ${start}`, "an entry of another name", damaged);
  }
  return { begin, end };
}
