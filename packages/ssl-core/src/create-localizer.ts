import { imageNetShapes, initialImageNetWeights } from "@ssl/image-net";
import {
  identitySelectionWeights,
  initialSelectionWeights,
  selectionShapes,
} from "@ssl/selection-module";
import { initialSoundNetWeights, soundNetShapes } from "@ssl/sound-net";
import { dispose, tensor, type Variable, variable } from "@tensorflow/tfjs-core";
import { checkLocalizerConfiguration, type LocalizerConfiguration } from "./configuration.ts";
import { networkOptions } from "./network-options.ts";

/** A weight outside the device: its shape and its values, row-major. */
export interface NamedArray {
  /** Length of each axis; `[]` is a scalar. */
  readonly shape: readonly number[];
  /** Values, row-major. */
  readonly data: Float32Array;
}

/** Both networks and the selection module with their weights, on the current tfjs backend. */
export interface Localizer {
  /** What it is made of. */
  readonly configuration: LocalizerConfiguration;
  /** Every weight and moving statistic by its name, for example `image.conv1.kernel`. */
  readonly weights: Readonly<Record<string, Variable>>;
  /** Frees the weights; calling it again does nothing. */
  dispose(): void;
}

/** Where a new localizer's weights come from. */
export interface LocalizerStart {
  /** Seed of the weights that are not given, 0 … 2³² − 1; without it all must be given. */
  readonly seed?: number;
  /** Weights by name, for example a pretrained trunk or a whole checkpoint's. */
  readonly weights?: Readonly<Record<string, NamedArray>>;
  /**
   * How a selection module starts that is not given: drawn from the seed, or changing nothing, so
   * that picture and sound features share a space from the first step (not in the paper).
   * @default "he-normal"
   */
  readonly selection?: "he-normal" | "identity";
}

/**
 * Creates a localizer: the image network (table S1), the sound network (table S2) and the
 * selection module (section 3.4).
 *
 * @param configuration - widths, sizes and options; `paperConfiguration` is the paper's
 * @param start - the seed, and weights that are already known ("pretrained"; none is "de novo")
 * @returns the localizer on the current backend; the caller disposes it
 * @throws RangeError if the configuration is at fault, a given weight has another shape or a name
 *   that this configuration does not have, or one is missing and there is no seed
 * @example
 * ```ts
 * import { createLocalizer, paperConfiguration } from "@ssl/ssl-core";
 * import { useBackend } from "@ssl/tfjs-backends";
 *
 * await useBackend("cpu");
 * const small = { ...paperConfiguration, imageWidth: 0.125, soundWidth: 0.125, features: 16 };
 * const localizer = createLocalizer(small, { seed: 1 });
 * console.log(localizer.weights["image.conv1.kernel"]?.shape); // [3, 3, 3, 8]
 * localizer.dispose();
 * ```
 */
export function createLocalizer(
  configuration: LocalizerConfiguration,
  start: LocalizerStart,
): Localizer {
  const checked = checkLocalizerConfiguration(configuration, "createLocalizer");
  const { image, sound, selection } = networkOptions(checked);
  const shapes: Record<string, readonly number[]> = {
    ...imageNetShapes(image),
    ...soundNetShapes(sound),
    ...selectionShapes(selection),
  };
  const given = start.weights ?? {};
  for (const [name, array] of Object.entries(given)) checkWeight(name, array, shapes[name]);
  const missing = Object.keys(shapes).filter((name) => given[name] === undefined);
  const { seed } = start;
  if (missing.length > 0 && seed === undefined) {
    throw new RangeError(
      `createLocalizer: expected all ${Object.keys(shapes).length} weights, got none for ${missing.slice(0, 3).join(", ")}${missing.length > 3 ? ` and ${missing.length - 3} more` : ""}. Give them, or a seed to draw them from.`,
    );
  }
  const initial: Record<string, NamedArray> =
    seed === undefined
      ? {}
      : {
          ...initialImageNetWeights(image, seed),
          ...initialSoundNetWeights(sound, seed),
          ...(start.selection === "identity"
            ? identitySelectionWeights(selection)
            : initialSelectionWeights(selection, seed)),
        };
  const weights: Record<string, Variable> = {};
  for (const name of Object.keys(shapes)) {
    const { data, shape } = (given[name] ?? initial[name])!;
    const value = tensor(data, [...shape], "float32");
    weights[name] = variable(value, isTrainable(name));
    value.dispose();
  }
  let disposed = false;
  return {
    configuration: checked,
    weights,
    dispose: () => {
      if (!disposed) dispose(weights);
      disposed = true;
    },
  };
}

/** Moving statistics of batch normalization are kept with the weights but not trained. */
function isTrainable(name: string): boolean {
  return !/\.moving_(mean|variance)$/.test(name);
}

function checkWeight(name: string, array: NamedArray, shape: readonly number[] | undefined): void {
  if (shape === undefined) {
    throw new RangeError(
      `createLocalizer: expected weights of this configuration, got ${name}, which it does not have. Leave it out, or change the configuration.`,
    );
  }
  if (array.shape.join() !== shape.join()) {
    throw new RangeError(
      `createLocalizer: expected ${name} of shape [${shape.join(", ")}], got [${array.shape.join(", ")}].`,
    );
  }
}
