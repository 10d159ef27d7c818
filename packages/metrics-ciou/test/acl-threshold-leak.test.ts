import { expectClose } from "@ssl/testing";
import { describe, expect, test } from "vitest";
import { consensusIou, summarize, thresholds } from "../src/index.ts";
import { casesOf, mapOf, published, truthOf } from "./published-beyond.ts";

// ACL's evaluator, without a threshold given, takes the median of the first map of a batch and keeps
// it for the rest of the batch.
describe("the threshold that leaks through ACL's batches", () => {
  const { case_ids, by_batch_size } = published.acl_none_threshold_leak;
  const samples = casesOf(case_ids).map((sample) => ({
    map: mapOf(sample),
    truth: truthOf(sample),
  }));
  const medians = samples.map(({ map }) => map.data.toSorted()[map.data.length / 2]!);
  const withBatches = (size: number): { ciou: number; auc: number } =>
    summarize(
      samples.map(({ map, truth }, i) => ({
        atHalf: consensusIou(map, truth, medians[i - (i % size)]!),
        curve: thresholds(),
      })),
    ).success;

  test.each(Object.entries(by_batch_size))(
    "explains the published score with batches of %s",
    (size, expected) => {
      const { ciou, auc } = withBatches(Number(size));
      expectClose([ciou, auc], [expected.ciou50, expected.auc], { rtol: 0, atol: 1e-9 });
    },
  );

  test("is gone with batches of 1: the score is that of each map's own median", () => {
    const own = casesOf(case_ids).map((sample) => ({
      atHalf: sample.expect.hche11!.ciou,
      curve: thresholds(),
    }));
    expect(withBatches(1).ciou).toBe(summarize(own).success.ciou);
    expect(withBatches(1).auc).toBe(summarize(own).success.auc);
  });
});
