import { open, rename, rm } from "node:fs/promises";

/** Writes a file beside its place and moves it there when whole: readers see all of it or none. */
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
    await rm(aside, { force: true });
    throw new Error(`writeWholeFile: cannot write ${path}.`, { cause });
  }
}
