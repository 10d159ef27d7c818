import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import sharp from "sharp";
import { afterAll } from "vitest";

/** A folder that is gone after the tests of a file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "av-datasets-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a file, in folders that it makes; values other than text and bytes as JSON. */
export function write(folder: string, name: string, content: unknown): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  const plain = typeof content === "string" || content instanceof Uint8Array;
  writeFileSync(path, plain ? content : JSON.stringify(content));
  return path;
}

/** A grey PNG of 8 bits, or of 16 if the values are `Uint16Array`. */
export async function greyPng(
  values: Uint8Array | Uint16Array,
  width: number,
): Promise<Uint8Array> {
  const height = values.length / width;
  const picture = sharp(values, { raw: { width, height, channels: 1 } });
  const wide = values instanceof Uint16Array;
  return picture
    .toColourspace(wide ? "grey16" : "b-w")
    .png()
    .toBuffer();
}

/** What a promise fails with. */
export async function failure(work: Promise<unknown>): Promise<Error> {
  return work.then(
    () => {
      throw new Error("It did not fail.");
    },
    (error: Error) => error,
  );
}
