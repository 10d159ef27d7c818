import {
  add,
  div,
  mul,
  type NamedTensorMap,
  sqrt,
  square,
  sub,
  tidy,
  type Variable,
} from "@tensorflow/tfjs-core";

/** Adam's two running means of one weight, both zero at the start. */
export interface AdamMoments {
  /** Mean of the gradients; of the weight's shape. */
  readonly first: Variable;
  /** Mean of their squares; of the weight's shape. */
  readonly second: Variable;
}

/** Decay of the mean of gradients, of the mean of their squares, and the divisor's offset, as in torch. */
const FIRST_DECAY = 0.9;
const SECOND_DECAY = 0.999;
const EPSILON = 1e-8;

/**
 * Moves weights by one step of Adam (Kingma and Ba 2015, as PyTorch computes it), supplement A.
 *
 * tfjs' own optimizer has another epsilon and is not the same after saving and restoring.
 *
 * @param weights - the weights by name; those with a gradient are changed in place
 * @param gradients - the loss's gradient by the weight's name; borrowed
 * @param moments - both running means of every weight with a gradient; changed in place
 * @param options - the step's number, from 1, and the rate of each weight
 */
export function adamStep(
  weights: Readonly<Record<string, Variable>>,
  gradients: NamedTensorMap,
  moments: Readonly<Record<string, AdamMoments>>,
  options: { readonly step: number; readonly rate: (name: string) => number },
): void {
  const firstBias = 1 - FIRST_DECAY ** options.step;
  const secondBias = 1 - SECOND_DECAY ** options.step;
  for (const [name, gradient] of Object.entries(gradients)) {
    const weight = weights[name]!;
    const { first, second } = moments[name]!;
    tidy(() => {
      first.assign(add(mul(first, FIRST_DECAY), mul(gradient, 1 - FIRST_DECAY)));
      second.assign(add(mul(second, SECOND_DECAY), mul(square(gradient), 1 - SECOND_DECAY)));
      const divisor = add(sqrt(div(second, secondBias)), EPSILON);
      weight.assign(sub(weight, div(mul(first, options.rate(name) / firstBias), divisor)));
    });
  }
}
