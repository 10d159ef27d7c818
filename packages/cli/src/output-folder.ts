import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";

/**
 * Makes the folder that a command writes to, before it begins its work.
 *
 * @param path - as given on the command line
 * @returns its absolute path
 * @throws Error with its cause if it cannot be made
 */
export async function outputFolder(path: string): Promise<string> {
  const folder = resolve(path);
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw new Error(`outputFolder: cannot make the folder ${folder}. Give another --out.`, {
      cause,
    });
  });
  return folder;
}
