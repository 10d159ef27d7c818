import fc from "fast-check";
import { expect, test } from "vitest";
import {
  addToScoreSet,
  areaUnderCurve,
  emptyScoreSet,
  mergeScoreSets,
  type Protocol,
  type ProtocolSample,
  publishedProtocols,
  type SampleScore,
  type ScoreSet,
  scoreSetSummary,
  summarize,
  thresholds,
} from "../src/index.ts";

const protocolOf = (id: string): Protocol =>
  publishedProtocols.find((protocol) => protocol.id === id)!;
const hche11 = protocolOf("hche11");
const paper = protocolOf("oya-minmax-224");

const ious = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.constantFrom(0, 0.5, 0.15000000000000002, 0.15, 1, Number.NaN),
);
const samples = fc.array(
  fc
    .record({ ciou: ious, curve: fc.array(ious, { minLength: 21, maxLength: 21 }) })
    .map(({ ciou, curve }) => ({ ciou, curve: Float64Array.from(curve) })),
  { maxLength: 5 },
);

function setOf(protocol: Protocol, scores: readonly ProtocolSample[]): ScoreSet {
  return scores.reduce((set, { ciou, curve }) => {
    const sample = protocol.summary === "paper" && curve ? { ciou, curve } : { ciou };
    return addToScoreSet(set, sample);
  }, emptyScoreSet(protocol));
}

test.each([hche11, paper])("sets of $id merge in any order to the same bytes", (protocol) => {
  fc.assert(
    fc.property(samples, samples, samples, (a, b, c) => {
      const [first, second, third] = [a, b, c].map((own) => setOf(protocol, own)) as [
        ScoreSet,
        ScoreSet,
        ScoreSet,
      ];
      const one = JSON.stringify(setOf(protocol, [...a, ...b, ...c]));
      const left = mergeScoreSets(mergeScoreSets(first, second), third);
      const right = mergeScoreSets(third, mergeScoreSets(second, first));
      expect(JSON.stringify(left)).toBe(one);
      expect(JSON.stringify(right)).toBe(one);
      expect(mergeScoreSets(first, emptyScoreSet(protocol))).toEqual(first);
    }),
  );
});

test("a set survives JSON, and its summary too", () => {
  const set = setOf(paper, [{ ciou: 0.25, curve: new Float64Array(21).fill(0.1) }]);
  const revived = JSON.parse(JSON.stringify(set)) as ScoreSet;
  expect(revived).toEqual(set);
  expect(scoreSetSummary(revived)).toEqual(scoreSetSummary(set));
  expect(mergeScoreSets(revived, set).count).toBe(2);
});

test("the field's numbers are those of the samples", () => {
  fc.assert(
    fc.property(fc.array(ious, { minLength: 1, maxLength: 30 }), (all) => {
      const summary = scoreSetSummary(
        setOf(
          hche11,
          all.map((ciou) => ({ ciou })),
        ),
      );
      const defined = all.filter((ciou) => !Number.isNaN(ciou));
      const shares = thresholds().map(
        (bar) => all.filter((ciou) => ciou >= bar).length / all.length,
      );
      const mean = defined.reduce((sum, ciou) => sum + ciou, 0) / defined.length;
      expect(summary).toEqual({
        summary: "success",
        count: all.length,
        nan: all.length - defined.length,
        ciou50: shares[10],
        auc: areaUnderCurve(shares, thresholds()),
        meanCiou: defined.length > 0 ? expect.closeTo(mean, 9) : Number.NaN,
      });
    }),
  );
});

test("the paper's numbers are those of summarize", () => {
  const some = samples.filter((all) => all.length > 0);
  fc.assert(
    fc.property(some, (all) => {
      const summary = scoreSetSummary(setOf(paper, all));
      if (summary.summary !== "paper") throw new TypeError("expected the paper's numbers");
      const scores = all.map(({ ciou, curve }): SampleScore => ({ atHalf: ciou, curve }));
      const expected = summarize(scores);
      for (const [mine, theirs] of [
        [summary.meanAtHalf, expected.paper.ciou],
        [summary.aucOfMean, expected.paper.auc],
        [summary.successAtHalf, expected.success.ciou],
        [summary.successAuc, expected.success.auc],
      ] as const) {
        if (Number.isNaN(theirs)) expect(mine).toBeNaN();
        else expect(Math.abs(mine - theirs)).toBeLessThan(1e-9);
      }
      expect(summary.nan).toBe(expected.undefinedCount);
    }),
  );
});

test("the largest sums are exact, and one sample more is refused", () => {
  const one = addToScoreSet(emptyScoreSet(hche11), { ciou: 1 });
  let set = one;
  for (let i = 0; i < 21; i++) set = mergeScoreSets(set, set);
  expect(set.count).toBe(2 ** 21);
  expect(set.sum).toBe(2 ** 53);
  expect(scoreSetSummary(set)).toMatchObject({ ciou50: 1, meanCiou: 1 });
  const text =
    "expected at most 2097152 samples in a set, got 2097153. " +
    "Beyond that its sums would not be exact; keep several sets.";
  expect(() => mergeScoreSets(set, one)).toThrow(new RangeError(`mergeScoreSets: ${text}`));
  expect(() => addToScoreSet(set, { ciou: 0 })).toThrow(new RangeError(`addToScoreSet: ${text}`));
});

test("sets of different protocols do not merge, whatever their ids say", () => {
  const other = { ...hche11, threshold: { above: 0.5 } };
  expect(() => mergeScoreSets(emptyScoreSet(hche11), emptyScoreSet(other))).toThrow(
    /^mergeScoreSets: expected sets of one protocol, got .*\. Numbers of different protocols cannot be joined\.$/,
  );
  const { id, ...rest } = hche11;
  const reordered: Protocol = { ...rest, id };
  expect(mergeScoreSets(emptyScoreSet(hche11), emptyScoreSet(reordered)).protocol).toBe(hche11);
});

test("a sample that is not one of the protocol's is refused", () => {
  const set = emptyScoreSet(hche11);
  expect(() => addToScoreSet(set, { ciou: 1.01 })).toThrow(
    new RangeError("addToScoreSet: expected ciou in 0…1 or NaN, got 1.01."),
  );
  const cure = "Score the sample under the set's own protocol.";
  expect(() => addToScoreSet(set, { ciou: 1, curve: new Float64Array(21) })).toThrow(
    new RangeError(
      `addToScoreSet: expected no curve under protocol "hche11", got one of 21. ${cure}`,
    ),
  );
  expect(() => addToScoreSet(emptyScoreSet(paper), { ciou: 1 })).toThrow(
    new RangeError(
      "addToScoreSet: expected a curve of 21 values under " +
        `protocol "oya-minmax-224", got none. ${cure}`,
    ),
  );
  const curve = new Float64Array(21).fill(-1, 3, 4);
  expect(() => addToScoreSet(emptyScoreSet(paper), { ciou: 1, curve })).toThrow(
    new RangeError("addToScoreSet: expected curve[3] in 0…1 or NaN, got -1."),
  );
});

test("an empty set has no summary", () => {
  expect(() => scoreSetSummary(emptyScoreSet(hche11))).toThrow(
    new RangeError("scoreSetSummary: expected a set of at least one sample, got none."),
  );
});
