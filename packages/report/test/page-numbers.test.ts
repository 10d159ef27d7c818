import {
  type Annotation,
  consensusIou,
  minMax,
  publishedProtocols,
  scoreUnder,
  truthMap,
  upsampleMap,
} from "@ssl/metrics-ciou";
import fc from "fast-check";
import ndarray from "ndarray";
import { expect, test } from "vitest";
import { maskOverlay } from "../page/mask-overlay.ts";
import plainArray from "../page/plain-array.ts";
import { SIDE, scoreAt, scoredMap, scoredTruth } from "../page/scored-map.ts";
import { auditMap } from "../src/index.ts";

const square = { height: SIDE, width: SIDE };
const oya = publishedProtocols.find(({ id }) => id === "oya-minmax-224")!;

type Corners = [number, number, number, number];

const share = fc.double({ min: -0.2, max: 1.2, noNaN: true });
const box = fc
  .tuple(share, share, share, share)
  .map(([a, b, c, d]): Corners => [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)]);

function annotation(boxes: readonly Corners[], consensus: number): Annotation {
  const named = boxes.map(([left, top, right, bottom]) => ({ left, top, right, bottom }));
  return { annotators: [named], frame: { height: 1, width: 1 }, consensus };
}

test("the page marks what the protocols mark", () => {
  fc.assert(
    fc.property(fc.array(box, { maxLength: 4 }), fc.constantFrom(1, 2), (boxes, consensus) => {
      const rule = { truth: "boxes", size: square } as const;
      const expected = truthMap(annotation(boxes, consensus), rule);
      const found = scoredTruth(boxes, consensus).data as Float32Array;
      expect(found.every((value, i) => value === expected.data[i])).toBe(true);
    }),
    { numRuns: 40 },
  );
});

test("the page's consensus IoU is the package's, of the same map at the same threshold", () => {
  const values = fc.array(fc.float({ min: -1, max: 1, noNaN: true }), {
    minLength: 35,
    maxLength: 35,
  });
  fc.assert(
    fc.property(
      values,
      fc.array(box, { maxLength: 3 }),
      fc.integer({ min: 0, max: 100 }),
      (list, boxes, step) => {
        const kept = auditMap(ndarray(Float32Array.from(list), [5, 7]), { side: 16 });
        const levels = Float32Array.from(atob(kept.values), (c) => c.charCodeAt(0));
        const map = ndarray(levels, [5, 7]);
        const threshold = step / 100;
        const found = scoreAt(scoredMap(kept), scoredTruth(boxes, 1), threshold);
        const truth = truthMap(annotation(boxes, 1), { truth: "boxes", size: square });
        const plain = consensusIou(minMax(upsampleMap(map, square)), truth, threshold);
        expect(found).toBe(plain);
        if (step === 50) {
          const [score] = scoreUnder(map, annotation(boxes, 1), [oya]);
          expect(found).toBeCloseTo(score!.ciou, 3);
        }
      },
    ),
    { numRuns: 40 },
  );
});

test("at 0.5 the page's number is that of oya-minmax-224", () => {
  const values = Float32Array.from({ length: 196 }, (_, i) => Math.sin(i * 0.7) + Math.cos(i / 9));
  const map = ndarray(values, [14, 14]);
  const boxes: Corners[] = [[0.1, 0.2, 0.7, 0.9]];
  const kept = auditMap(map, { side: 32 });
  const levels = ndarray(
    Float32Array.from(atob(kept.values), (c) => c.charCodeAt(0)),
    [14, 14],
  );
  const found = scoreAt(scoredMap(kept), scoredTruth(boxes, 1), 0.5);
  const [ofLevels] = scoreUnder(levels, annotation(boxes, 1), [oya]);
  const [ofMap] = scoreUnder(map, annotation(boxes, 1), [oya]);
  expect(found).toBeCloseTo(ofLevels!.ciou, 4);
  expect(Math.abs(found - ofMap!.ciou)).toBeLessThan(0.01);
});

test("an overlay has the map's colours at 0.6 and a white and black edge around the mask", () => {
  const colours = Array.from({ length: 256 }, (_, i) => [i, 0, 255 - i] as const);
  const map = new Float32Array(100).fill(0.2);
  for (let y = 0; y < 10; y++) map.fill(1, y * 10 + 5, y * 10 + 10);
  const pixels = maskOverlay(map, { side: 10, threshold: 0.2, colours });
  const row = Array.from({ length: 10 }, (_, x) => [
    ...pixels.subarray((50 + x) * 4, (51 + x) * 4),
  ]);
  expect(row.slice(0, 3)).toEqual(Array(3).fill([51, 0, 204, 153]));
  expect(row.slice(3, 5)).toEqual(Array(2).fill([0, 0, 0, 255]));
  expect(row.slice(5, 7)).toEqual(Array(2).fill([255, 255, 255, 255]));
  expect(row[7]).toEqual([255, 0, 0, 153]);
  // The picture's border is the mask's edge too.
  expect(row.slice(8)).toEqual(Array(2).fill([255, 255, 255, 255]));
});

test("the page's arrays describe their data as ndarray does", () => {
  const data = Float32Array.of(1, 2, 3, 4, 5, 6);
  const { shape, stride, offset } = ndarray(data, [2, 3]);
  expect(plainArray(data, [2, 3])).toEqual({ data, shape, stride, offset });
});
