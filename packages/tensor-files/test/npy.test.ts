import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type NpyToWrite, readNpy, writeNpy } from "../src/index.ts";
import { arrayOf, bytesOf, expected, golden } from "./numpy-golden.ts";

/** A file of format 1.0, or another, with any header. */
function fileOf(header: string, data: number[] = [], version = 1): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(header);
  const length = [text.length & 255, text.length >> 8, ...(version > 1 ? [0, 0] : [])];
  const magic = [0x93, ..."NUMPY"].map((c) => (typeof c === "string" ? c.charCodeAt(0) : c));
  return Uint8Array.from([...magic, version, 0, ...length, ...text, ...data]);
}

function headerOf(descr: string, shape: string, order = "False"): string {
  return `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }`;
}

const mould = /^readNpy: expected .*, got .*\./s;

test("a small file is what the format says, byte for byte", () => {
  const file = writeNpy({ shape: [2], data: new Float32Array([1, -2]) });
  const header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }";
  expect(Array.from(file)).toEqual([
    ...[0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 118, 0],
    ...new TextEncoder().encode(`${header.padEnd(117)}\n`),
    ...[0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0],
  ]);
});

test.each(golden.read)("NumPy's file of $id reads as what was saved", (item) => {
  expect(readNpy(bytesOf(item.base64))).toEqual(expected(item));
});

test("a file reads the same wherever it lies in memory, from a Buffer too", () => {
  for (const item of golden.read) {
    const file = bytesOf(item.base64);
    for (let shift = 1; shift < 9; shift++) {
      const moved = new Uint8Array(file.length + shift + 3).subarray(shift, file.length + shift);
      moved.set(file);
      expect(readNpy(moved)).toEqual(expected(item));
      const buffer = Buffer.from(moved.buffer, shift, file.length);
      expect(readNpy(buffer)).toEqual(expected(item));
    }
  }
});

test("what NumPy saves of plain arrays, we write byte for byte", () => {
  const plain = golden.read.filter(({ id, dtype }) => id === dtype);
  const ours = plain.filter(({ dtype }) => !["bool", "int64", "uint64", "float16"].includes(dtype));
  expect(ours.length).toBe(8);
  for (const item of ours) expect(writeNpy(expected(item))).toEqual(bytesOf(item.base64));
});

const kinds = [
  "int8",
  "uint8",
  "int16",
  "uint16",
  "int32",
  "uint32",
  "float32",
  "float64",
] as const;
const array = fc
  .tuple(fc.constantFrom(...kinds), fc.array(fc.nat(4), { maxLength: 4 }))
  .chain(([dtype, shape]) => {
    const length = shape.reduce((product, size) => product * size, 1);
    return fc
      .array(fc.double(), { minLength: length, maxLength: length })
      .map((values) => ({ dtype, shape, data: new arrayOf[dtype](values) }));
  });

test("what is written reads back the same, wherever it lies in memory", () => {
  fc.assert(
    fc.property(array, fc.nat(8), ({ dtype, shape, data }, shift) => {
      const file = writeNpy({ shape, data });
      const moved = new Uint8Array(file.length + shift).subarray(shift);
      moved.set(file);
      const read = readNpy(moved);
      expect(read).toEqual({ dtype, shape, data });
      expect(writeNpy(read)).toEqual(file);
    }),
  );
});

test("axes in Fortran's order come out in ours, whatever the shape", () => {
  const shapes = fc.array(fc.nat(4), { maxLength: 5 });
  fc.assert(
    fc.property(shapes, (shape) => {
      const length = shape.reduce((product, size) => product * size, 1);
      // Each number says where it belongs: its indices as digits.
      const digits = (flat: number, sizes: number[]): number[] =>
        sizes.map((size) => {
          const digit = flat % size;
          flat = (flat - digit) / size;
          return digit;
        });
      const name = (index: number[]): number => index.reduce((sum, digit) => sum * 5 + digit, 0);
      const stored = Array.from({ length }, (_, flat) => name(digits(flat, shape)));
      const wanted = Array.from({ length }, (_, flat) =>
        name(digits(flat, [...shape].reverse()).reverse()),
      );
      const tuple = `(${shape.map((size) => `${size},`).join("")})`;
      const file = fileOf(headerOf("'<u2'", tuple, "True"), [
        ...new Uint8Array(Uint16Array.from(stored).buffer),
      ]);
      expect(readNpy(file)).toEqual({ dtype: "uint16", shape, data: Uint16Array.from(wanted) });
    }),
  );
});

test("every number of half precision is read as itself", () => {
  const halves = Uint16Array.from({ length: 65536 }, (_, bits) => bits);
  const { data } = readNpy(
    fileOf(headerOf("'<f2'", "(65536,)"), [...new Uint8Array(halves.buffer)]),
  );
  for (let bits = 0; bits < 65536; bits++) {
    const exponent = (bits >> 10) & 31;
    const fraction = (bits & 1023) / 1024;
    const size =
      exponent === 31
        ? fraction === 0
          ? Number.POSITIVE_INFINITY
          : Number.NaN
        : exponent === 0
          ? fraction * 2 ** -14
          : (1 + fraction) * 2 ** (exponent - 15);
    if (!Object.is(data[bits], bits < 32768 ? size : -size)) {
      expect.fail(`${bits}: expected ${size}, got ${data[bits]}`);
    }
  }
});

describe("an array is a view of the file", () => {
  const read = (descr: string, order = "False", shift = 0) => {
    const header = headerOf(descr, "(1, 2)", order);
    const size = Number(descr.at(-2));
    const pad = (64 - ((10 + header.length) % 64)) % 64;
    const file = fileOf(header + " ".repeat(pad), new Array(2 * size).fill(0));
    const moved = new Uint8Array(file.length + shift).subarray(shift);
    moved.set(file);
    return readNpy(moved).data.buffer === moved.buffer;
  };
  test("where kind, order and place allow", () => {
    for (const d of ["'|b1'", "'|u1'", "'|i1'", "'<i2'", "'<u4'", "'<f4'", "'<f8'", "'>u1'"]) {
      expect(read(d), d).toBe(true);
    }
    expect(read("'<f4'", "True")).toBe(true);
    expect(read("'<f4'", "False", 4)).toBe(true);
  });
  test("and nowhere else", () => {
    for (const d of ["'>f4'", "'<f2'", "'<i8'", "'<u8'"]) expect(read(d), d).toBe(false);
    expect(read("'<f8'", "False", 4)).toBe(false);
  });
});

test("of a small file with one byte changed, we read no other than NumPy does, and the same", () => {
  const { base64, accepted } = golden.mutants;
  const whole = bytesOf(base64);
  const same = expected({ dtype: "float32", shape: [2, 3], data: [0, 1, 2, 3, 4, 5] });
  const numpys = new Map(accepted.map(([at, value, as]) => [`${at} ${value}`, as]));
  const names = { "<f4": "float32", ">f4": "float32", "<i4": "int32", "<u4": "uint32" };
  const kindsRead = new Set<string>();
  for (let at = 0; at < whole.length - 24; at++) {
    for (let value = 0; value < 256; value++) {
      if (value === whole[at]) continue;
      const file = whole.slice();
      file[at] = value;
      let read: ReturnType<typeof readNpy>;
      try {
        read = readNpy(file);
      } catch (error) {
        const isOurs = error instanceof RangeError && mould.test(error.message);
        if (!isOurs) expect.fail(`${at} ${value}: ${error}`);
        continue;
      }
      const as = numpys.get(`${at} ${value}`);
      kindsRead.add(as ?? "nothing");
      if (as === "same") expect(read).toEqual(same);
      else {
        const descr = (as ?? "").slice(0, 3) as keyof typeof names;
        expect([read.dtype, read.shape], `${at} ${value}`).toEqual([names[descr], [2, 3]]);
        const view = new DataView(file.buffer, whole.length - 24);
        const get = descr.includes("f") ? "getFloat32" : "getUint32";
        const numbers = Array.from({ length: 6 }, (_, i) => view[get](4 * i, descr[0] === "<"));
        expect(Array.from(read.data)).toEqual(numbers);
      }
    }
  }
  expect([...kindsRead].sort()).toEqual(["<i4 [2, 3]", "<u4 [2, 3]", ">f4 [2, 3]", "same"]);
});

test("a file that is cut anywhere, or goes on, is refused", () => {
  for (const { id, base64 } of golden.read) {
    const whole = bytesOf(base64);
    for (let length = 0; length < whole.length; length++) {
      let message = "nothing";
      try {
        readNpy(whole.subarray(0, length));
      } catch (error) {
        message = (error as Error).message;
      }
      const isOurs = mould.test(message) && /(cut off|not be a \.npy file)\.$/.test(message);
      if (!isOurs) expect.fail(`${id} ${length}: ${message}`);
    }
    const longer = new Uint8Array(whole.length + 1);
    longer.set(whole);
    expect(() => readNpy(longer)).toThrow("save each in a file of its own.");
  }
});

test("any header gives an array or our error, and never more memory than the file has", () => {
  const piece = fc.constantFrom(
    ...["{", "}", "'descr'", ":", "'<f4'", ",", "'fortran_order'", "False", "True", "'shape'"],
    ...[
      "(",
      ")",
      "2",
      "3L",
      "-1",
      "99999999999999999999",
      "9007199254740991",
      "0",
      " ",
      "\n",
      "[",
      '"',
      "'",
    ],
    ...["'|O'", "'<c8'", "#", "\\", "é", headerOf("'<f4'", "(2,"), headerOf("'<f8'", "()")],
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), fc.nat(16), (pieces, length) => {
      const file = fileOf(pieces.join(""), new Array(length).fill(1));
      try {
        expect(readNpy(file).data.byteLength).toBeLessThanOrEqual(2 * file.length);
      } catch (error) {
        expect((error as Error).message).toMatch(mould);
      }
    }),
    { numRuns: 1000 },
  );
});

const cutOff = "The file may be cut off.";
const foreign = "This may not be a .npy file.";
const damaged = "The file may be damaged.";
const pickle = "It is a pickle, which would run code of the file's; save array.astype(np.float32).";
const plain = "real numbers of at most 64 bits, got";
const float64 = "Save array.astype(np.float64).";
const fields = "Save each field as an array of its own.";

test.each(golden.refused)("NumPy's file of $id is refused by name", ({ id, base64 }) => {
  const rounds = "Save array.astype(np.float64), which rounds.";
  const parts = "Save np.abs(array), or array.real and array.imag on their own.";
  const messages: Record<string, string> = {
    objects: `${plain} an object array (|O). ${pickle}`,
    "a structure": `${plain} a structured array. ${fields}`,
    "raw bytes": `${plain} a structured array (|V3). ${fields}`,
    complex64: `${plain} complex numbers (<c8). ${parts}`,
    complex128: `${plain} complex numbers (<c16). ${parts}`,
    text: `${plain} texts (<U5). Save them as lines of a text file.`,
    bytes: `${plain} texts (|S2). Save them as lines of a text file.`,
    longdouble: `${plain} floats of another size (<f16). ${float64}`,
    datetime: `${plain} dates (<M8[D]). ${float64}`,
    timedelta: `${plain} durations (<m8[ns]). ${float64}`,
    "int64 beyond 2^53": `numbers within ±(2^53 − 1) in int64, got 9007199254740993 at 1. ${rounds}`,
    "int64 below -2^53": `numbers within ±(2^53 − 1) in int64, got -9007199254740992 at 0. ${rounds}`,
    "uint64 beyond 2^53": `numbers within ±(2^53 − 1) in uint64, got 18446744073709551615 at 0. ${rounds}`,
  };
  expect(() => readNpy(bytesOf(base64))).toThrow(
    new RangeError(`readNpy: expected ${messages[id]}`),
  );
});

describe("readNpy refuses", () => {
  const zip = Uint8Array.from([0x50, 0x4b, 3, 4]);
  const names = "a header of descr, fortran_order and shape, got";
  test.each<[string, Uint8Array, string]>([
    ["nothing", new Uint8Array(0), `bytes that begin with \\x93NUMPY, got others. ${foreign}`],
    ["another file", zip, `bytes that begin with \\x93NUMPY, got others. ${foreign}`],
    ["a later format", fileOf("{}", [], 4), `format 1.0, 2.0 or 3.0, got 4.0. ${foreign}`],
    ["no length", fileOf("").subarray(0, 9), `at least 10 bytes, got 9. ${cutOff}`],
    ["no version", fileOf("").subarray(0, 7), `format 1.0, 2.0 or 3.0, got 1.none. ${foreign}`],
    ["a cut header", fileOf("{}   ").subarray(0, 12), `a header of 5 bytes, got 2. ${cutOff}`],
    [
      "a header of more than 10 kB",
      fileOf(" ".repeat(10_001), [], 2),
      `a header of at most 10000 bytes, got 10001. ${foreign}`,
    ],
    ["no header", fileOf(""), `{ at byte 0 of the header, got its end. ${foreign}`],
    ["a list", fileOf("[1]"), `{ at byte 0 of the header, got "[1]". ${foreign}`],
    ["an empty header", fileOf(" {} "), `${names} none. ${foreign}`],
    ["half a header", fileOf("{'descr': '<f4'}"), `${names} descr. ${foreign}`],
    [
      "a header of JSON",
      fileOf('{"descr":"<f4","fortran_order":false}'),
      `True or False at byte 31 of the header, got "false}". ${foreign}`,
    ],
    ["another name", fileOf("{'size': 3}"), `${names} "size". ${foreign}`],
    [
      "a name twice",
      fileOf("{'shape': (), 'shape': ()}"),
      `another name at byte 14 of the header, got "'shape': ()}". ${foreign}`,
    ],
    ["no name", fileOf("{3: 4}"), `a name at byte 1 of the header, got "3: 4}". ${foreign}`],
    ["no colon", fileOf("{'shape' ()}"), `a colon at byte 9 of the header, got "()}". ${foreign}`],
    [
      "no comma",
      fileOf("{'descr': '<f4' 3}"),
      `a comma or } at byte 16 of the header, got "3}". ${foreign}`,
    ],
    [
      "a kind without quotes",
      fileOf("{'descr': 4}"),
      `a kind of number at byte 10 of the header, got "4}". ${foreign}`,
    ],
    [
      "a call",
      fileOf("{'descr': exit()}"),
      `a kind of number at byte 9 of the header, got " exit()}". ${foreign}`,
    ],
    [
      "an escape",
      fileOf("{'descr': '<\\x664'}"),
      `a kind of number at byte 9 of the header, got " '<\\\\x664'}". ${foreign}`,
    ],
    [
      "a list of sizes",
      fileOf(headerOf("'<f4'", "[2]")),
      `a shape in parentheses at byte 50 of the header, got "[2], }". ${foreign}`,
    ],
    [
      "a size that is no tuple",
      fileOf(headerOf("'<f4'", "(2)")),
      `a comma at byte 52 of the header, got "), }". ${foreign}`,
    ],
    [
      "sizes without a comma",
      fileOf(headerOf("'<f4'", "(2 3)")),
      `a comma at byte 53 of the header, got "3), }". ${foreign}`,
    ],
    [
      "two commas",
      fileOf(headerOf("'<f4'", "(2,,)")),
      `a size at byte 53 of the header, got ",), }". ${foreign}`,
    ],
    [
      "a fractional size",
      fileOf(headerOf("'<f4'", "(2.5,)")),
      `a comma at byte 52 of the header, got ".5,), }". ${foreign}`,
    ],
    [
      "a negative size",
      fileOf(headerOf("'<f4'", "(-2,)")),
      `a shape with sizes from 0 to 2^53 − 1, got -2. ${damaged}`,
    ],
    [
      "a size of minus 0",
      fileOf(headerOf("'<f4'", "(-0,)")),
      `a shape with sizes from 0 to 2^53 − 1, got -0. ${damaged}`,
    ],
    [
      "a huge size",
      fileOf(headerOf("'<f4'", "(9007199254740992L,)")),
      `a shape with sizes from 0 to 2^53 − 1, got 9007199254740992L. ${damaged}`,
    ],
    [
      "a size of 9000 digits",
      fileOf(headerOf("'<f4'", `(${"9".repeat(9000)},)`)),
      `a shape with sizes from 0 to 2^53 − 1, got ${"9".repeat(40)}. ${damaged}`,
    ],
    [
      "a product too large for its bytes",
      fileOf(headerOf("'|u1'", "(1099511627776, 1099511627776)"), [1]),
      `1.2089258196146292e+24 bytes of data for |u1 and shape [1099511627776, 1099511627776], got 1. ${cutOff}`,
    ],
    [
      "65 axes",
      fileOf(headerOf("'|u1'", `(${"1,".repeat(65)})`), [1]),
      `a shape of at most 64 axes, as NumPy's have, got 65. ${damaged}`,
    ],
    [
      "a header that goes on",
      fileOf(`${headerOf("'<f4'", "()")} 3`),
      `nothing more at byte 56 of the header, got "3". ${foreign}`,
    ],
    [
      "a comment",
      fileOf(`${headerOf("'<f4'", "()")} #`),
      `nothing more at byte 55 of the header, got " #". ${foreign}`,
    ],
    ["an unknown kind", fileOf(headerOf("'<q4'", "()")), `${plain} "<q4". ${foreign}`],
    ["a kind without its order", fileOf(headerOf("'f4'", "()")), `${plain} "f4". ${foreign}`],
    [
      "a name that every object has",
      fileOf(headerOf("'<constructor'", "()")),
      `${plain} "<constructor". ${foreign}`,
    ],
    [
      "cut data",
      fileOf(headerOf("'<f4'", "(2, 3)"), new Array(20).fill(0)),
      `24 bytes of data for <f4 and shape [2, 3], got 20. ${cutOff}`,
    ],
    [
      "two arrays in one file",
      fileOf(headerOf("'<f4'", "()"), new Array(8).fill(0)),
      "4 bytes of data for <f4 and shape [], got 8. The file may hold several arrays; save each in a file of its own.",
    ],
    [
      "a truth of 2",
      fileOf(headerOf("'|b1'", "(3,)"), [0, 1, 2]),
      `0 or 1 in bool, got 2 at 2. ${damaged}`,
    ],
  ])("%s", (_, file, message) => {
    expect(() => readNpy(file)).toThrow(new RangeError(`readNpy: expected ${message}`));
  });

  test("what are no bytes", () => {
    expect(() => readNpy("x" as unknown as Uint8Array)).toThrow(
      new TypeError("readNpy: expected bytes as a Uint8Array, got string."),
    );
  });
});

test("sizes beside one of 0 may be large: nothing is there", () => {
  const sizes = [...new Array(30).fill(2 ** 52), 0];
  const file = fileOf(headerOf("'<f4'", `(${sizes.join(", ")})`));
  expect(readNpy(file)).toEqual({ dtype: "float32", shape: sizes, data: new Float32Array(0) });
});

describe("writeNpy refuses", () => {
  const data = new Float32Array(2);
  const kind = "a Float64Array, Float32Array or array of integers of up to 32 bits";
  test.each<[string, NpyToWrite, Error]>([
    [
      "a shape that does not fit",
      { shape: [3], data },
      new RangeError(
        "writeNpy: expected the array to have as many numbers as its shape [3], got 2.",
      ),
    ],
    [
      "a shape that is not whole",
      { shape: [4, 0.5], data },
      new RangeError(
        "writeNpy: expected the array to have as many numbers as its shape [4, 0.5], got 2.",
      ),
    ],
    [
      "33 axes",
      { shape: [2, ...new Array(32).fill(1)], data },
      new RangeError(
        "writeNpy: expected the array to have at most 32 axes, as NumPy's do, got 33.",
      ),
    ],
    [
      "another kind of array",
      { shape: [2], data: [1, 2] as unknown as Float32Array },
      new TypeError(`writeNpy: expected the array as ${kind}, got Array.`),
    ],
    [
      "integers of 64 bits",
      { shape: [2], data: new BigInt64Array(2) as unknown as Float32Array },
      new TypeError(`writeNpy: expected the array as ${kind}, got BigInt64Array.`),
    ],
  ])("%s", (_, given, error) => {
    expect(() => writeNpy(given)).toThrow(error);
  });
});
