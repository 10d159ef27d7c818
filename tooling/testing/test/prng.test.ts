import { expect, test } from "vitest";
import { fnv1a32, type GoldenEntry, goldenTensor, mulberry32, readGolden } from "../src/index.ts";

const golden = readGolden<{
  fnv1a32: [string, number][];
  mulberry32: { seed: number; uint32: number[] }[];
  cases: Record<string, unknown>[];
}>("prng", import.meta.url);

test("fnv1a32 hashes the reference's names to the reference's numbers", () => {
  for (const [text, hash] of golden.fnv1a32) expect(fnv1a32(text), text).toBe(hash);
});

test("mulberry32 gives the reference's first outputs for every seed", () => {
  for (const { seed, uint32 } of golden.mulberry32) {
    const next = mulberry32(seed);
    expect(uint32.map(() => next())).toEqual(uint32);
  }
});

test("goldenTensor fills whole tensors bit for bit", () => {
  for (const { id, seed, tensor, values } of golden.cases as {
    id: string;
    seed: number;
    tensor: GoldenEntry;
    values: number[];
  }[]) {
    expect([...goldenTensor(tensor, seed).data], id).toEqual(values);
  }
});
