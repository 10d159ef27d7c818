import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import sharp, { type Sharp } from "sharp";
import { afterAll, describe, expect, test } from "vitest";
import { readPicture } from "../src/index.ts";
import { pngFile } from "./png-file.ts";

const folder = mkdtempSync(join(tmpdir(), "av-datasets-"));
afterAll(() => rmSync(folder, { recursive: true }));

const raw = (values: number[], width: number, channels: 1 | 3 | 4): Sharp =>
  sharp(Uint8Array.from(values), {
    raw: { width, height: values.length / width / channels, channels },
  });

describe("readPicture(source)", () => {
  test("returns the pixels of a PNG row by row", async () => {
    const picture = await readPicture(await raw([1, 2, 3, 4, 5, 6], 1, 3).png().toBuffer());
    expect(picture.shape).toEqual([2, 1, 3]);
    expect(Array.from(picture.data)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test("reads bytes, a path and a URL alike", async () => {
    const bytes = await raw([9, 8, 7], 1, 3).png().toBuffer();
    const path = join(folder, "pixel.png");
    await writeFile(path, bytes);
    for (const source of [bytes, path, pathToFileURL(path)]) {
      expect(Array.from((await readPicture(source)).data)).toEqual([9, 8, 7]);
    }
  });

  test("makes RGB of grey and of 16 bits", async () => {
    const grey = await raw([50, 60], 2, 1).toColourspace("b-w").png().toBuffer();
    expect(Array.from((await readPicture(grey)).data)).toEqual([50, 50, 50, 60, 60, 60]);
    const deep = await raw([10, 20, 30], 1, 3).toColourspace("rgb16").png().toBuffer();
    expect(Array.from((await readPicture(deep)).data)).toEqual([10, 20, 30]);
  });

  test("turns a picture as its EXIF orientation says", async () => {
    const wide = raw([200, 0, 0, 0, 0, 200], 2, 3);
    const turned = await wide.png().withMetadata({ orientation: 6 }).toBuffer();
    const picture = await readPicture(turned);
    expect(picture.shape).toEqual([2, 1, 3]);
    expect(Array.from(picture.data)).toEqual([200, 0, 0, 0, 0, 200]);
  });

  test("takes an alpha channel that is opaque for none", async () => {
    const bytes = await raw([1, 2, 3, 255], 1, 4).png().toBuffer();
    expect(Array.from((await readPicture(bytes)).data)).toEqual([1, 2, 3]);
  });

  test("refuses, keeps or covers transparency as asked", async () => {
    const bytes = await raw([1, 2, 3, 255, 100, 100, 100, 51], 2, 4).png().toBuffer();
    await expect(readPicture(bytes)).rejects.toThrow(
      new RangeError(
        `readPicture: expected an opaque picture, got alpha 51 at column 1, row 0 of ${bytes.length} ` +
          "bytes. Pass alpha: { background: [red, green, blue] } to lay it over a colour.",
      ),
    );
    const kept = await readPicture(bytes, { alpha: "keep" });
    expect(kept.shape).toEqual([1, 2, 4]);
    expect(Array.from(kept.data)).toEqual([1, 2, 3, 255, 100, 100, 100, 51]);
    const covered = await readPicture(bytes, { alpha: { background: [0, 50, 200] } });
    expect(Array.from(covered.data)).toEqual([1, 2, 3, 20, 60, 180]);
  });

  test("refuses a cut JPEG instead of showing a part", async () => {
    const noise = Array.from({ length: 64 * 64 * 3 }, (_, i) => (i * 7919) % 251);
    const bytes = await raw(noise, 64, 3).jpeg().toBuffer();
    await expect(readPicture(bytes.subarray(0, bytes.length / 2))).rejects.toThrow(
      `readPicture: expected a whole picture file, got ${Math.floor(bytes.length / 2)} bytes.`,
    );
  });

  test("refuses foreign bytes, no bytes and a missing file, with the cause", async () => {
    for (const source of [new Uint8Array([1, 2, 3]), new Uint8Array(), join(folder, "none.png")]) {
      const error = await readPicture(source).catch((thrown: unknown) => thrown);
      expect(String(error)).toContain("readPicture: expected a whole picture file, got ");
      expect((error as Error).cause).toBeInstanceOf(Error);
    }
  });

  test("leaves a picture as it is stored, if its orientation is to be ignored", async () => {
    const wide = raw([200, 0, 0, 0, 0, 200], 2, 3);
    const turned = await wide.png().withMetadata({ orientation: 6 }).toBuffer();
    const picture = await readPicture(turned, { orientation: "ignore" });
    expect(picture.shape).toEqual([1, 2, 3]);
    expect(Array.from(picture.data)).toEqual([200, 0, 0, 0, 0, 200]);
  });

  test("returns the first frame of an animated GIF or WebP", async () => {
    for (const format of ["gif", "webp"] as const) {
      const bytes = await twoPages().toFormat(format, { lossless: true }).toBuffer();
      const picture = await readPicture(bytes);
      expect(picture.shape).toEqual([4, 4, 3]);
      expect(new Set(picture.data)).toEqual(new Set([10]));
    }
  });

  test("refuses a TIFF of several pages", async () => {
    const bytes = await twoPages().tiff().toBuffer();
    await expect(readPicture(bytes)).rejects.toThrow(
      `readPicture: expected a picture of one page, got 2 pages in ${bytes.length} bytes. ` +
        "Extract the page that is meant.",
    );
  });

  test("keeps the upper byte of 16 bits, in colour, grey and opacity", async () => {
    const colour = pngFile({ width: 2, height: 1, depth: 16, colour: 2 }, [
      ...[0x12, 0xff, 0x80, 0x00, 0xff, 0xff],
      ...[0x00, 0xff, 0x01, 0x00, 0x7f, 0x80],
    ]);
    expect(Array.from((await readPicture(colour)).data)).toEqual([0x12, 0x80, 0xff, 0, 1, 0x7f]);
    const grey = pngFile({ width: 1, height: 1, depth: 16, colour: 4 }, [0x40, 0xc0, 0x80, 0x01]);
    const kept = await readPicture(grey, { alpha: "keep" });
    expect(Array.from(kept.data)).toEqual([0x40, 0x40, 0x40, 0x80]);
  });

  test("makes RGB of CMYK the right way round, in TIFF and JPEG", async () => {
    // White, black ink alone, cyan, yellow.
    const inks = [0, 0, 0, 0, 0, 0, 0, 255, 255, 0, 0, 0, 0, 0, 255, 0];
    const { data } = await readPicture(cmykTiff(inks));
    const [white, black, cyan, yellow] = [0, 3, 6, 9].map((i) => Array.from(data.slice(i, i + 3)));
    expect(Math.min(...white!)).toBeGreaterThan(250);
    expect(Math.max(...black!)).toBeLessThan(60);
    expect(cyan![0]! + 80).toBeLessThan(Math.min(cyan![1]!, cyan![2]!));
    expect(yellow![2]! + 80).toBeLessThan(Math.min(yellow![0]!, yellow![1]!));
    const wide = { raw: { width: 16, height: 16, channels: 3 as const } };
    const red = Uint8Array.from({ length: 768 }, (_, i) => (i % 3 === 0 ? 200 : 40));
    const jpeg = await sharp(red, wide).toColourspace("cmyk").jpeg({ quality: 95 }).toBuffer();
    expect((await sharp(jpeg).metadata()).space).toBe("cmyk");
    const [r, g, b] = (await readPicture(jpeg)).data;
    expect([Math.abs(r! - 200), Math.abs(g! - 40), Math.abs(b! - 40)].every((d) => d < 25)).toBe(
      true,
    );
  });

  test("refuses a PNG whose data are more or fewer than its size asks for", async () => {
    for (const height of [1, 3, 1_000_000]) {
      const bytes = pngFile({ width: 1, height, depth: 8, colour: 0 }, [1, 2]);
      const error = await readPicture(bytes).catch((thrown: unknown) => thrown as Error);
      expect(String((error as Error).cause)).toBe(
        "Error: PNG whose data are not as many as its size asks for",
      );
    }
  });

  test("refuses a folder", async () => {
    const error = await readPicture(folder).catch((thrown: unknown) => thrown as Error);
    expect(String((error as Error).cause)).toBe(
      `Error: Input file is a folder or a device: ${folder}`,
    );
  });
});

const twoPages = (): Sharp =>
  sharp(
    Uint8Array.from({ length: 2 * 4 * 4 * 3 }, (_, i) => (i < 48 ? 10 : 240)),
    { raw: { width: 4, height: 8, channels: 3, pageHeight: 4 } },
  );

/** A TIFF of one row of pixels, four inks each, uncompressed. */
function cmykTiff(inks: readonly number[]): Uint8Array {
  const entries: [tag: number, type: 3 | 4, value: number][] = [
    [256, 3, inks.length / 4],
    [257, 3, 1],
    [258, 3, 8],
    [259, 3, 1],
    [262, 3, 5],
    [273, 4, 8],
    [277, 3, 4],
    [278, 3, 1],
    [279, 4, inks.length],
  ];
  const at = 8 + inks.length;
  const bytes = new Uint8Array(at + 2 + 12 * entries.length + 4 + 8);
  const view = new DataView(bytes.buffer);
  bytes.set([0x49, 0x49, 42, 0]);
  view.setUint32(4, at, true);
  bytes.set(inks, 8);
  view.setUint16(at, entries.length, true);
  entries.forEach(([tag, type, value], i) => {
    const entry = at + 2 + 12 * i;
    // Four numbers of bits do not fit into the entry, and stand at the end.
    const bits = tag === 258;
    view.setUint16(entry, tag, true);
    view.setUint16(entry + 2, type, true);
    view.setUint32(entry + 4, bits ? 4 : 1, true);
    view.setUint32(entry + 8, bits ? bytes.length - 8 : value, true);
  });
  for (let i = 0; i < 4; i++) view.setUint16(bytes.length - 8 + 2 * i, 8, true);
  return bytes;
}
