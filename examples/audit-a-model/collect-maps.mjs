import { writeNpz } from "@ssl/tensor-files";

/**
 * Collects a model's maps in a page, or in Node, from an audit's folder that a server hands out.
 *
 * @param {string} audit - address of the folder that `ssl audit build` wrote, with a `/` at its end
 * @param {(picture: Blob, sound: Blob) => Promise<{ shape: number[], data: Float32Array }>} heatmap
 * @returns {Promise<Uint8Array<ArrayBuffer>>} a file for `ssl audit run --maps maps.npz`
 */
export async function collectMaps(audit, heatmap) {
  const file = async (/** @type {string} */ path) => {
    const found = await fetch(audit + path.split("/").map(encodeURIComponent).join("/"));
    if (!found.ok) throw new Error(`collectMaps: expected ${path}, got status ${found.status}.`);
    return found.blob();
  };
  const { samples } = JSON.parse(await (await file("manifest.json")).text());
  const maps = new Map();
  for (const { id, picture, sound } of samples) {
    maps.set(id, await heatmap(await file(picture), await file(sound)));
  }
  return writeNpz(maps);
}
