import type { Grid } from "@ssl/metrics-ciou";
import { orFileError, quoted, refuse } from "../refuse.ts";
import { checkIds } from "../truths/check-ids.ts";
import { mapReaders } from "./map-readers.ts";

/** A model's heat maps, by the ids of samples. */
export interface MapSet {
  /** Where they are, as it was given. */
  readonly path: string;
  /** One or more ids; those of a folder in order, those of a file in the file's. */
  readonly ids: readonly string[];
  /**
   * Reads a map.
   *
   * @param id - one of `ids`
   * @returns `[height, width]`, all finite, values as the file has them, those of a PNG from 0 for
   * black to 1 for white; to be read only, for it may share memory with the set
   * @throws RangeError if there is no such id, or the file holds no map
   * @throws Error with its cause if the file cannot be read
   */
  read(id: string): Promise<Grid>;
}

/**
 * Opens the heat maps that a model made for the samples of a truth.
 *
 * In a folder every map is a file of its own, `<id>.npy`, `.npz`, `.safetensors` or `.png` (grey, 8
 * or 16 bits); other files are passed over. Or one file holds them all: a `.npz` or `.safetensors`
 * file an array for each id, or a `.npy` file an array of shape [n, h, w], with the ids, one a line,
 * beside it in a file of the same name and `.ids.txt` behind (`maps.npy.ids.txt`); with such a list,
 * a `.npz` or `.safetensors` file holds one array of that shape too. Maps are of shape [h, w],
 * [1, h, w] or [h, w, 1], each of its own size. Not in the paper.
 *
 * A folder and a `.npy` file are read map by map, when each is asked for; of the other files the
 * arrays are kept in memory.
 *
 * @param path - of the folder or the file
 * @returns the ids, and how to read a map; nothing is to be closed
 * @throws TypeError if `path` is not a string
 * @throws RangeError if there are no maps, an id has two, or ids differ in upper and lower case only
 * @throws Error with its cause if it cannot be read
 * @example
 * ```ts
 * import { mkdtempSync, writeFileSync } from "node:fs";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 * import { openMapSet } from "@ssl/av-datasets";
 * import { writeNpy } from "@ssl/tensor-files";
 *
 * const folder = mkdtempSync(join(tmpdir(), "maps-"));
 * const map = { shape: [1, 2], data: new Float32Array([0.25, 1]) };
 * writeFileSync(join(folder, "a_000001.npy"), writeNpy(map));
 * const maps = await openMapSet(folder);
 * console.log(maps.ids, (await maps.read("a_000001")).shape); // [ 'a_000001' ] [ 1, 2 ]
 * ```
 */
export async function openMapSet(path: string): Promise<MapSet> {
  if (typeof path !== "string") {
    throw new TypeError(`openMapSet: expected path to be a string, got ${typeof path}.`);
  }
  const readers = await orFileError("openMapSet", path, async () => mapReaders(path));
  const ids = [...readers.keys()];
  if (ids.length === 0) refuse("openMapSet", `maps in ${path}`, "none");
  checkIds("openMapSet", ids, path);
  return {
    path,
    ids,
    read: async (id) => {
      const read = readers.get(id);
      if (read !== undefined) return read();
      return refuse("MapSet.read", `one of the ${ids.length} ids in ${path}`, quoted(String(id)));
    },
  };
}
