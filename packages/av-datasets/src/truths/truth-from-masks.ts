import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { decodePng } from "../maps/decode-png.ts";
import { UNMARKED } from "./box-samples.ts";
import { packedMask } from "./packed-mask.ts";
import type { TruthNote, TruthSample } from "./truth-set.ts";

/** Files that are decoded at a time. */
const AT_ONCE = 8;

/** Reads masks, a PNG a sample: what is not black is marked. The file's name is the id. */
export async function truthFromMasks(
  folder: string,
  names: readonly string[],
): Promise<{ samples: TruthSample[]; notes: TruthNote[] }> {
  const read = await inTurn(names, async (name) => {
    const path = join(folder, name);
    const { data, width, height } = await decodePng("readTruth", await readFile(path), path);
    const marked = (pixel: number): boolean =>
      data[3 * pixel]! > 0 || data[3 * pixel + 1]! > 0 || data[3 * pixel + 2]! > 0;
    const sample = {
      id: name.replace(/\.[^.]*$/, ""),
      annotation: packedMask(marked, width, height),
    };
    return { sample, blank: data.every((value) => value === 0) };
  });
  const ids = read.filter(({ blank }) => blank).map(({ sample }) => sample.id);
  const message = `${ids.length} of ${read.length} ${UNMARKED}`;
  return {
    samples: read.map(({ sample }) => sample),
    notes: ids.length > 0 ? [{ kind: "unmarked", message, ids }] : [],
  };
}

/** Does the same with every name, a few at a time. */
async function inTurn<T>(
  names: readonly string[],
  work: (name: string) => Promise<T>,
): Promise<T[]> {
  const done: T[] = [];
  for (let start = 0; start < names.length; start += AT_ONCE) {
    done.push(...(await Promise.all(names.slice(start, start + AT_ONCE).map(work))));
  }
  return done;
}
