import {
  asTensors,
  type ExpectedTensor,
  expectClose,
  expectGolden,
  expectNoLeak,
  type GoldenArray,
  type GoldenEntry,
  goldenTensors,
  readGolden,
} from "@ssl/testing";
import {
  add,
  addN,
  dispose,
  div,
  expandDims,
  grads,
  matMul,
  mean,
  mul,
  ones,
  relu,
  reshape,
  slice,
  softmax,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  type Tensor4D,
  tidy,
  zeros,
} from "@tensorflow/tfjs-core";
import { describe, expect, test } from "vitest";
import {
  candidateSounds,
  initialSelectionWeights,
  selectSource,
  similarityLoss,
  uniformPotential,
} from "../src/index.ts";
import { pooledFeatures } from "../src/pooled-features.ts";

expectNoLeak();

interface Case {
  readonly id: string;
  readonly seed: number;
  readonly k: number;
  readonly constantMap: boolean;
  readonly negatives: number[];
  readonly edits: { readonly tensor: string; readonly at: number[]; readonly value: number }[];
  readonly inputs: GoldenEntry[];
  readonly weights: GoldenEntry[];
  readonly expected: Record<string, ExpectedTensor>;
}

const { cases } = readGolden<{ cases: Case[] }>("selection", import.meta.url);

/** Sets everything below the index prefix `at` to `value`. */
function edit({ shape, data }: GoldenArray, at: readonly number[], value: number): void {
  const size = shape.slice(at.length).reduce((product, side) => product * side, 1);
  const index = at.reduce((sum, position, axis) => sum * shape[axis]! + position, 0);
  data.fill(value, index * size, (index + 1) * size);
}

/** One pass with the positive and the negative sounds, on features before their ReLU. */
function pass(golden: Case, tensors: Record<string, Tensor>) {
  const features = relu(tensors.v as Tensor4D);
  const sounds = candidateSounds(relu(tensors.s as Tensor2D), Int32Array.from(golden.negatives));
  const [batch, height, width] = features.shape;
  const potential = golden.constantMap
    ? uniformPotential([batch, height, width])
    : (reshape(softmax(reshape(tensors.logits!, [batch, -1])), [batch, height, width]) as Tensor3D);
  const options = { features: golden.k, mode: "inference" } as const;
  const found = selectSource({ features, potential, sounds }, tensors, options);
  const pooled = pooledFeatures(features, found.localization);
  return { ...found, potential, pooled, ...similarityLoss(found.cosine) };
}

describe.each(cases)("golden $id", (golden) => {
  test("maps, features and losses are PyTorch's", async () => {
    const arrays = goldenTensors([...golden.inputs, ...golden.weights], golden.seed);
    for (const { tensor: name, at, value } of golden.edits) edit(arrays[name]!, at, value);
    const tensors = asTensors(arrays);
    const found = tidy(() => pass(golden, tensors));
    const column = (of: Tensor, index: number): Tensor => {
      const [batch, , ...rest] = of.shape;
      const begin = [0, index, ...rest.map(() => 0)];
      return tidy(() => reshape(slice(of, begin, [batch!, 1, ...rest]), [batch!, ...rest]));
    };
    const actual: Record<string, Tensor> = {
      P: found.potential,
      lossPositive: found.positive,
      lossNegative: found.negative,
      loss: found.loss,
    };
    ["positive", "negative"].forEach((pair, index) => {
      actual[`${pair}.A`] = column(found.attention, index);
      actual[`${pair}.alpha`] = column(found.localization, index);
      actual[`${pair}.pooled`] = column(found.pooled, index);
      actual[`${pair}.sHat`] = column(found.filtered, index);
      actual[`${pair}.cos`] = column(found.cosine, index);
    });
    const wanted = Object.keys(golden.expected).filter((name) => !name.startsWith("grad."));
    expect(Object.keys(actual).sort()).toEqual(wanted.sort());
    for (const name of wanted) {
      const values = await actual[name]!.data();
      expectGolden(values, actual[name]!.shape, golden.expected[name]!, name);
    }
    dispose([tensors, found, actual]);
  });

  test("gradients are PyTorch's, finite in the zero cases too", async () => {
    const arrays = goldenTensors([...golden.inputs, ...golden.weights], golden.seed);
    for (const { tensor: name, at, value } of golden.edits) edit(arrays[name]!, at, value);
    const tensors = asTensors(arrays);
    const names = Object.keys(golden.expected)
      .filter((name) => name.startsWith("grad."))
      .map((name) => name.slice("grad.".length));
    const gradients = tidy(() => {
      const values = names.map((name) => tensors[name]!);
      return grads((...changed: Tensor[]) => {
        const moved = Object.fromEntries(names.map((name, i) => [name, changed[i]!]));
        return pass(golden, { ...tensors, ...moved }).loss;
      })(values);
    });
    for (const [i, name] of names.entries()) {
      const values = await gradients[i]!.data();
      expect(values.every(Number.isFinite), name).toBe(true);
      expectGolden(values, gradients[i]!.shape, golden.expected[`grad.${name}`]!, name);
    }
    dispose([tensors, gradients]);
  });
});

const options = { features: 6, mode: "training", batchNorm: "heads" } as const;

function inputs() {
  const entries: GoldenEntry[] = [
    ["features", [3, 2, 4, 6], 0.5, 0.5],
    ["sounds", [3, 6], 0.5, 0.5],
  ];
  const { features, sounds } = asTensors(goldenTensors(entries, 8));
  return { features: features as Tensor4D, sounds: sounds as Tensor2D };
}

test("one pass over all sounds of the batch gives what each pair gives alone", async () => {
  const found = tidy(() => {
    const weights = asTensors(initialSelectionWeights({ features: 6 }, 3));
    const { features, sounds } = inputs();
    const potential = uniformPotential([3, 2, 4]);
    const plain = { features: 6, mode: "inference" } as const;
    const run = (candidates: Tensor3D): Tensor =>
      selectSource({ features, potential, sounds: candidates }, weights, plain).cosine;
    return [
      run(candidateSounds(sounds, "all")),
      run(expandDims(sounds, 1) as Tensor3D),
      run(candidateSounds(sounds, Int32Array.of(1, 2, 0))),
      run(candidateSounds(sounds, Int32Array.of(2, 0, 1))),
    ];
  });
  const [all, own, next, last] = await Promise.all(found.map((cosine) => cosine.data()));
  const close = { rtol: 1e-5, atol: 1e-6 };
  for (let picture = 0; picture < 3; picture++) {
    const row = all!.subarray(picture * 3, picture * 3 + 3);
    const pairs = [own![picture]!, next![picture * 2 + 1]!, last![picture * 2 + 1]!];
    expectClose(row, pairs, close);
    expect(Math.min(...pairs)).toBeGreaterThan(0.01);
  }
  dispose(found);
});

test("normalized heads take statistics over all pairs and return them", async () => {
  const found = tidy(() => {
    const weights = asTensors(initialSelectionWeights(options, 3));
    const { features, sounds } = inputs();
    const given = {
      features,
      potential: uniformPotential([3, 2, 4]),
      sounds: candidateSounds(sounds, "all"),
    };
    const { localization, moving } = selectSource(given, weights, options);
    expect(Object.keys(moving)).toEqual([
      "selection.fcbn1.moving_mean",
      "selection.fcbn1.moving_variance",
      "selection.fcbn2.moving_mean",
      "selection.fcbn2.moving_variance",
    ]);
    const pairs = reshape(pooledFeatures(features, localization), [9, 6]) as Tensor2D;
    const sums = matMul(pairs, weights["selection.fc1.kernel"] as Tensor2D);
    return { mean: moving["selection.fcbn1.moving_mean"]!, wanted: mul(mean(sums, 0), 0.1) };
  });
  expectClose(await found.mean.data(), await found.wanted.data(), { rtol: 1e-4, atol: 1e-6 });
  dispose(found);
});

test("gradients with normalized heads predict how the loss moves", async () => {
  const weights = asTensors(initialSelectionWeights(options, 3));
  const { features, sounds } = inputs();
  const names = Object.keys(weights).filter((name) => !name.includes("moving"));
  const values = [features, sounds, ...names.map((name) => weights[name]!)];
  const loss = (...[of, heard, ...changed]: Tensor[]): Tensor => {
    const learned = Object.fromEntries(names.map((name, i) => [name, changed[i]!]));
    const candidates = candidateSounds(heard as Tensor2D, "all");
    const given = { features: of as Tensor4D, potential: uniformPotential([3, 2, 4]) };
    const inputs = { ...given, sounds: candidates };
    return similarityLoss(selectSource(inputs, { ...weights, ...learned }, options).cosine).loss;
  };
  const step = 1e-3;
  const [slope, change] = tidy(() => {
    const gradients = grads(loss)(values);
    const length = sqrt(addN(gradients.map((gradient) => sum(square(gradient)))));
    const at = (distance: number): Tensor =>
      loss(...values.map((value, i) => add(value, div(mul(gradients[i]!, distance), length))));
    return [length, div(sub(at(step), at(-step)), 2 * step)];
  });
  const predicted = (await slope!.data())[0]!;
  expect(predicted).toBeGreaterThan(0.01);
  expect(Math.abs((await change!.data())[0]! / predicted - 1)).toBeLessThan(0.05);
  dispose([weights, features, sounds, slope!, change!]);
});

test("what does not fit is refused with its cure", () => {
  tidy(() => {
    const weights = asTensors(initialSelectionWeights({ features: 6 }, 3));
    const plain = { features: 6, mode: "inference" } as const;
    const features = ones([3, 2, 4, 6]) as Tensor4D;
    const potential = uniformPotential([3, 2, 4]);
    const sounds = ones([3, 1, 6]) as Tensor3D;
    const given = { features, potential, sounds };
    expect(() => selectSource({ ...given, features: ones([3, 2, 4, 5]) }, weights, plain)).toThrow(
      "selectSource: expected features of shape [batch, height, width, 6], got [3, 2, 4, 5].",
    );
    expect(() => selectSource({ ...given, sounds: ones([2, 1, 6]) }, weights, plain)).toThrow(
      "attentionMap: expected sounds of shape [3, m, 6], the features' batch and channels, " +
        "got [2, 1, 6].",
    );
    expect(() =>
      selectSource({ ...given, potential: uniformPotential([3, 4, 2]) }, weights, plain),
    ).toThrow(
      "localizationMap: expected potential of shape [3, 2, 4], the attention's batch and sides, " +
        "got [3, 4, 2].",
    );
    expect(() => selectSource(given, {}, plain)).toThrow(
      "filteredFeatures: expected weight selection.fc1.kernel of shape [6, 6], got none. Give " +
        "every weight of selectionShapes(options), for example those of initialSelectionWeights.",
    );
    const wrong = { ...weights, "selection.fc2.bias": zeros([7]) };
    expect(() => selectSource(given, wrong, plain)).toThrow(
      "filteredFeatures: expected weight selection.fc2.bias of shape [6], got [7]. Use the options " +
        "the weights were made with.",
    );
  });
});
