import { consensusIou, type Grid, minMax, upsampleMap } from "@ssl/metrics-ciou";
import type { AuditMap } from "../src/audit-sample.ts";

/** Pixels on each side of the square on which maps are scored: that of most published protocols. */
export const SIDE = 224;

/** A map's levels as it was kept, resized to the square and stretched to 0 … 1. */
export function scoredMap({ width, height, values }: AuditMap): Grid & { data: Float32Array } {
  const bytes = atob(values);
  const levels = Float32Array.from({ length: width * height }, (_, i) => bytes.charCodeAt(i));
  const map = { data: levels, shape: [height, width], stride: [width, 1], offset: 0 };
  return minMax(upsampleMap(map, { height: SIDE, width: SIDE }));
}

/** The ground truth on the square: boxes over a pixel, in units of the consensus, capped at 1. */
export function scoredTruth(
  boxes: readonly (readonly [left: number, top: number, right: number, bottom: number])[],
  consensus: number,
): Grid {
  const pixel = (edge: number): number => Math.floor(SIDE * Math.min(1, Math.max(0, edge)));
  const count = new Float32Array(SIDE * SIDE);
  for (const [left, top, right, bottom] of boxes) {
    for (let y = pixel(top); y < pixel(bottom); y++) {
      for (let x = pixel(left); x < pixel(right); x++) count[y * SIDE + x]! += 1;
    }
  }
  const data = count.map((boxesHere) => Math.min(1, boxesHere / consensus));
  return { data, shape: [SIDE, SIDE], stride: [SIDE, 1], offset: 0 };
}

/** Eq. (8) of Oya et al. 2020 at a threshold. */
export function scoreAt(map: Grid, truth: Grid, threshold: number): number {
  return consensusIou(map, truth, threshold);
}
