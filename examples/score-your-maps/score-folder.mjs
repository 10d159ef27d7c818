import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  centreDisc,
  consensusMap,
  minMax,
  randomScore,
  scoreSample,
  summarize,
  upsampleMap,
} from "@ssl/metrics-ciou";
import ndarray from "ndarray";

/**
 * Scores a folder of maps beside what needs no model.
 *
 * Each map is upsampled bilinearly to its picture's size and stretched to 0 … 1, then scored. Other
 * ways to bring a map to the thresholds' range give other scores: change them here.
 *
 * @param {string} folder - of JSON files `{ map, width, height, annotators }`, one a sample: `map` in
 *   rows, of any size; `annotators` each a list of boxes in pixels of the picture
 * @returns the summaries of the maps, of uniform noise and of a disc in the middle, by name
 */
export async function scoreFolder(folder) {
  const files = (await readdir(folder)).filter((file) => file.endsWith(".json")).sort();
  /** @type {Record<string, import("@ssl/metrics-ciou").SampleScore[]>} */
  const scores = { "your maps": [], noise: [], "centre disc": [] };
  for (const file of files) {
    const sample = JSON.parse(await readFile(join(folder, file), "utf8"));
    try {
      for (const [name, score] of Object.entries(scoreOne(sample))) scores[name]?.push(score);
    } catch (cause) {
      throw new Error(`scoreFolder: cannot score ${join(folder, file)}.`, { cause });
    }
  }
  return Object.fromEntries(Object.entries(scores).map(([name, of]) => [name, summarize(of)]));
}

/** @param {{ map: number[][], width: number, height: number, annotators: import("@ssl/metrics-ciou").Box[][] }} sample */
function scoreOne({ map, width, height, annotators }) {
  const size = { width, height };
  const truth = consensusMap(annotators, size);
  const cells = ndarray(map.flat(), [map.length, map[0]?.length ?? 0]);
  return {
    "your maps": scoreSample(minMax(upsampleMap(cells, size)), truth),
    noise: randomScore(truth),
    "centre disc": scoreSample(centreDisc(size), truth),
  };
}
