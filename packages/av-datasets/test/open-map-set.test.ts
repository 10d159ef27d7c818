import { mkdirSync, symlinkSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { writeNpy, writeNpz, writeSafetensors } from "@ssl/tensor-files";
import fc from "fast-check";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { openMapSet } from "../src/index.ts";
import { failure, greyPng, temporaryFolder, write } from "./truth-files.ts";

const root = temporaryFolder();
let next = 0;
const folderOf = (files: Record<string, unknown>): string => {
  const name = `set-${next++}`;
  mkdirSync(join(root, name));
  for (const [file, content] of Object.entries(files)) write(root, `${name}/${file}`, content);
  return join(root, name);
};
const floats = (shape: number[], ...values: number[]) => ({
  shape,
  data: new Float32Array(values),
});
const npy = (shape: number[], ...values: number[]): Uint8Array =>
  writeNpy(floats(shape, ...values));
const npz = (arrays: Record<string, ReturnType<typeof floats>>): Uint8Array =>
  writeNpz(new Map(Object.entries(arrays)));
const rowsOf = async (path: string): Promise<Record<string, number[][]>> => {
  const maps = await openMapSet(path);
  const rows: Record<string, number[][]> = {};
  for (const id of maps.ids) {
    const { data, shape, stride, offset } = await maps.read(id);
    const [height, width] = shape as [number, number];
    expect([stride, offset, data.length]).toEqual([[width, 1], 0, height * width]);
    rows[id] = Array.from({ length: height }, (_, y) =>
      Array.from({ length: width }, (_, x) => data[y * width + x]!),
    );
  }
  return rows;
};
const message = (error: Error): string => error.message.replaceAll(/\S*\/set-\d+/g, "…");
const openingFails = async (path: string): Promise<string> =>
  message(await failure(openMapSet(path)));
const readingFails = async (path: string, id: string): Promise<string> =>
  message(await failure((await openMapSet(path)).read(id)));

describe("openMapSet(path) of a folder", () => {
  test("reads files of every kind and shape, by their names without the last ending", async () => {
    const path = folderOf({
      "-d1.x_000030.npy": npy([2, 3], 1, 2, 3, 4, 5, 6),
      "b.NPY": npy([1, 1, 2], 0.5, 0.25),
      "c.npy": npy([2, 1, 1], 7, 8),
      "d.npz": npz({ anything: floats([1, 2], 3, 4) }),
      "e.safetensors": writeSafetensors({ map: floats([1, 2], 5, 6) }),
      "f.png": await greyPng(Uint8Array.of(0, 51, 255), 3),
      "g.png": await greyPng(Uint16Array.of(0, 257, 65535), 1),
      "readme.txt": "passed over",
      "._c.npy": "macOS's notes",
    });
    const maps = await openMapSet(path);
    expect(maps.path).toBe(path);
    expect(maps.ids).toEqual(["-d1.x_000030", "b", "c", "d", "e", "f", "g"]);
    expect(await rowsOf(path)).toEqual({
      "-d1.x_000030": [
        [1, 2, 3],
        [4, 5, 6],
      ],
      b: [[0.5, 0.25]],
      c: [[7], [8]],
      d: [[3, 4]],
      e: [[5, 6]],
      f: [[0, Math.fround(0.2), 1]],
      g: [[0], [Math.fround(257 / 65535)], [1]],
    });
  });

  test("takes integers, also of 64 bits", async () => {
    const path = folderOf({
      "a.npy": writeNpy({ shape: [1, 2], data: new Uint8Array([3, 255]) }),
      "b.safetensors": writeSafetensors({
        m: { shape: [1, 2], data: new BigInt64Array([-1n, 9n]) },
      }),
    });
    expect(await rowsOf(path)).toEqual({ a: [[3, 255]], b: [[-1, 9]] });
  });

  test("follows links to files", async () => {
    const path = folderOf({ "real/a.npy": npy([1, 1], 4) });
    symlinkSync("real/a.npy", join(path, "linked.npy"));
    symlinkSync("loop.npy", join(path, "loop.npy"));
    const maps = await openMapSet(path);
    expect(maps.ids).toEqual(["linked", "loop"]);
    expect((await maps.read("linked")).data[0]).toBe(4);
    const error = await failure(maps.read("loop"));
    expect(message(error)).toBe(
      "MapSet.read: expected a readable file or folder at …/loop.npy, got ELOOP.",
    );
    expect(error.cause).toMatchObject({ code: "ELOOP" });
  });

  test("refuses two maps for an id, ids alike but for case, no maps and other ids", async () => {
    const one = npy([1, 1], 0);
    expect(await openingFails(folderOf({ "a.npy": one, "a.png": "", "b.npy": one }))).toBe(
      'openMapSet: expected one map for each id in …, got "a.npy", "a.png". ' +
        "Move away those that are not meant.",
    );
    expect(await openingFails(folderOf({ "a.npy": one, "A.png": "" }))).toBe(
      "openMapSet: expected ids in … that differ in more than upper and lower case, " +
        'got "A", "a". Not every file system can tell them apart; rename them.',
    );
    expect(await openingFails(folderOf({ "a.jpg": "", "b.mat": "" }))).toBe(
      "openMapSet: expected files <id>.npy, .npz, .safetensors or .png in the folder …, " +
        'got "a.jpg", "b.mat".',
    );
    expect(await openingFails(folderOf({}))).toContain("in the folder …, got none.");
    expect(await readingFails(folderOf({ "a.npy": one }), "b")).toBe(
      'MapSet.read: expected one of the 1 ids in …, got "b".',
    );
    expect(await readingFails(folderOf({ "a.npy": one }), "__proto__")).toContain(
      'got "__proto__"',
    );
  });

  test("refuses other shapes, numbers that are not finite and broken files, by name", async () => {
    const raw = { width: 2, height: 1, channels: 3 } as const;
    const path = folderOf({
      "stack.npy": npy([2, 1, 2], 1, 2, 3, 4),
      "flat.npy": npy([4], 1, 2, 3, 4),
      "empty.npy": npy([0, 4]),
      "nan.npy": npy([2, 2], 0, 1, Number.NaN, Number.NaN),
      "infinite.npy": npy([1, 2], 0, Number.NEGATIVE_INFINITY),
      "cut.npy": npy([2, 2], 1, 2, 3, 4).subarray(0, 140),
      "two.npz": npz({ x: floats([1, 1], 1), y: floats([1, 1], 1) }),
      "none.npz": npz({}),
      "text.safetensors": "text",
      "false.png": await sharp(Uint8Array.of(5, 5, 5, 5, 6, 5), { raw })
        .png()
        .toBuffer(),
    });
    const failing = (id: string): Promise<string> => readingFails(path, id);
    const many = "Of a file with many maps give the path of the file itself.";
    expect(await failing("stack")).toBe(
      "MapSet.read: expected a map of shape [h, w], [1, h, w] or [h, w, 1] in …/stack.npy, " +
        `got shape [2, 1, 2]. ${many}`,
    );
    expect(await failing("flat")).toContain("in …/flat.npy, got shape [4].");
    expect(await failing("empty")).toContain("in …/empty.npy, got shape [0, 4].");
    expect(await failing("nan")).toBe(
      "MapSet.read: expected finite numbers in …/nan.npy, got NaN at row 1, column 0.",
    );
    expect(await failing("infinite")).toContain("got -Infinity at row 0, column 1.");
    expect(await failing("cut")).toMatch(
      /^MapSet\.read: expected a whole file of arrays in …\/cut\.npy, got an error\. readNpy: exp.+\.$/,
    );
    expect(await failing("two")).toBe(
      `MapSet.read: expected one array in …/two.npz, got "x", "y". ${many}`,
    );
    expect(await failing("none")).toContain("expected one array in …/none.npz, got none.");
    expect(await failing("text")).toMatch(
      /in …\/text\.safetensors, got an error\. readSafetensors: /,
    );
    expect(await failing("false")).toBe(
      "MapSet.read: expected a grey PNG in …/false.png, got 5, 6, 5 at row 0, column 1. " +
        "Save the map's values, not a picture in false colours.",
    );
  });
});

describe("openMapSet(path) of one file", () => {
  const six = [1, 2, 3, 4, 5, 6];

  test("reads the maps of a .npy file by the ids beside it, one a line", async () => {
    for (const shape of [
      [3, 1, 2],
      [3, 1, 1, 2],
    ]) {
      const folder = folderOf({
        "maps.npy": npy(shape, ...six),
        "maps.npy.ids.txt": "b\r\na\r\n-c",
      });
      const maps = await openMapSet(join(folder, "maps.npy"));
      expect(maps.ids).toEqual(["b", "a", "-c"]);
      expect(await rowsOf(maps.path)).toEqual({ b: [[1, 2]], a: [[3, 4]], "-c": [[5, 6]] });
    }
  });

  test("reads a .npz or .safetensors file by its names, or by a list beside it", async () => {
    const named = { "a.b": floats([1, 2], 1, 2), z: floats([2, 1, 1], 3, 4), a: floats([1, 1], 5) };
    const stack = { maps: floats([3, 1, 2], ...six) };
    const folder = folderOf({
      "named.npz": npz(named),
      "named.safetensors": writeSafetensors(named),
      "stack.npz": npz(stack),
      "stack.npz.ids.txt": "b\na\nc\n",
      "stack.bin": writeSafetensors(stack),
      "stack.bin.ids.txt": "b\na\nc\n",
    });
    for (const file of ["named.npz", "named.safetensors"]) {
      const rows = { "a.b": [[1, 2]], z: [[3], [4]], a: [[5]] };
      expect(Object.entries(await rowsOf(join(folder, file)))).toEqual(Object.entries(rows));
    }
    for (const file of ["stack.npz", "stack.bin"]) {
      expect(await rowsOf(join(folder, file))).toEqual({ b: [[1, 2]], a: [[3, 4]], c: [[5, 6]] });
    }
  });

  test("reads the same from a folder as from a file, whatever the numbers", async () => {
    const sizes = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 3 }));
    const sets = sizes.chain(([count, side]) =>
      fc.record({
        side: fc.constant(side),
        maps: fc.array(
          fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), {
            minLength: side * 2,
            maxLength: side * 2,
          }),
          { minLength: count, maxLength: count },
        ),
      }),
    );
    await fc.assert(
      fc.asyncProperty(sets, async ({ side, maps }) => {
        const ids = maps.map((_, i) => `id-${i}`);
        const each = maps.map((values, i) => [`${ids[i]}.npy`, npy([side, 2], ...values)]);
        const folder = folderOf(Object.fromEntries(each));
        const stack = floats([maps.length, side, 2], ...maps.flat());
        const beside = folderOf({
          "m.npy": writeNpy(stack),
          "m.npy.ids.txt": `${ids.join("\n")}\n`,
          "m.npz": npz(Object.fromEntries(maps.map((m, i) => [ids[i], floats([side, 2], ...m)]))),
        });
        const rows = await rowsOf(folder);
        expect(await rowsOf(join(beside, "m.npy"))).toEqual(rows);
        expect(await rowsOf(join(beside, "m.npz"))).toEqual(rows);
      }),
      { numRuns: 25 },
    );
  });

  test("reads every kind of number, format 2.0 and headers of other spelling", async () => {
    const doubles = writeNpy({ shape: [2, 1, 1], data: new Float64Array([0.1, 0.2]) });
    const header = '{"shape": (2, 1L, 1) , "fortran_order":False, "descr": ">u2"}\n';
    const old = new Uint8Array(12 + header.length + 4);
    old.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 2, 0, header.length, 0, 0, 0]);
    old.set(new TextEncoder().encode(header), 12);
    old.set([1, 0, 0, 7], 12 + header.length);
    for (const [bytes, values] of [
      [doubles, { a: [[0.1]], b: [[0.2]] }],
      [old, { a: [[256]], b: [[7]] }],
    ] as const) {
      const folder = folderOf({ "m.npy": bytes, "m.npy.ids.txt": "a\nb\n" });
      expect(await rowsOf(join(folder, "m.npy"))).toEqual(values);
    }
  });

  test("refuses lists that do not fit", async () => {
    const files = { "m.npy": npy([3, 1, 2], ...six), "m.npz": npz({ x: floats([1, 1], 1) }) };
    const opening = (file: string, ids?: string): Promise<string> =>
      openingFails(
        join(folderOf(ids === undefined ? files : { ...files, [`${file}.ids.txt`]: ids }), file),
      );
    expect(await opening("m.npy")).toBe(
      "openMapSet: expected the ids of the 3 maps in …/m.npy, got no …/m.npy.ids.txt. " +
        "Write them to that file, one a line, in the order of the maps.",
    );
    expect(await opening("m.npy", "a\nb\n")).toBe(
      "openMapSet: expected 3 ids in …/m.npy.ids.txt, as many as maps, got 2 lines.",
    );
    expect(await opening("m.npy", "a\n\nb\n")).toBe(
      "openMapSet: expected every id in …/m.npy.ids.txt to be usable as the name of a file, " +
        'got "". Rename it.',
    );
    expect(await opening("m.npy", "a\nb\na")).toBe(
      'openMapSet: expected every id in …/m.npy.ids.txt once, got repeated ones: "a". ' +
        "Rename them or leave all but one out.",
    );
    expect(await opening("m.npz", "a")).toBe(
      "openMapSet: expected one array of shape [n, h, w] in …/m.npz, beside which is a list of " +
        "ids, got x of shape [1, 1]. Without the list, each array is the map that its name says.",
    );
  });

  test("refuses other files and shapes, Fortran order and what is cut off", async () => {
    const stack = npy([3, 1, 2], ...six);
    const opening = (content: unknown): Promise<string> =>
      openingFails(join(folderOf({ file: content, "file.ids.txt": "a\nb\nc\n" }), "file"));
    expect(await opening("text, long enough")).toBe(
      "openMapSet: expected a .npy, .npz or .safetensors file, or a folder of maps, at …/file, " +
        "got a file that begins otherwise.",
    );
    expect(await opening("")).toContain("at …/file, got an empty file.");
    expect(await opening(npy([2, 3], ...six))).toBe(
      "openMapSet: expected maps of shape [n, h, w] in …/file, got shape [2, 3]. " +
        "Of files with one map each give the path of their folder.",
    );
    expect(await opening(npy([1, 2, 3, 1, 1], ...six))).toContain("got shape [1, 2, 3, 1, 1].");
    expect(await opening(npy([0, 2, 3]))).toContain("got shape [0, 2, 3].");
    const text = String.fromCharCode(...stack).replace(
      "'fortran_order': False",
      "'fortran_order': True ",
    );
    expect(await opening(Uint8Array.from(text, (byte) => byte.charCodeAt(0)))).toBe(
      "openMapSet: expected maps one behind the other in …/file, got Fortran order. " +
        "Save np.ascontiguousarray(maps).",
    );
    expect(await opening(stack.subarray(0, -1))).toBe(
      "openMapSet: expected 3 maps in …/file, got 23 bytes of data. The file may be cut off.",
    );
    expect(await opening(stack.subarray(0, -3))).toMatch(
      /^openMapSet: expected a whole file of arrays in …\/file, got an error\. readNpy: /,
    );
    for (let length = 6; length < 128; length++) {
      expect(await opening(stack.subarray(0, length))).toMatch(/^openMapSet: expected .+, got .+/);
    }
    expect(await opening(npz({ x: floats([1, 1], 1) }).subarray(0, 60))).toMatch(
      /^openMapSet: expected a whole file of arrays in …\/file, got an error\. readNpz: /,
    );
  });

  test("gives maps or an error that names the file, whatever bytes of its head are changed", async () => {
    const stack = npy([3, 1, 2], ...six);
    const folder = folderOf({ "m.npy.ids.txt": "a\nb\nc" });
    const change = fc.tuple(fc.nat({ max: 127 }), fc.integer({ min: 0, max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const bytes = stack.slice();
        for (const [at, byte] of changes) bytes[at] = byte;
        try {
          const rows = await rowsOf(write(folder, "m.npy", bytes));
          expect(Object.keys(rows)).toEqual(["a", "b", "c"]);
        } catch (error) {
          expect((error as Error).message).toMatch(
            /^(openMapSet|MapSet\.read): expected .*m\.npy.*, got .+\.$/s,
          );
        }
      }),
      { numRuns: 1000 },
    );
  });

  test("notices a file that was cut after it was opened", async () => {
    const folder = folderOf({ "m.npy": npy([3, 1, 2], ...six), "m.npy.ids.txt": "a\nb\nc" });
    const maps = await openMapSet(join(folder, "m.npy"));
    truncateSync(maps.path, 128 + 20);
    expect(Array.from((await maps.read("b")).data as Float32Array)).toEqual([3, 4]);
    expect(message(await failure(maps.read("c")))).toMatch(
      /^MapSet\.read: expected a whole file of arrays in …\/m\.npy, got an error\. readNpy: /,
    );
  });

  test("refuses paths that are none, with the cause", async () => {
    const error = await failure(openMapSet(join(root, "nowhere")));
    expect(error.message).toMatch(
      /^openMapSet: expected a readable file or folder at .*nowhere, got ENOENT\.$/,
    );
    expect(error.cause).toMatchObject({ code: "ENOENT" });
    // @ts-expect-error: a path is text
    expect((await failure(openMapSet(undefined))).message).toBe(
      "openMapSet: expected path to be a string, got undefined.",
    );
  });
});
