import { readSafetensors, writeSafetensors } from "@ssl/tensor-files";
import { expectNoLeak } from "@ssl/testing";
import { expect, test } from "vitest";
import {
  createLocalizer,
  createTraining,
  localize,
  paperConfiguration,
  readCheckpoint,
  writeCheckpoint,
} from "../src/index.ts";
import { noisePicture, noiseSound, tinyConfiguration, tinyTraining } from "./tiny.ts";

expectNoLeak();

test("a localizer read back gives the same maps, bit for bit, and keeps its notes", async () => {
  const localizer = createLocalizer(
    { ...tinyConfiguration, batchNorm: "trunk-and-heads" },
    { seed: 1 },
  );
  const bytes = await writeCheckpoint(localizer, undefined, { recipe: "by hand" });
  const saved = readCheckpoint(bytes);
  expect(saved.training).toBeUndefined();
  expect(saved.notes).toEqual({ recipe: "by hand" });
  const again = createLocalizer(saved.configuration, { weights: saved.weights });
  const input = { picture: noisePicture("a"), sound: noiseSound("a") };
  const [mine, theirs] = [await localize(localizer, [input]), await localize(again, [input])];
  expect(theirs[0]!.localization.data).toEqual(mine[0]!.localization.data);
  expect(await writeCheckpoint(again, undefined, { recipe: "by hand" })).toEqual(bytes);
  localizer.dispose();
  again.dispose();
});

test("a truncated checkpoint is refused wherever it is cut", async () => {
  const localizer = createLocalizer(tinyConfiguration, { seed: 1 });
  const bytes = await writeCheckpoint(localizer);
  for (const length of [0, 7, 8, 100, bytes.length >> 1, bytes.length - 1]) {
    expect(() => readCheckpoint(bytes.slice(0, length)), `${length} bytes`).toThrow(
      /^readSafetensors: expected/,
    );
  }
  localizer.dispose();
});

test("foreign files and foreign metadata are refused", async () => {
  const data = new Float32Array(2);
  const tensors = { a: { shape: [2], data } };
  expect(() => readCheckpoint(writeSafetensors(tensors))).toThrow(
    "readCheckpoint: expected a checkpoint of format ssl-checkpoint/1, got a safetensors file of another program.",
  );
  expect(() => readCheckpoint(writeSafetensors(tensors, { format: "pt" }))).toThrow(
    "readCheckpoint: expected a checkpoint of format ssl-checkpoint/1, got pt.",
  );
  const withMetadata = (metadata: Record<string, string>): Uint8Array =>
    writeSafetensors(tensors, {
      format: "ssl-checkpoint/1",
      configuration: JSON.stringify(paperConfiguration),
      ...metadata,
    });
  expect(() => readCheckpoint(withMetadata({ configuration: "{" }))).toThrow(
    "readCheckpoint: expected the metadata field configuration to be JSON.",
  );
  expect(() => readCheckpoint(withMetadata({ configuration: '{"features":-1}' }))).toThrow(
    /^readCheckpoint: expected a localizer's configuration, got a fault in .*features/,
  );
  expect(() =>
    readCheckpoint(withMetadata({ training: JSON.stringify(tinyTraining), step: "x" })),
  ).toThrow("readCheckpoint: expected step to be a whole number, got x.");
  const doubles = { a: { shape: [1], data: new Float64Array(1) } };
  const metadata = readSafetensors(withMetadata({})).metadata;
  expect(() => readCheckpoint(writeSafetensors(doubles, metadata))).toThrow(
    "readCheckpoint: expected a to be of type F32, got F64.",
  );
});

test("weights that do not fit the configuration are refused by name", () => {
  const data = new Float32Array(4);
  const create = (weights: Record<string, { shape: number[]; data: Float32Array }>) => () =>
    createLocalizer(tinyConfiguration, { weights, seed: 1 });
  expect(create({ "image.conv9.kernel": { shape: [4], data } })).toThrow(
    "createLocalizer: expected weights of this configuration, got image.conv9.kernel, which it does not have.",
  );
  expect(create({ "image.conv1.bias": { shape: [5], data } })).toThrow(
    "createLocalizer: expected image.conv1.bias of shape [4], got [5].",
  );
  expect(() =>
    createLocalizer(tinyConfiguration, { weights: { "image.conv1.bias": { shape: [4], data } } }),
  ).toThrow(
    /^createLocalizer: expected all \d+ weights, got none for .* and \d+ more\. Give them, or a seed to draw them from\.$/,
  );
  expect(() => createLocalizer({ ...tinyConfiguration, features: 0 }, { seed: 1 })).toThrow(
    /^createLocalizer: expected a localizer's configuration, got a fault in features/,
  );
});

test("a pretrained trunk is taken over, all else is drawn from the seed", () => {
  const data = Float32Array.of(1, 2, 3, 4);
  const weights = { "image.conv1.bias": { shape: [4], data } };
  const localizer = createLocalizer(tinyConfiguration, { seed: 1, weights });
  const plain = createLocalizer(tinyConfiguration, { seed: 1 });
  expect([...localizer.weights["image.conv1.bias"]!.dataSync()]).toEqual([1, 2, 3, 4]);
  expect(localizer.weights["image.conv2.kernel"]!.dataSync()).toEqual(
    plain.weights["image.conv2.kernel"]!.dataSync(),
  );
  localizer.dispose();
  plain.dispose();
});

test("a training configuration at fault is refused", () => {
  const localizer = createLocalizer(tinyConfiguration, { seed: 1 });
  expect(() => createTraining(localizer, { ...tinyTraining, batchSize: 1 })).toThrow(
    /^createTraining: expected a training's configuration, got a fault in batchSize/,
  );
  localizer.dispose();
});
