import { open, rename, rm } from "node:fs/promises";

/**
 * Writes a file beside its place and moves it there when whole: readers see all of it or none,
 * whenever the writer ends.
 *
 * @param path - the file; what was there is replaced
 * @param content - all of it
 * @throws Error with its cause if it cannot be written; what was there stays
 */
export async function writeWholeFile(path: string, content: Uint8Array | string): Promise<void> {
  const aside = `${path}.${process.pid}.part`;
  try {
    const file = await open(aside, "w");
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, path);
  } catch (cause) {
    await rm(aside, { force: true }).catch(() => {});
    throw new Error(
      `writeWholeFile: cannot write ${path}. Check that its folder is there, writable and not full.`,
      { cause },
    );
  }
}
