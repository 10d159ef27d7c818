import fc from "fast-check";
import { deflateSync, strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { crc32 } from "../src/crc32.ts";
import { type NpyToWrite, readNpz, writeNpy, writeNpz } from "../src/index.ts";
import { bytesOf, expected, golden } from "./numpy-golden.ts";

const small = { shape: [2], data: new Float32Array([1, -2]) };
const smallFile = writeNpy(small);

/** A file in an archive made by hand; what is not given follows from the contents. */
interface Part {
  readonly name?: string | Uint8Array;
  readonly packed?: Uint8Array;
  readonly size?: number;
  readonly packedSize?: number;
  readonly crc?: number;
  readonly flags?: number;
  readonly method?: number;
  /** Of the directory's line. */
  readonly extra?: Uint8Array;
  /** In the file's own header. */
  readonly ownName?: string;
  /** Where the directory says that the file begins. */
  readonly start?: number;
}

function little(size: number, value: number | bigint): number[] {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true);
  return [...bytes.subarray(0, size)];
}

/** A zip archive with anything in it, after the format's specification. */
function zipOf(parts: readonly Part[], zip64 = false, comment = "", count = parts.length) {
  const files: number[] = [];
  const lines: number[] = [];
  for (const part of parts) {
    const { packed = smallFile, flags = 0, method = 0, extra = new Uint8Array(0) } = part;
    const { size = packed.length, packedSize = packed.length, crc = crc32(packed) } = part;
    const { name = "a.npy", ownName = name, start = files.length } = part;
    const bytes = (text: string | Uint8Array) => (typeof text === "string" ? strToU8(text) : text);
    const kind = [...little(2, flags), ...little(2, method), 0, 0, 0, 0, ...little(4, crc)];
    const lengths = [...little(4, packedSize), ...little(4, size)];
    lines.push(...little(4, 0x02014b50), 20, 0, 20, 0, ...kind, ...lengths);
    lines.push(...little(2, bytes(name).length), ...little(2, extra.length), 0, 0, 0, 0, 0, 0);
    lines.push(0, 0, 0, 0, ...little(4, start), ...bytes(name), ...extra);
    files.push(...little(4, 0x04034b50), 20, 0, ...kind, ...lengths);
    files.push(...little(2, bytes(ownName).length), 0, 0, ...bytes(ownName));
    for (const byte of packed) files.push(byte);
  }
  const end = files.length + lines.length;
  const ends: number[] = [];
  if (zip64) {
    ends.push(...little(4, 0x06064b50), ...little(8, 44), 45, 0, 45, 0, ...little(8, 0));
    ends.push(...little(8, count), ...little(8, count));
    ends.push(...little(8, lines.length), ...little(8, files.length));
    ends.push(...little(4, 0x07064b50), ...little(4, 0), ...little(8, end), ...little(4, 1));
  }
  ends.push(...little(4, 0x06054b50), 0, 0, 0, 0);
  const short = (value: number, size: number) => little(size, zip64 ? 256 ** size - 1 : value);
  ends.push(...short(count, 2), ...short(count, 2));
  ends.push(...short(lines.length, 4), ...short(files.length, 4));
  ends.push(...little(2, comment.length), ...strToU8(comment));
  return Uint8Array.from([...files, ...lines, ...ends]);
}

const a = { dtype: "float32", ...small };
const cutOff = "The file may be cut off.";
const damaged = "The file may be damaged.";
const mould = /^readNpz: expected .*, got .*\./s;

test.each(golden.archives)("NumPy's archive by $id reads as what was saved", (item) => {
  const read = readNpz(bytesOf(item.base64), { maxBytes: 10_000 });
  expect([...read]).toEqual(item.arrays.map(([name, array]) => [name, expected(array)]));
});

test("__proto__ is a name like any other", () => {
  const read = readNpz(writeNpz(new Map([["__proto__", small]])));
  expect([...read]).toEqual([["__proto__", a]]);
  expect(Object.getPrototypeOf({})).toBe(Object.prototype);
});

const name = fc
  .string({ unit: "binary", minLength: 1 })
  .filter((text) => !/[\\/\p{Cc}]/u.test(text) && ![".", ".."].includes(text));
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => parts.join("/"));
const numbers = fc.array(fc.double(), { maxLength: 9 });
const maps = fc
  .array(fc.tuple(path, numbers), { maxLength: 6 })
  .map((entries) => new Map(entries))
  .map((entries) => {
    const arrays = new Map<string, NpyToWrite>();
    for (const [key, data] of entries) {
      arrays.set(key, { shape: [data.length], data: new Float64Array(data) });
    }
    return arrays;
  });

test("what is written reads back the same, in the same order, and is written the same again", () => {
  fc.assert(
    fc.property(maps, (arrays) => {
      const file = writeNpz(arrays);
      const read = readNpz(file);
      const given = [...arrays].map(([key, array]) => [key, { dtype: "float64", ...array }]);
      expect([...read]).toEqual(given);
      expect(writeNpz(read)).toEqual(file);
    }),
  );
});

test("an archive of one array is what the format says, dated 1980", () => {
  const file = writeNpz(new Map([["a", small]]));
  const crc = little(4, crc32(smallFile));
  const common = [20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0, ...crc, 136, 0, 0, 0, 136, 0, 0, 0, 5, 0, 0, 0];
  expect(Array.from(file)).toEqual([
    ...[0x50, 0x4b, 3, 4, ...common, ...strToU8("a.npy"), ...smallFile],
    ...[0x50, 0x4b, 1, 2, 20, 0, ...common, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ...strToU8("a.npy"),
    ...[0x50, 0x4b, 5, 6, 0, 0, 0, 0, 1, 0, 1, 0, 51, 0, 0, 0, 171, 0, 0, 0, 0, 0],
  ]);
});

test("an archive that another tool packed reads too: folders, a comment, zip64", () => {
  const packed = zipSync({ maps: { "a.npy": smallFile }, "b.npy": [smallFile, { level: 9 }] });
  expect([...readNpz(packed)]).toEqual([
    ["maps/a", a],
    ["b", a],
  ]);
  const folder = { name: "maps/", packed: new Uint8Array(0) };
  expect([...readNpz(zipOf([folder, { name: "maps/a.npy" }]))]).toEqual([["maps/a", a]]);
  expect([...readNpz(zipOf([{}], false, "PK\u0005\u0006 a comment"))]).toEqual([["a", a]]);
  expect([...readNpz(zipOf([{}], true))]).toEqual([["a", a]]);
  const long = Uint8Array.from([
    ...[7, 0, 1, 0, 9],
    ...[1, 0, 24, 0, ...little(8, 136), ...little(8, 136), ...little(8, 0)],
  ]);
  const most = { size: 2 ** 32 - 1, packedSize: 2 ** 32 - 1, start: 2 ** 32 - 1 };
  expect([...readNpz(zipOf([{ ...most, extra: long }]))]).toEqual([["a", a]]);
});

test("a stored array is a view where its place fits, a deflated one never is", () => {
  const file = writeNpz(new Map([["ab", small]]));
  expect((30 + "ab.npy".length) % 4).toBe(0);
  expect(readNpz(file).get("ab")?.data.buffer).toBe(file.buffer);
  const deflated = zipSync({ "ab.npy": smallFile });
  expect(readNpz(deflated).get("ab")?.data.buffer).not.toBe(deflated.buffer);
});

test("blocks of every kind inflate, also far more than is pushed at once", () => {
  const data = Float64Array.from({ length: 60_000 }, (_, i) => Math.sin(i * i) * (i % 7));
  const file = writeNpy({ shape: [200, 300], data });
  for (const level of [0, 1, 9] as const) {
    const packed = deflateSync(file, { level });
    expect(packed.length).toBeGreaterThan(200_000);
    const part = { packed, method: 8, size: file.length, crc: crc32(file) };
    expect(readNpz(zipOf([part])).get("a")?.data).toEqual(data);
  }
});

test("a small archive that is cut anywhere is refused", () => {
  for (const { id, base64 } of golden.archives) {
    const whole = bytesOf(base64);
    for (let length = 0; length < whole.length; length += id === "np.savez" ? 1 : 7) {
      expect(() => readNpz(whole.subarray(0, length))).toThrow(mould);
    }
  }
});

test("a small archive with any byte changed gives the same arrays under some names, or our error", () => {
  const other = { shape: [], data: new Uint8Array([7]) };
  const file = strToU8("ab.npy");
  const packed = deflateSync(smallFile);
  const part = { packed, method: 8, size: smallFile.length, crc: crc32(smallFile) };
  const whole = zipOf([
    { name: file, ...part },
    { name: "b.npy", packed: writeNpy(other) },
  ]);
  for (let at = 0; at < whole.length; at++) {
    for (const value of [1, 2, 4, 8, 16, 32, 64, 128, 255]) {
      const changed = whole.slice();
      changed[at]! ^= value;
      let read: unknown[];
      try {
        read = [...readNpz(changed, { maxBytes: 1000 }).values()];
      } catch (error) {
        const isOurs = error instanceof RangeError && mould.test(error.message);
        if (!isOurs) expect.fail(`${at} ${value}: ${error}`);
        continue;
      }
      expect(read, `${at} ${value}`).toEqual([a, { dtype: "uint8", ...other }]);
    }
  }
});

test("more than maxBytes is refused before anything is unpacked", () => {
  const parts = [600, 500].map((size) => ({
    ...{ name: `${size}.npy`, packed: new Uint8Array(9), method: 8, size, crc: 0 },
  }));
  expect(() => readNpz(zipOf(parts), { maxBytes: 1099 })).toThrow(
    new RangeError(
      "readNpz: expected at most 1099 bytes in all arrays, got 1100. Raise maxBytes if that is right.",
    ),
  );
  const big = [{ name: "a.npy", packed: new Uint8Array(2 ** 20), method: 8, size: 2 ** 30 + 1 }];
  expect(() => readNpz(zipOf(big))).toThrow("at most 1073741824 bytes in all arrays, got");
});

test("a bomb ends soon after it goes beyond what it says", () => {
  // A block of fixed codes (RFC 1951): one 0, then 258 more of them every 13 bits, 400 MB in all.
  const bits = `010${"00110000"}${"1100010100000".repeat(24)}`;
  const packed = Uint8Array.from({ length: 2_500_000 }, (_, at) => {
    const from = 8 * (at < 13 ? at : 13 + (at % 13));
    return [...bits.slice(from, from + 8)].reduce((sum, bit, i) => sum + (Number(bit) << i), 0);
  });
  const zeros = writeNpy({ shape: [1000], data: new Uint8Array(1000) });
  const started = performance.now();
  const bomb = zipOf([{ packed, method: 8, size: zeros.length, crc: crc32(zeros) }]);
  expect(() => readNpz(bomb)).toThrow(
    `expected a.npy to unpack to ${zeros.length} bytes, got more. ${damaged}`,
  );
  expect(performance.now() - started).toBeLessThan(5000);
});

test("bytes behind the end of a deflated stream are left alone", () => {
  const packed = new Uint8Array(1_000_000);
  packed.set(deflateSync(smallFile));
  const part = { packed, method: 8, size: smallFile.length, crc: crc32(smallFile) };
  expect(readNpz(zipOf([part])).get("a")).toEqual(a);
});

const rewrite = "Write it with np.savez or np.savez_compressed.";
const beside = "Keep others beside it.";

describe("readNpz refuses", () => {
  const deflated = deflateSync(smallFile);
  const file = { method: 8, packed: deflated, size: smallFile.length, crc: crc32(smallFile) };
  const whole = zipOf([{}]);
  const objects = bytesOf(golden.refused[0]!.base64);
  const none = "a zip archive with its directory at the end, got none.";
  test.each<[string, Uint8Array, string]>([
    ["nothing", new Uint8Array(0), `${none} This may not be a .npz file.`],
    ["another file", smallFile, `${none} This may not be a .npz file.`],
    ["a cut file", whole.subarray(0, whole.length - 1), `${none} ${cutOff}`],
    ["what goes on behind the end", Uint8Array.from([...whole, 0]), `${none} ${cutOff}`],
    [
      "what begins before the beginning",
      Uint8Array.from([0, ...whole]),
      "a directory that ends at byte 223, got 222. The file may be damaged.",
    ],
    ["another count", zipOf([{}], false, "", 2), `2 entries, got 1. ${damaged}`],
    [
      "a zip64 end elsewhere",
      zipOf([{}], true).map((byte, i, all) => (i === all.length - 34 ? byte ^ 1 : byte)),
      `a zip64 directory's end, got none. ${damaged}`,
    ],
    [
      "a directory of other bytes",
      whole.map((byte, i) => (i === 171 ? 0 : byte)),
      `an entry at byte 171, got other bytes. ${damaged}`,
    ],
    [
      "a line of the directory that is too long",
      whole.map((byte, i) => (i === 171 + 32 ? 9 : byte)),
      `an entry at byte 171, got one that goes on too far. ${damaged}`,
    ],
    ["a name twice", zipOf([{}, {}]), `entries with unique names, got a.npy twice. ${damaged}`],
    ["encryption", zipOf([{ flags: 1 }]), `a.npy to be readable, got encryption. ${rewrite}`],
    [
      "strong encryption",
      zipOf([{ flags: 64 }]),
      `a.npy to be readable, got encryption. ${rewrite}`,
    ],
    [
      "another method",
      zipOf([{ method: 12 }]),
      `a.npy to be stored or deflated, got method 12. ${rewrite}`,
    ],
    [
      "a way out",
      zipOf([{ name: "../a.npy" }]),
      `names that are plain paths, got "../a.npy". ${rewrite}`,
    ],
    ["a root", zipOf([{ name: "/a.npy" }]), `names that are plain paths, got "/a.npy". ${rewrite}`],
    [
      "a backslash",
      zipOf([{ name: "m\\a.npy" }]),
      `names that are plain paths, got "m\\\\a.npy". ${rewrite}`,
    ],
    [
      "an end of a text",
      zipOf([{ name: "a\0.npy" }]),
      `names that are plain paths, got "a\\u0000.npy". ${rewrite}`,
    ],
    ["no name", zipOf([{ name: "" }]), `names that are plain paths, got "". ${rewrite}`],
    [
      "a name in an unknown code",
      zipOf([{ name: "ä.npy" }]),
      `names in ASCII or marked as UTF-8, got "ä.npy". ${rewrite}`,
    ],
    [
      "a name that is no text",
      zipOf([{ name: Uint8Array.from([255]) }]),
      `names in UTF-8, got other bytes. ${rewrite}`,
    ],
    [
      "another file inside",
      zipOf([{ name: "ids.txt" }]),
      `only .npy files in the archive, got ids.txt. ${beside}`,
    ],
    [
      "a folder that holds bytes",
      zipOf([{ name: "maps/" }]),
      `only .npy files in the archive, got maps/. ${beside}`,
    ],
    [
      "a place without a file",
      zipOf([{ start: 5 }]),
      `a.npy at byte 5, got other bytes. ${damaged}`,
    ],
    [
      "a place behind the end",
      zipOf([{ start: 2 ** 32 - 1 }]),
      `a.npy at byte 4294967295, got other bytes. ${damaged}`,
    ],
    [
      "two names of one file",
      zipOf([{ ownName: "b.npy" }]),
      `a.npy at byte 0, got an entry of another name. ${damaged}`,
    ],
    [
      "a file that goes on into the directory",
      zipOf([{ packedSize: 137 }]),
      `a.npy to end before the directory at byte 171, got 172. ${damaged}`,
    ],
    [
      "files that overlap",
      zipOf([{ packedSize: 150, size: 150 }, { name: "b.npy" }]),
      `b.npy apart from others, got an overlap. ${damaged}`,
    ],
    [
      "a stored file of another size",
      zipOf([{ size: 137 }]),
      `a.npy to unpack to 137 bytes, got 136 packed ones. ${damaged}`,
    ],
    [
      "a stored file of less",
      zipOf([{ size: 135 }]),
      `a.npy to unpack to 135 bytes, got 136 packed ones. ${damaged}`,
    ],
    [
      "more than deflated bytes can hold",
      zipOf([{ ...file, size: deflated.length * 1032 + 1 }]),
      `a.npy to unpack to ${deflated.length * 1032 + 1} bytes, got ${deflated.length} packed ones. ${damaged}`,
    ],
    [
      "a stream that is too long",
      zipOf([{ ...file, size: 135 }]),
      `a.npy to unpack to 135 bytes, got more. ${damaged}`,
    ],
    [
      "a stream that is too short",
      zipOf([{ ...file, size: 137 }]),
      `a.npy to unpack to 137 bytes, got 136. ${damaged}`,
    ],
    [
      "a stream that is cut",
      zipOf([{ ...file, packed: deflated.subarray(0, -3) }]),
      `a.npy to be deflated bytes, got others. ${damaged}`,
    ],
    [
      "no stream",
      zipOf([{ ...file, packed: Uint8Array.from([7, 7]) }]),
      `a.npy to be deflated bytes, got others. ${damaged}`,
    ],
    [
      "another checksum",
      zipOf([{ ...file, crc: 3 }]),
      `a.npy with its checksum, got another. ${damaged}`,
    ],
    [
      "another checksum of a stored file",
      zipOf([{ crc: 3 }]),
      `a.npy with its checksum, got another. ${damaged}`,
    ],
    [
      "objects",
      zipOf([{ name: "m/a.npy", packed: objects }]),
      "m/a.npy to hold real numbers of at most 64 bits, got an object array (|O). It is a pickle, which would run code of the file's; save array.astype(np.float32).",
    ],
  ])("%s", (_, given, message) => {
    expect(() => readNpz(given)).toThrow(new RangeError(`readNpz: expected ${message}`));
  });

  test("what is no number of bytes", () => {
    expect(() => readNpz(whole, { maxBytes: 0.5 })).toThrow(
      new RangeError("readNpz: expected maxBytes as a whole number from 0, got 0.5."),
    );
    expect(() => readNpz(whole, { maxBytes: 135 })).toThrow(
      "at most 135 bytes in all arrays, got 136.",
    );
    expect(readNpz(whole, { maxBytes: 136 }).size).toBe(1);
  });

  test("what are no bytes", () => {
    expect(() => readNpz("x" as unknown as Uint8Array)).toThrow(
      new TypeError("readNpz: expected bytes as a Uint8Array, got string."),
    );
  });
});

describe("writeNpz refuses", () => {
  test.each<[string, () => unknown, Error]>([
    ...["", "../a", "/a", "a/", "a\\b", "a\nb", "a\ud800"].map(
      (key): [string, () => unknown, Error] => [
        `the name ${JSON.stringify(key)}`,
        () => writeNpz(new Map([[key, small]])),
        new RangeError(
          `writeNpz: expected names that are plain paths, got ${JSON.stringify(key)}.`,
        ),
      ],
    ),
    [
      "a name of more than 65,535 bytes",
      () => writeNpz(new Map([["x".repeat(65_532), small]])),
      new RangeError(`writeNpz: expected names that are plain paths, got "${"x".repeat(40)}…".`),
    ],
    [
      "a shape that does not fit",
      () => writeNpz(new Map([["a", { ...small, shape: [3] }]])),
      new RangeError("writeNpz: expected a to have as many numbers as its shape [3], got 2."),
    ],
    [
      "more than 65,534 arrays",
      () => writeNpz(new Map(Array.from({ length: 65_535 }, (_, i) => [`${i}`, small]))),
      new RangeError("writeNpz: expected at most 65534 arrays, got 65535."),
    ],
    [
      "more than 4 GiB",
      () => {
        const large = { shape: [2 ** 26], data: new Uint8Array(2 ** 26) };
        return writeNpz(new Map(Array.from({ length: 64 }, (_, i) => [`${i}`, large])));
      },
      new RangeError(
        "writeNpz: expected at most 4294967294 bytes, got 4294981122. Write several archives.",
      ),
    ],
  ])("%s", (_, call, error) => {
    expect(call).toThrow(error);
  });
});
