import { cutOff, damaged, type Fail, quoted } from "./fail.ts";
import { npyHeader, plainNumbers } from "./npy-header.ts";
import { singlesOfHalves } from "./singles-of-halves.ts";
import type { ArrayOfNpyDtype, NpyArray, NpyDtype } from "./types.ts";

/** Each kind of number as a header spells it behind the sign of its order, and its array there. */
const kinds = {
  b1: ["bool", Uint8Array],
  i1: ["int8", Int8Array],
  u1: ["uint8", Uint8Array],
  i2: ["int16", Int16Array],
  u2: ["uint16", Uint16Array],
  i4: ["int32", Int32Array],
  u4: ["uint32", Uint32Array],
  i8: ["int64", BigInt64Array],
  u8: ["uint64", BigUint64Array],
  f2: ["float16", Uint16Array],
  f4: ["float32", Float32Array],
  f8: ["float64", Float64Array],
} as const satisfies Record<string, readonly [NpyDtype, unknown]>;

/** What else an array may hold, by the letter of its kind, and how to save numbers instead. */
const others: Readonly<Record<string, readonly [name: string, cure: string]>> = {
  O: [
    "an object array",
    "It is a pickle, which would run code of the file's; save array.astype(np.float32).",
  ],
  c: ["complex numbers", "Save np.abs(array), or array.real and array.imag on their own."],
  U: ["texts", "Save them as lines of a text file."],
  S: ["texts", "Save them as lines of a text file."],
  M: ["dates", "Save array.astype(np.float64)."],
  m: ["durations", "Save array.astype(np.float64)."],
  V: ["a structured array", "Save each field as an array of its own."],
  f: ["floats of another size", "Save array.astype(np.float64)."],
};

/** NumPy's own limit to what it takes for a header, in bytes. */
const longestHeader = 10_000;
const foreign = "This may not be a .npy file.";

/**
 * Reads one `.npy` file; see `readNpy`, which says what is a view and what a copy.
 *
 * @param bytes - the whole file; borrowed
 * @param fail - throws the caller's error
 */
export function npyArray(bytes: Uint8Array, fail: Fail): NpyArray {
  const { text, dataStart } = headerText(bytes, fail);
  const { descr, fortranOrder, shape } = npyHeader(text, fail);
  const [dtype, Stored] = kindOf(descr, fail);
  const size = Stored.BYTES_PER_ELEMENT;
  const count = shape.includes(0) ? 0 : shape.reduce((product, side) => product * side, 1);
  const there = bytes.length - dataStart;
  if (count * size !== there) {
    const expected = `${count * size} bytes of data for ${descr} and shape [${shape.join(", ")}]`;
    const several = "The file may hold several arrays; save each in a file of its own.";
    fail(expected, `${there}`, count * size > there ? cutOff : several);
  }

  const start = bytes.byteOffset + dataStart;
  let stored: InstanceType<typeof Stored>;
  if (size > 1 && descr.startsWith(">")) {
    stored = new Stored(reversed(bytes.subarray(dataStart), size).buffer);
  } else if (start % size === 0) {
    stored = new Stored(bytes.buffer as ArrayBuffer, start, count);
  } else {
    // Not bytes.slice: of Node's Buffer that is a view of the same memory, from its beginning.
    stored = new Stored(new Uint8Array(bytes.subarray(dataStart)).buffer);
  }
  const data = numbers(stored, dtype, fail);
  return { dtype, shape, data: fortranOrder ? rowMajor(data, shape) : data } as NpyArray;
}

function headerText(bytes: Uint8Array, fail: Fail): { text: string; dataStart: number } {
  const magic = [0x93, ...new TextEncoder().encode("NUMPY")];
  if (!magic.every((byte, i) => bytes[i] === byte)) {
    fail("bytes that begin with \\x93NUMPY", "others", foreign);
  }
  const version = `${bytes[6] ?? "none"}.${bytes[7] ?? "none"}`;
  const lengthBytes = { "1.0": 2, "2.0": 4, "3.0": 4 }[version];
  if (lengthBytes === undefined) fail("format 1.0, 2.0 or 3.0", version, foreign);
  const start = 8 + lengthBytes;
  if (bytes.length < start) fail(`at least ${start} bytes`, `${bytes.length}`, cutOff);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const length = lengthBytes === 2 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > longestHeader) {
    fail(`a header of at most ${longestHeader} bytes`, `${length}`, foreign);
  }
  const dataStart = start + length;
  if (bytes.length < dataStart) {
    fail(`a header of ${length} bytes`, `${bytes.length - start}`, cutOff);
  }
  return { text: String.fromCharCode(...bytes.subarray(start, dataStart)), dataStart };
}

function kindOf(descr: string, fail: Fail): (typeof kinds)[keyof typeof kinds] {
  const kind = /^[<>|=]/.test(descr) ? descr.slice(1) : "";
  if (Object.hasOwn(kinds, kind)) return kinds[kind as keyof typeof kinds];
  const letter = /^([A-Za-z])\d*(\[\w*\])?$/.exec(kind)?.[1] ?? "";
  if (!Object.hasOwn(others, letter)) fail(plainNumbers, quoted(descr), foreign);
  const [name, cure] = others[letter]!;
  return fail(plainNumbers, `${name} (${descr.slice(0, 20)})`, cure);
}

/** Each number's bytes from last to first; `size` is a power of two. */
function reversed(bytes: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const result = new Uint8Array(bytes.length);
  for (let i = 0; i < result.length; i++) result[i] = bytes[i ^ (size - 1)]!;
  return result;
}

type Numbers = ArrayOfNpyDtype[NpyDtype];

/** Numbers as this package gives them: halves as singles, integers of 64 bits as doubles. */
function numbers(stored: Numbers | BigInt64Array | BigUint64Array, dtype: NpyDtype, fail: Fail) {
  if (dtype === "float16") return singlesOfHalves(stored as Uint16Array);
  if (stored instanceof BigInt64Array || stored instanceof BigUint64Array) {
    const doubles = new Float64Array(stored.length);
    for (let i = 0; i < doubles.length; i++) {
      doubles[i] = Number(stored[i]!);
      if (!Number.isSafeInteger(doubles[i])) {
        const cure = "Save array.astype(np.float64), which rounds.";
        fail(`numbers within ±(2^53 − 1) in ${dtype}`, `${stored[i]} at ${i}`, cure);
      }
    }
    return doubles;
  }
  if (dtype === "bool") {
    const odd = stored.findIndex((value) => value > 1);
    if (odd >= 0) fail("0 or 1 in bool", `${stored[odd]} at ${odd}`, damaged);
  }
  return stored;
}

/** The numbers with the last axis running fastest; they come with the first doing so. */
function rowMajor(data: Numbers, shape: readonly number[]): Numbers {
  let stride = 1;
  const axes: { readonly side: number; readonly stride: number; at: number }[] = [];
  for (const side of shape) {
    if (side > 1) axes.unshift({ side, stride, at: 0 });
    stride *= side;
  }
  if (axes.length < 2) return data;
  const result = data.slice();
  let from = 0;
  for (let to = 0; to < result.length; to++) {
    result[to] = data[from]!;
    for (const axis of axes) {
      from += axis.stride;
      if (++axis.at < axis.side) break;
      from -= axis.stride * axis.side;
      axis.at = 0;
    }
  }
  return result;
}
