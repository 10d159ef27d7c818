import { arrayOf, dtypeNames, isDtype, longestHeader } from "./dtypes.ts";
import { repeatedKey } from "./repeated-key.ts";
import type { ArrayOfDtype, FileTensor } from "./types.ts";

/** What a safetensors file holds. */
export interface Safetensors {
  /** The arrays by name, in the order of the file's header. */
  readonly tensors: Record<string, FileTensor>;
  /** The file's notes; empty if it has none. */
  readonly metadata: Record<string, string>;
}

/**
 * Reads named arrays from the bytes of a safetensors file, without running code of the file's.
 *
 * Follows the format's specification and is as strict as its reference implementation: the header is
 * at most 100 MB, every byte of data belongs to exactly one array, names are unique. Not in the
 * paper.
 *
 * @param bytes - the whole file; borrowed
 * @returns the arrays and notes. An array whose place in memory fits its kind of number is a view
 *   of `bytes` and changes with it; the others are copies
 * @throws TypeError if `bytes` is no Uint8Array
 * @throws RangeError if it is not a valid file, or holds a kind of number other than F64, F32, I64,
 *   I32 and U8
 * @example
 * ```ts
 * import { readSafetensors, writeSafetensors } from "@ssl/tensor-files";
 *
 * const bytes = writeSafetensors({ bias: { shape: [2], data: new Float32Array([1, 2]) } });
 * console.log(readSafetensors(bytes).tensors["bias"]?.data); // Float32Array(2) [ 1, 2 ]
 * ```
 */
export function readSafetensors(bytes: Uint8Array): Safetensors {
  if (!(bytes instanceof Uint8Array)) {
    throw new TypeError(`readSafetensors: expected bytes as a Uint8Array, got ${typeof bytes}.`);
  }
  const { header, dataStart } = readHeader(bytes);
  let metadata: Record<string, string> = {};
  const places: Place[] = [];
  for (const [name, entry] of Object.entries(header)) {
    if (name === "__proto__") fail("no array named __proto__", "one");
    if (name === "__metadata__") metadata = checkMetadata(entry);
    else places.push(checkPlace(name, entry));
  }
  checkCoverage(places, bytes.length - dataStart);
  const tensors = places.map((place) => [place.name, tensorAt(bytes, dataStart, place)]);
  return { tensors: Object.fromEntries(tensors), metadata };
}

interface Place {
  readonly name: string;
  readonly dtype: keyof ArrayOfDtype;
  readonly shape: number[];
  readonly begin: number;
  readonly end: number;
}

const truncated = "The file may be cut off.";
const foreign = "This may not be a safetensors file.";

function readHeader(bytes: Uint8Array): { header: Record<string, unknown>; dataStart: number } {
  if (bytes.length < 8) fail("at least 8 bytes", `${bytes.length}`, truncated);
  const length = Number(
    new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getBigUint64(0, true),
  );
  if (length > longestHeader) {
    fail(`a header of at most ${longestHeader} bytes`, `${length}`, foreign);
  }
  if (length > bytes.length - 8) {
    fail(`a header of ${length} bytes`, `${bytes.length - 8}`, truncated);
  }
  let header: unknown;
  let json: string;
  try {
    json = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      bytes.subarray(8, 8 + length),
    );
    header = JSON.parse(json);
  } catch (cause) {
    fail("a header of JSON", "other bytes", foreign, cause);
  }
  if (!isRecord(header)) fail("a header with an object", short(header), foreign);
  const repeated = repeatedKey(json);
  if (repeated !== undefined) fail("names to be unique", `${short(repeated)} twice`);
  return { header, dataStart: 8 + length };
}

function checkPlace(name: string, entry: unknown): Place {
  const named = short(name);
  if (!isRecord(entry)) fail(`an object for ${named}`, short(entry));
  const { dtype, shape, data_offsets: offsets } = entry;
  if (!isDtype(dtype)) {
    fail(`${named} of dtype ${dtypeNames}`, short(dtype), "Convert it before it is saved.");
  }
  if (!isSizes(shape)) fail(`${named} with a shape of whole numbers`, short(shape));
  if (!isSizes(offsets) || offsets.length !== 2) {
    fail(`${named} with two data_offsets`, short(offsets));
  }
  const [begin, end] = offsets as [number, number];
  const needed = shape.reduce((product, size) => product * size, arrayOf[dtype].BYTES_PER_ELEMENT);
  if (end - begin !== needed) {
    fail(
      `${named} of ${dtype} and shape ${short(shape)} to take ${needed} bytes`,
      `${end - begin}`,
    );
  }
  return { name, dtype, shape, begin, end };
}

/** Every byte of data must belong to one array: a gap could hide something, an overlap is an error. */
function checkCoverage(places: readonly Place[], dataLength: number): void {
  const inOrder = [...places].sort((a, b) => a.begin - b.begin || a.end - b.end);
  let reached = 0;
  for (const { name, begin, end } of inOrder) {
    if (begin !== reached) {
      fail(`${short(name)} to begin at byte ${reached} of the data`, `${begin}`);
    }
    reached = end;
  }
  if (reached !== dataLength) {
    fail(`${reached} bytes of data`, `${dataLength}`, reached > dataLength ? truncated : "");
  }
}

function tensorAt(bytes: Uint8Array, dataStart: number, place: Place): FileTensor {
  const { dtype, shape, begin, end } = place;
  const TypedArray = arrayOf[dtype];
  const length = (end - begin) / TypedArray.BYTES_PER_ELEMENT;
  const start = bytes.byteOffset + dataStart + begin;
  // Not bytes.slice: of Node's Buffer that is a view of the same memory, from its beginning.
  const data =
    start % TypedArray.BYTES_PER_ELEMENT === 0
      ? new TypedArray(bytes.buffer as ArrayBuffer, start, length)
      : new TypedArray(new Uint8Array(bytes.subarray(dataStart + begin, dataStart + end)).buffer);
  return { dtype, shape, data } as FileTensor;
}

function checkMetadata(entry: unknown): Record<string, string> {
  if (!isRecord(entry)) fail("__metadata__ to be an object", short(entry));
  for (const [key, value] of Object.entries(entry)) {
    if (key === "__proto__") fail("no metadata named __proto__", "one");
    if (typeof value !== "string") fail(`metadata ${short(key)} to be a string`, short(value));
  }
  return entry as Record<string, string>;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

/** Some text for any JSON value: never all of it, which may be long or deep. */
function short(value: unknown): string {
  if (value === undefined) return "none";
  if (isRecord(value)) return "an object";
  if (Array.isArray(value)) {
    return value.length < 9 && value.every((item) => typeof item === "number")
      ? `[${value.join(", ")}]`
      : "an array";
  }
  const text = String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function fail(expected: string, got: string, cure = "", cause?: unknown): never {
  const message = `readSafetensors: expected ${expected}, got ${got}.${cure && ` ${cure}`}`;
  throw new RangeError(message, cause === undefined ? {} : { cause });
}
