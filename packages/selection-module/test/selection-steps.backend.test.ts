import { expectClose, expectNoLeak } from "@ssl/testing";
import {
  dispose,
  grad,
  ones,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor4D,
  tensor,
  tensor1d,
  tensor2d,
  tensor3d,
  tensor4d,
  tidy,
  zeros,
} from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  attentionMap,
  candidateSounds,
  filteredFeatures,
  identitySelectionWeights,
  localizationMap,
  similarityLoss,
  uniformPotential,
} from "../src/index.ts";

expectNoLeak();

const exact = { rtol: 1e-6, atol: 1e-6 };

test("attention is the cosine, 0 for a zero vector, one map a candidate", async () => {
  const features = tensor4d([
    [
      [
        [3, 4],
        [0, 0],
      ],
    ],
  ]);
  const sounds = tensor3d([
    [
      [2, 0],
      [3, 4],
      [0, 0],
    ],
  ]);
  const map = attentionMap(features, sounds);
  expect(map.shape).toEqual([1, 3, 1, 2]);
  expectClose(await map.data(), [0.6, 0, 1, 0, 0, 0], exact);
  dispose([features, sounds, map]);
});

test("attention does not change when a sound gets louder", async () => {
  const positive = fc.float({ min: Math.fround(0.01), max: 10, noNaN: true });
  await fc.assert(
    fc.asyncProperty(fc.array(positive, { minLength: 5, maxLength: 5 }), async (numbers) => {
      const [a, b, c, d, louder] = numbers as [number, number, number, number, number];
      const features = tensor4d([[[[a, b]]]]);
      const sounds = tensor3d([
        [
          [c, d],
          [c * louder, d * louder],
        ],
      ]);
      const map = attentionMap(features, sounds);
      const [quiet, loud] = await map.data();
      expect(Math.abs(quiet! - loud!)).toBeLessThan(1e-5);
      dispose([features, sounds, map]);
    }),
    { numRuns: 20, seed: 1 },
  );
});

test("a localization map sums to 1, or is 0 where nothing is attended to", async () => {
  const attention = tensor4d([[[[1, 0.5, 0]], [[0, 0, 0]]]]);
  const potential = tensor3d([[[0.2, 0.4, 0.4]]]);
  const map = localizationMap(attention, potential);
  expectClose(await map.data(), [0.5, 0.5, 0, 0, 0, 0], exact);
  dispose([attention, potential, map]);
});

test("filtered features are two rectified layers of the features under the map, by hand", async () => {
  const features = tensor4d([
    [
      [
        [1, 0],
        [3, 2],
      ],
    ],
  ]);
  const localization = tensor4d([[[[0.25, 0.75]], [[0, 0]]]]);
  const weights = {
    "selection.fc1.kernel": tensor2d([
      [2, 0],
      [0, -1],
    ]),
    "selection.fc1.bias": tensor1d([1, 1]),
    "selection.fc2.kernel": tensor2d([
      [1, 0],
      [0, 1],
    ]),
    "selection.fc2.bias": tensor1d([-2, 0.25]),
  };
  const options = { features: 2, mode: "inference" } as const;
  const misfit = ones([1, 2, 2, 2]) as Tensor4D;
  const { filtered } = filteredFeatures({ features, localization }, weights, options);
  // Pooled (2.5, 1.5), then (6, -0.5) rectified to (6, 0); of an empty map (1, 1).
  expectClose(await filtered.data(), [4, 0.25, 0, 1.25], exact);
  expect(() => filteredFeatures({ features, localization: misfit }, weights, options)).toThrow(
    "filteredFeatures: expected localization of shape [1, m, 1, 2], the features' batch and sides, " +
      "got [1, 2, 2, 2].",
  );
  dispose([features, localization, misfit, weights, filtered]);
});

test("with identity weights, filtered features are the features under the map", async () => {
  const features = tensor4d([1, 0, 3, 2], [1, 1, 2, 2]);
  const localization = tensor4d([0.25, 0.75], [1, 1, 1, 2]);
  const weights = Object.fromEntries(
    Object.entries(identitySelectionWeights({ features: 2 })).map(([name, { data, shape }]) => {
      return [name, tensor(data, shape)];
    }),
  );
  const options = { features: 2, mode: "inference" } as const;
  const { filtered } = filteredFeatures({ features, localization }, weights, options);
  expectClose(await filtered.data(), [2.5, 1.5], exact);
  dispose([features, localization, weights, filtered]);
});

test("inputs of another rank or another K are refused", () => {
  tidy(() => {
    const vector: Tensor = tensor1d([1, 2]);
    const features: Tensor4D = ones([1, 2, 2, 3]);
    const localization: Tensor4D = ones([1, 1, 2, 2]);
    const options = { features: 2, mode: "inference" } as const;
    expect(() => filteredFeatures({ features, localization }, {}, options)).toThrow(
      "filteredFeatures: expected features of shape [batch, height, width, 2], got [1, 2, 2, 3].",
    );
    expect(() => attentionMap(vector as Tensor4D, zeros([1, 1, 2]))).toThrow(
      "attentionMap: expected features of shape [batch, height, width, K], got [2].",
    );
    expect(() => localizationMap(vector as Tensor4D, zeros([1, 2, 2]))).toThrow(
      "localizationMap: expected attention of shape [batch, m, height, width], got [2].",
    );
    expect(() => candidateSounds(vector as Tensor2D, "all")).toThrow(
      "candidateSounds: expected sounds of shape [batch, K], got [2].",
    );
  });
});

test("the loss weighs positives and negatives alike, however many negatives there are", async () => {
  const cosine = tensor2d([
    [1, 0.5, 0.25, 0],
    [0.5, 0.5, 0.25, 0],
  ]);
  const found = similarityLoss(cosine);
  expect((await found.positive.data())[0]).toBeCloseTo(0.25, 6);
  expect((await found.negative.data())[0]).toBeCloseTo(0.25, 6);
  expect((await found.loss.data())[0]).toBeCloseTo(0.25, 6);
  dispose([cosine, found]);
});

test("a loss without negatives is refused", () => {
  const cosine = tensor2d([[1], [1]]);
  expect(() => similarityLoss(cosine)).toThrow(
    "similarityLoss: expected cosine of shape [batch, m] with m of at least 2, got [2, 1]. " +
      "Column 0 is the positive pair, the others are negatives.",
  );
  cosine.dispose();
});

test("candidates are the own sound, then its negative, or all others in turn", async () => {
  const sounds = tensor2d([
    [5, 0.5],
    [6, 0.6],
    [7, 0.7],
  ]);
  const two = candidateSounds(sounds, Int32Array.of(2, 0, 1));
  const all = candidateSounds(sounds, "all");
  expect(two.shape).toEqual([3, 2, 2]);
  expect(all.shape).toEqual([3, 3, 2]);
  const firsts = async (of: Tensor): Promise<number[]> =>
    [...(await of.data())].filter((_, i) => i % 2 === 0);
  expect(await firsts(two)).toEqual([5, 7, 6, 5, 7, 6]);
  expect(await firsts(all)).toEqual([5, 6, 7, 6, 7, 5, 7, 5, 6]);
  dispose([sounds, two, all]);
});

test("every sound gets the gradients of all pairs it is in", async () => {
  const sounds = tensor2d([[5], [6], [7]]);
  const found = grad((x: Tensor) => sum(candidateSounds(x as Tensor2D, "all")))(sounds);
  expect(await found.data()).toEqual(new Float32Array([3, 3, 3]));
  dispose([sounds, found]);
});

test("a negative that is no other sound of the batch is refused", () => {
  const sounds = zeros([3, 2]) as Tensor2D;
  expect(() => candidateSounds(sounds, Int32Array.of(1, 1, 0))).toThrow(
    "candidateSounds: expected the negative of picture 1 to be another one's index in 0 … 2, got 1. " +
      "derangement(3, stream) draws such negatives.",
  );
  expect(() => candidateSounds(sounds, Int32Array.of(1, 3, 0))).toThrow("in 0 … 2, got 3.");
  expect(() => candidateSounds(sounds, Int32Array.of(1, 0))).toThrow(
    "candidateSounds: expected one negative for each of 3 pictures, got 2.",
  );
  sounds.dispose();
});

test("the uniform potential leaves the choice to attention alone", async () => {
  const potential = uniformPotential([2, 2, 3]);
  expectClose(await potential.data(), new Array(12).fill(1 / 6), exact);
  const attention = tensor4d([0.2, 0.2, 0.2, 0.2, 0.2, 0], [1, 1, 2, 3]) as Tensor4D;
  const first = uniformPotential([1, 2, 3]);
  const map = localizationMap(attention, first);
  expectClose(await map.data(), [0.2, 0.2, 0.2, 0.2, 0.2, 0], exact);
  dispose([potential, attention, first, map]);
});
