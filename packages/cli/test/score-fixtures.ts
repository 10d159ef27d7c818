import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { writeNpy } from "@ssl/tensor-files";

/** The file of published evaluators' scores (docs/golden-vectors.md). */
const golden = JSON.parse(
  readFileSync(
    new URL("../../metrics-ciou/test/golden/published-protocols.json", import.meta.url),
    "utf8",
  ),
) as {
  readonly cases: readonly GoldenCase[];
  readonly datasets: readonly GoldenSet[];
};

interface GoldenCase {
  readonly id: string;
  readonly name: string;
  readonly heatmap: {
    readonly h: number;
    readonly w: number;
    readonly data?: readonly number[];
    readonly generator?: { readonly terms: readonly (readonly [number, number, number, number])[] };
  };
  readonly annotators_256?: readonly (readonly (readonly number[])[])[];
  readonly boxes_norm?: readonly (readonly number[])[];
  readonly boxes_224?: readonly (readonly number[])[];
}

interface GoldenSet {
  readonly name: string;
  readonly case_ids: readonly string[];
  readonly expect: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** A set of the published evaluators' cases, with the scores of each evaluator. */
export function goldenSet(name: string): { cases: GoldenCase[]; expect: GoldenSet["expect"] } {
  const { case_ids: ids, expect } = golden.datasets.find((set) => set.name === name)!;
  return { cases: ids.map((id) => golden.cases.find((one) => one.id === id)!), expect };
}

/** Writes the maps of golden cases as NumPy files under their names. */
export function writeGoldenMaps(folder: string, cases: readonly GoldenCase[]): string {
  mkdirSync(folder, { recursive: true });
  for (const { name, heatmap } of cases) {
    const { h, w } = heatmap;
    const data = Float32Array.from({ length: h * w }, (_, i) => {
      if (heatmap.data) return heatmap.data[i]!;
      const [x, y] = [i % w, Math.floor(i / w)];
      return heatmap.generator!.terms.reduce(
        (sum, [amplitude, fx, fy, phase]) =>
          sum + amplitude * Math.cos((2 * Math.PI * (fx * x + fy * y)) / 224 + phase),
        0,
      );
    });
    writeFileSync(join(folder, `${name}.npy`), writeNpy({ shape: [h, w], data }));
  }
  return folder;
}

interface SmallTruth {
  readonly [field: string]: unknown;
  readonly samples: readonly {
    readonly id: string;
    readonly group?: string;
    readonly annotators: readonly (readonly (readonly number[])[])[];
  }[];
}

/** A small truth of our own: three samples, two of one group, boxes on a frame of 20 × 10. */
export const smallTruth: SmallTruth = {
  schema: "ssl-truth/1",
  name: "small",
  coordinates: "pixels",
  width: 20,
  height: 10,
  consensus: 1,
  samples: [
    { id: "a", group: "g", annotators: [[[0, 0, 10, 10]]] },
    { id: "b", group: "g", annotators: [[[10, 0, 20, 10]]] },
    { id: "c", annotators: [[[0, 0, 20, 5]], [[0, 5, 20, 10]]] },
  ],
};

/** Writes maps of 2 × 2 as NumPy files, by id. */
export function writeMaps(
  folder: string,
  maps: Readonly<Record<string, readonly number[]>>,
): string {
  mkdirSync(folder, { recursive: true });
  for (const [id, values] of Object.entries(maps)) {
    const side = Math.sqrt(values.length);
    writeFileSync(
      join(folder, `${id}.npy`),
      writeNpy({ shape: [side, side], data: Float32Array.from(values) }),
    );
  }
  return folder;
}

/** Maps that point at the truth of `smallTruth`, but for that of `c`. */
export const smallMaps: Readonly<Record<string, readonly number[]>> = {
  a: [1, 0, 1, 0],
  b: [0, 1, 0, 1],
  c: [0, 0, 1, 0.1],
};

/** Writes an object as JSON. */
export function writeJson(path: string, value: unknown): string {
  writeFileSync(path, JSON.stringify(value));
  return path;
}

/** An archive with one array whose directory says 1 kB, and which unpacks to 64 MB of zeros. */
export function zipBomb(): Uint8Array {
  const name = Buffer.from("a.npy");
  const packed = deflateRawSync(Buffer.alloc(2 ** 26));
  const sizes = (entry: Buffer, at: number): void => {
    entry.writeUInt32LE(packed.length, at);
    entry.writeUInt32LE(1024, at + 4);
    entry.writeUInt16LE(name.length, at + 8);
  };
  const local = Buffer.alloc(30);
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(20, 4);
  local.writeUInt16LE(8, 8);
  sizes(local, 18);
  const central = Buffer.alloc(46);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(20, 4);
  central.writeUInt16LE(20, 6);
  central.writeUInt16LE(8, 10);
  sizes(central, 20);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + name.length, 12);
  end.writeUInt32LE(local.length + name.length + packed.length, 16);
  return Buffer.concat([local, name, packed, central, name, end]);
}
