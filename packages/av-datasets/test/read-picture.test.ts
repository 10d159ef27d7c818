import { mkdtempSync, rmSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import sharp, { type Sharp } from "sharp";
import { afterAll, describe, expect, test } from "vitest";
import { readPicture } from "../src/index.ts";

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

  test("refuses several pages", async () => {
    const frames = Array.from({ length: 2 * 4 * 4 * 3 }, (_, i) => (i < 48 ? 10 : 240));
    const bytes = await sharp(Uint8Array.from(frames), {
      raw: { width: 4, height: 8, channels: 3, pageHeight: 4 },
    })
      .gif()
      .toBuffer();
    await expect(readPicture(bytes)).rejects.toThrow(
      `readPicture: expected a picture of one page, got 2 pages in ${bytes.length} bytes. ` +
        "Extract the page that is meant.",
    );
  });
});
