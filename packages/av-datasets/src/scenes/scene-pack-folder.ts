import { readFile, realpath } from "node:fs/promises";
import { resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import type { Box } from "../types.ts";

const pixels = z.number().min(0);
const name = z.string().min(1);
const silentObject = z.object({ class: name, picture: name });
const soundingObject = silentObject.extend({ sound: name });
const box = z
  .object({ left: pixels, top: pixels, right: pixels, bottom: pixels })
  .refine(({ left, top, right, bottom }) => left < right && top < bottom, {
    message: "Invalid box: expected left < right and top < bottom",
  });
const manifest = z.object({
  version: z.literal(1),
  sounding: z.array(soundingObject).min(1),
  silent: z.array(silentObject).default([]),
  backgrounds: z.array(z.object({ picture: name })).min(1),
  farm: z.array(soundingObject.extend({ boxes: z.array(box).min(1) })).default([]),
});

/** What `pack.json` says. */
interface ScenePackManifest {
  readonly sounding: readonly { class: string; picture: string; sound: string }[];
  readonly silent: readonly { class: string; picture: string }[];
  readonly backgrounds: readonly { picture: string }[];
  readonly farm: readonly { class: string; picture: string; sound: string; boxes: Box[] }[];
}

/** A pack's folder, its manifest read. */
export interface ScenePackFolder {
  readonly manifest: ScenePackManifest;
  /** Reads a file of the folder, whatever links stand in between, and no other. */
  readonly read: (path: string) => Promise<Uint8Array>;
  /** Adds the file's name to what goes wrong while it is decoded. */
  readonly decoding: <T>(path: string, work: () => T | Promise<T>) => Promise<T>;
}

/** Opens a pack's folder; errors begin with the caller's name. */
export async function openScenePackFolder(
  caller: string,
  folder: URL | string,
): Promise<ScenePackFolder> {
  const root = await rootOf(caller, folder);
  const read = (path: string): Promise<Uint8Array> => readInside(caller, root, path);
  const text = await read("pack.json").then((bytes) => new TextDecoder().decode(bytes));
  return {
    manifest: parseManifest(caller, text),
    read,
    decoding: async (path, work) => {
      try {
        return await work();
      } catch (cause) {
        throw new Error(`${caller}: cannot decode ${path}.`, { cause });
      }
    },
  };
}

async function rootOf(caller: string, folder: URL | string): Promise<string> {
  const path = folder instanceof URL ? fileURLToPath(folder) : folder;
  try {
    return await realpath(path);
  } catch (cause) {
    throw new Error(`${caller}: expected a folder, got ${path}.`, { cause });
  }
}

async function readInside(caller: string, root: string, path: string): Promise<Uint8Array> {
  let place = resolve(root, path);
  if (place.startsWith(root + sep)) {
    try {
      place = await realpath(place);
    } catch (cause) {
      throw new Error(`${caller}: expected ${path} in the folder, got no such file.`, { cause });
    }
  }
  if (!place.startsWith(root + sep)) {
    throw new RangeError(
      `${caller}: expected paths that stay in the folder, got ${JSON.stringify(path)}.`,
    );
  }
  try {
    return await readFile(place);
  } catch (cause) {
    throw new Error(`${caller}: expected ${path} to be a readable file.`, { cause });
  }
}

function parseManifest(caller: string, text: string): ScenePackManifest {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Error(`${caller}: expected pack.json to be JSON.`, { cause });
  }
  const result = manifest.safeParse(json);
  if (result.success) return result.data;
  throw new RangeError(
    `${caller}: expected pack.json of the form in the README, got:\n${z.prettifyError(result.error)}`,
  );
}
