import { expect, test } from "vitest";
import {
  checkLocalizerConfiguration,
  checkTrainingConfiguration,
  paperConfiguration,
  paperTraining,
} from "../src/configuration.ts";

test("the paper's configurations pass, and come back in one order of fields", () => {
  const reversed = Object.fromEntries(Object.entries(paperConfiguration).reverse());
  const checked = checkLocalizerConfiguration(reversed, "test");
  expect(JSON.stringify(checked)).toBe(JSON.stringify(paperConfiguration));
  for (const training of Object.values(paperTraining)) {
    expect(checkTrainingConfiguration(training, "test")).toEqual(training);
  }
});

test("every field at fault is named, with what it should be and what it is", () => {
  const wrong = { ...paperConfiguration, imageWidth: 0, features: 1.5, amplitude: "loud" };
  expect(() => checkLocalizerConfiguration(wrong, "test")).toThrow(
    "test: expected a localizer's configuration, got a fault in " +
      "imageWidth: expected a number above 0, got 0; " +
      "features: expected a whole number of at least 1, got 1.5; " +
      'amplitude: expected "raw" or "log", got "loud".',
  );
  const { rate: _, ...missing } = paperTraining.deNovo;
  expect(() => checkTrainingConfiguration({ ...missing, seed: -1, rat: 1 }, "test")).toThrow(
    "test: expected a training's configuration, got a fault in " +
      "rate: expected a number of at least 0, got nothing; " +
      "seed: expected a whole number in 0 … 4294967295, got -1; " +
      "rat: there is no such field.",
  );
  expect(() => checkLocalizerConfiguration(null, "test")).toThrow(
    "test: expected a localizer's configuration, got null.",
  );
  expect(() => checkTrainingConfiguration({ ...paperTraining.deNovo, rate: NaN }, "test")).toThrow(
    "rate: expected a number of at least 0, got NaN.",
  );
});

test("a configuration that reaches for the prototype is refused", () => {
  const json = JSON.stringify(paperConfiguration).replace("{", '{"__proto__":{"width":1},');
  expect(() => checkLocalizerConfiguration(JSON.parse(json), "test")).toThrow(
    "__proto__: there is no such field",
  );
});
