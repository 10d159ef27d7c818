import { readGolden } from "@ssl/testing";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FileTensor, readSafetensors, writeSafetensors } from "../src/index.ts";

const arrays = {
  F64: (data: number[]) => Float64Array.from(data),
  F32: (data: number[]) => Float32Array.from(data),
  I64: (data: number[]) => BigInt64Array.from(data, BigInt),
  I32: (data: number[]) => Int32Array.from(data),
  U8: (data: number[]) => Uint8Array.from(data),
};

/** A file of any header and so many bytes of data. */
function fileOf(header: string, dataLength = 0, headerLength?: number): Uint8Array {
  const json = new TextEncoder().encode(header);
  const file = new Uint8Array(8 + json.length + dataLength);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerLength ?? json.length), true);
  file.set(json, 8);
  return file;
}

const tensor = fc
  .tuple(
    fc.constantFrom(...(Object.keys(arrays) as (keyof typeof arrays)[])),
    fc.array(fc.nat(4), { maxLength: 4 }),
  )
  .chain(([dtype, shape]) => {
    const length = shape.reduce((product, size) => product * size, 1);
    return fc
      .array(fc.nat(255), { minLength: length, maxLength: length })
      .map((data) => ({ dtype, shape, data: arrays[dtype](data) }) as FileTensor);
  });
const named = fc.dictionary(
  fc.string({ unit: "binary" }).filter((name) => !["__proto__", "__metadata__"].includes(name)),
  tensor,
  { maxKeys: 5, noNullPrototype: true },
);
const notes = fc.dictionary(
  fc.string().filter((name) => name !== "__proto__"),
  fc.string(),
  { maxKeys: 3, noNullPrototype: true },
);

test("a file of one array is what the format says, byte for byte", () => {
  const file = writeSafetensors({ b: { shape: [2], data: new Float32Array([1, -2]) } });
  const header = '{"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}  ';
  expect(header.length).toBe(56);
  expect(Array.from(file)).toEqual([
    ...[56, 0, 0, 0, 0, 0, 0, 0],
    ...new TextEncoder().encode(header),
    ...[0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0],
  ]);
});

test("the reference library's file reads as what was saved", () => {
  const golden = readGolden<Golden>("safetensors-python", import.meta.url);
  const file = Uint8Array.from(Buffer.from(golden.outputs.base64, "base64"));
  const { tensors, metadata } = readSafetensors(file);
  expect(metadata).toEqual(golden.inputs.metadata);
  expect(tensors).toEqual(
    Object.fromEntries(
      Object.entries(golden.inputs.tensors).map(([name, { dtype, shape, data }]) => [
        name,
        { dtype, shape, data: arrays[dtype](data) },
      ]),
    ),
  );
});

interface Golden {
  readonly inputs: {
    readonly tensors: Record<
      string,
      { dtype: keyof typeof arrays; shape: number[]; data: number[] }
    >;
    readonly metadata: Record<string, string>;
  };
  readonly outputs: { readonly base64: string };
}

test("what is written reads back the same, in the same order, wherever it lies in memory", () => {
  fc.assert(
    fc.property(named, notes, fc.nat(8), (tensors, metadata, shift) => {
      const file = writeSafetensors(tensors, metadata);
      const moved = new Uint8Array(file.length + shift).subarray(shift);
      moved.set(file);
      const read = readSafetensors(moved);
      expect(read).toEqual({ tensors, metadata });
      expect(Object.keys(read.tensors)).toEqual(Object.keys(tensors));
      expect(writeSafetensors(read.tensors, read.metadata)).toEqual(file);
    }),
  );
});

test("arrays are views of the file where their place fits, else copies", () => {
  const a = { shape: [1], data: new Float32Array([1]) };
  const b = { shape: [1], data: new Float64Array([2]) };
  const file = writeSafetensors({ a, b });
  const { tensors } = readSafetensors(file);
  expect(tensors.a?.data.buffer).toBe(file.buffer);
  expect(tensors.b?.data.buffer).not.toBe(file.buffer);
});

test("a Buffer of Node's reads as any bytes do, also where an array's place does not fit", () => {
  const file = fileOf('{"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}', 8);
  const view = new DataView(file.buffer);
  view.setFloat32(file.length - 8, 1.5, true);
  view.setFloat32(file.length - 4, -2, true);
  expect(readSafetensors(Buffer.from(file)).tensors.b?.data).toEqual(new Float32Array([1.5, -2]));
});

test("a changed or cut file gives an array or our error, and never more memory than its size", () => {
  const change = fc.tuple(fc.nat(), fc.nat(255));
  fc.assert(
    fc.property(named, fc.array(change, { maxLength: 4 }), fc.nat(), (tensors, changes, cut) => {
      const whole = writeSafetensors(tensors);
      const file = whole.slice(0, whole.length - (cut % 3 === 0 ? cut % whole.length : 0));
      for (const [at, value] of changes) file[at % Math.min(file.length, 120)] = value;
      try {
        const read = Object.values(readSafetensors(file).tensors);
        const size = read.reduce((bytes, { data }) => bytes + data.byteLength, 0);
        expect(size).toBeLessThanOrEqual(file.length);
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError);
        expect((error as Error).message).toMatch(/^readSafetensors: expected .*, got .*\./s);
      }
    }),
    { numRuns: 2000 },
  );
});

const place = (dtype: string, shape: unknown, offsets: unknown): string =>
  JSON.stringify({ a: { dtype, shape, data_offsets: offsets } });
const foreign = "This may not be a safetensors file.";
const cutOff = "The file may be cut off.";

describe("readSafetensors refuses", () => {
  test.each<[string, Uint8Array, string]>([
    ["nothing", new Uint8Array(3), `at least 8 bytes, got 3. ${cutOff}`],
    ["a cut header", fileOf("{}", 0, 9), `a header of 9 bytes, got 2. ${cutOff}`],
    [
      "a header of more than 100 MB",
      fileOf("{}", 0, 100_000_001),
      `a header of at most 100000000 bytes, got 100000001. ${foreign}`,
    ],
    ["another file", fileOf("PK  "), `a header of JSON, got other bytes. ${foreign}`],
    ["a header of a list", fileOf("[]"), `a header with an object, got []. ${foreign}`],
    ["a number for an array", fileOf('{"a":3}'), "an object for a, got 3."],
    [
      "names that appear twice",
      fileOf(
        '{"a":{"dtype":"U8","shape":[0],"data_offsets":[0,0]},"\\u0061" : {"dtype":"U8","shape":[0],"data_offsets":[0,0]}}',
      ),
      "names to be unique, got a twice.",
    ],
    [
      "a field that appears twice",
      fileOf('{"a":{"dtype":"U8","dtype":"U8","shape":[0],"data_offsets":[0,0]}}'),
      "names to be unique, got dtype twice.",
    ],
    ["__proto__", fileOf('{"__proto__":{}}'), "no array named __proto__, got one."],
    [
      "a dtype that it does not know",
      fileOf(place("BF16", [1], [0, 2]), 2),
      "a of dtype F64, F32, I64, I32 or U8, got BF16. Convert it before it is saved.",
    ],
    [
      "no shape",
      fileOf(place("U8", undefined, [0, 1]), 1),
      "a with a shape of whole numbers, got none.",
    ],
    [
      "a negative size",
      fileOf(place("U8", [-1], [0, 1]), 1),
      "a with a shape of whole numbers, got [-1].",
    ],
    ["one offset", fileOf(place("U8", [1], [0]), 1), "a with two data_offsets, got [0]."],
    [
      "a shape that does not fit its bytes",
      fileOf(place("F32", [2, 3], [0, 20]), 20),
      "a of F32 and shape [2, 3] to take 24 bytes, got 20.",
    ],
    [
      "a product too large for its bytes",
      fileOf(place("U8", [2 ** 40, 2 ** 40], [0, 8]), 8),
      "a of U8 and shape [1099511627776, 1099511627776] to take 1.2089258196146292e+24 bytes, got 8.",
    ],
    ["cut data", fileOf(place("U8", [4], [0, 4]), 3), `4 bytes of data, got 3. ${cutOff}`],
    ["bytes of no array", fileOf(place("U8", [4], [0, 4]), 5), "4 bytes of data, got 5."],
    ["a gap", fileOf(place("U8", [4], [1, 5]), 5), "a to begin at byte 0 of the data, got 1."],
    [
      "arrays that overlap",
      fileOf(
        '{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"U8","shape":[2],"data_offsets":[2,4]}}',
        4,
      ),
      "b to begin at byte 3 of the data, got 2.",
    ],
    ["notes of a list", fileOf('{"__metadata__":[1]}'), "__metadata__ to be an object, got [1]."],
    ["a note of a number", fileOf('{"__metadata__":{"n":1}}'), "metadata n to be a string, got 1."],
    [
      "a note __proto__",
      fileOf('{"__metadata__":{"__proto__":"x"}}'),
      "no metadata named __proto__, got one.",
    ],
    [
      "a deep value, without repeating it",
      fileOf(`{"a":{"dtype":${"[".repeat(9000)}${"]".repeat(9000)}}}`),
      "a of dtype F64, F32, I64, I32 or U8, got an array. Convert it before it is saved.",
    ],
  ])("%s", (_, file, message) => {
    expect(() => readSafetensors(file)).toThrow(
      new RangeError(`readSafetensors: expected ${message}`),
    );
  });

  test("what are no bytes", () => {
    expect(() => readSafetensors("{}" as unknown as Uint8Array)).toThrow(
      new TypeError("readSafetensors: expected bytes as a Uint8Array, got string."),
    );
  });
});

describe("writeSafetensors refuses", () => {
  const data = new Float32Array(2);
  test.each<[string, () => unknown, Error]>([
    [
      "a shape that does not fit",
      () => writeSafetensors({ a: { shape: [3], data } }),
      new RangeError(
        "writeSafetensors: expected a to have as many numbers as its shape [3], got 2.",
      ),
    ],
    [
      "a shape that is not whole",
      () => writeSafetensors({ a: { shape: [4, 0.5], data } }),
      new RangeError(
        "writeSafetensors: expected a to have as many numbers as its shape [4,0.5], got 2.",
      ),
    ],
    [
      "another kind of array",
      () => writeSafetensors({ a: { shape: [2], data: [1, 2] as unknown as Float32Array } }),
      new TypeError(
        "writeSafetensors: expected a as an array for F64, F32, I64, I32 or U8, got Array.",
      ),
    ],
    [
      "a name that the format keeps",
      () => writeSafetensors({ __metadata__: { shape: [2], data } }),
      new RangeError(
        "writeSafetensors: expected a name other than __proto__ and __metadata__, got __metadata__.",
      ),
    ],
    [
      "a note that is no string",
      () => writeSafetensors({}, { step: 3 as unknown as string }),
      new TypeError("writeSafetensors: expected metadata step to be a string, got number."),
    ],
    [
      "a note __proto__",
      () => writeSafetensors({}, JSON.parse('{"__proto__":"x"}')),
      new RangeError("writeSafetensors: expected no metadata named __proto__, got one."),
    ],
    [
      "notes of more than 100 MB",
      () => writeSafetensors({}, { long: "x".repeat(100_000_000) }),
      new RangeError(
        "writeSafetensors: expected names and metadata of at most 100000000 bytes, got 100000032.",
      ),
    ],
  ])("%s", (_, call, error) => {
    expect(call).toThrow(error);
  });
});
