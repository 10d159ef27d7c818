import { bootstrapIntervals } from "@ssl/metrics-ciou";
import { expect, test } from "vitest";
import {
  clusteredStatistic,
  clusterMeans,
  clustersOf,
  differenceOf,
  estimatesOf,
} from "../src/audit/audit-estimates.ts";

const draws = { seed: 3, resamples: 500 };

test("samples of one name are one cluster, in the order in which they come", () => {
  expect(clustersOf(["park", "yard", "park", "farm"])).toEqual({ count: 3, of: [0, 1, 0, 2] });
});

test("a cluster's value is the mean of its defined ones", () => {
  const clusters = clustersOf(["park", "yard", "park", "yard", "farm"]);
  const means = clusterMeans([1, 2, 3, Number.NaN, Number.NaN], clusters);
  expect([...means]).toEqual([2, 2, Number.NaN]);
});

test("intervals are those of the clusters: what comes twice is not known twice", () => {
  const values = [0.1, 0.7, 0.3, 0.9, 0.5, 0.4];
  const twice = [...values, ...values];
  const clusters = clustersOf(["a", "b", "c", "d", "e", "f", "a", "b", "c", "d", "e", "f"]);
  const [estimate] = estimatesOf([clusteredStatistic({ columns: [twice] }, clusters)], draws);
  const [once] = bootstrapIntervals([{ columns: [values] }], draws);
  expect(estimate!.n).toBe(6);
  expect(estimate!.value).toBeCloseTo(once!.estimate, 12);
  estimate!.interval.forEach((end, i) => {
    expect(end).toBeCloseTo(once!.bca[i]!, 12);
  });
});

test("a difference is drawn cluster by cluster, and counts those that have both", () => {
  const one = { columns: [[1, 2, 3, 4]] };
  const other = { columns: [[0, 1, 2, Number.NaN]] };
  const [same, gap] = estimatesOf([differenceOf(one, one), differenceOf(one, other)], draws);
  expect(same).toEqual({ value: 0, interval: [0, 0], n: 4 });
  expect(gap!.n).toBe(3);
  expect(gap!.value).toBe(2.5 - 1);
});

test("weights stay with their columns", () => {
  const weighted = {
    columns: [
      [1, 3],
      [10, 30],
    ],
    weights: [2, 0.5],
  };
  const clusters = clustersOf(["a", "b"]);
  const [estimate] = estimatesOf([clusteredStatistic(weighted, clusters)], draws);
  expect(estimate!.value).toBe(2 * 2 + 0.5 * 20);
  const [none] = estimatesOf([differenceOf(weighted, weighted)], draws);
  expect(none!.value).toBe(0);
});

test("nothing asked for is nothing", () => {
  expect(estimatesOf([], draws)).toEqual([]);
});
