import {
  type ConcatAttrs,
  clone,
  concat,
  type GatherV2Attrs,
  type GradConfig,
  type PackAttrs,
  type PadV2Attrs,
  pad,
  type ReverseAttrs,
  reshape,
  reverse,
  type SliceAttrs,
  type SplitVAttrs,
  slice,
  slice_util,
  split,
  stack,
  sum,
  type Tensor,
  type Tensor1D,
  type TileAttrs,
  type TransposeAttrs,
  transpose,
  type UnpackAttrs,
  unsortedSegmentSum,
  unstack,
  util,
  zerosLike,
} from "@tensorflow/tfjs-core";

/** Gradients of what moves elements without changing them. */
export const shapeGradients: readonly GradConfig[] = [
  {
    kernelName: "ExpandDims",
    inputsToSave: ["input"],
    gradFunc: (dy, [input]) => ({ input: () => reshape(dy as Tensor, (input as Tensor).shape) }),
  },
  movesOne("Reshape", (dy, shape) => reshape(dy, shape)),
  movesOne("PadV2", (dy, shape, attrs) => {
    const { paddings } = attrs as unknown as PadV2Attrs;
    return slice(
      dy,
      paddings.map(([before]) => before),
      shape,
    );
  }),
  movesOne("Slice", (dy, shape, attrs) => {
    const { begin, size } = attrs as unknown as SliceAttrs;
    const [starts, sizes] = slice_util.parseSliceParams({ shape } as Tensor, begin, size);
    const paddings = shape.map((length, axis): [number, number] => {
      const start = starts![axis]!;
      return [start, length - start - sizes![axis]!];
    });
    return pad(dy, paddings);
  }),
  movesOne("Reverse", (dy, _, attrs) => reverse(dy, (attrs as unknown as ReverseAttrs).dims)),
  movesOne("Transpose", (dy, _, attrs) => {
    const { perm } = attrs as unknown as TransposeAttrs;
    return transpose(
      dy,
      perm.map((_, axis) => perm.indexOf(axis)),
    );
  }),
  movesOne("Tile", (dy, shape, attrs) => {
    const { reps } = attrs as unknown as TileAttrs;
    let folded = dy;
    let before = 1;
    for (const [axis, length] of shape.entries()) {
      if (reps[axis] !== 1) folded = sum(reshape(folded, [before, reps[axis]!, length, -1]), 1);
      before *= length;
    }
    return reshape(folded, shape);
  }),
  {
    kernelName: "Concat",
    saveAllInputs: true,
    gradFunc: (dy, parts, attrs) => {
      const [axis] = util.parseAxisParam((attrs as unknown as ConcatAttrs).axis, parts[0]!.shape);
      const lengths = parts.map(({ shape }) => shape[axis!]!);
      return forEach(split(dy as Tensor, lengths, axis));
    },
  },
  {
    kernelName: "Pack",
    saveAllInputs: true,
    gradFunc: (dy, _, attrs) => {
      const { axis } = attrs as unknown as PackAttrs;
      return forEach(unstack(dy as Tensor, axis));
    },
  },
  {
    kernelName: "AddN",
    saveAllInputs: true,
    gradFunc: (dy, terms) => forEach(terms.map(() => clone(dy as Tensor))),
  },
  {
    kernelName: "SplitV",
    gradFunc: (dy, _, attrs) => ({
      x: () => concat(dy as Tensor[], (attrs as unknown as SplitVAttrs).axis),
    }),
  },
  {
    kernelName: "Unpack",
    gradFunc: (dy, _, attrs) => ({
      value: () => stack(dy as Tensor[], (attrs as unknown as UnpackAttrs).axis),
    }),
  },
  {
    kernelName: "GatherV2",
    inputsToSave: ["x", "indices"],
    gradFunc: (dy, saved, attrs) => {
      const [x, indices] = saved as [Tensor, Tensor];
      const { axis, batchDims } = attrs as unknown as GatherV2Attrs;
      if (batchDims !== 0) {
        throw new RangeError(
          `gradient of gather: expected batchDims to be 0, got ${batchDims}. Flatten the batch.`,
        );
      }
      const [along] = util.parseAxisParam(axis, x.shape) as [number];
      const outer = util.sizeFromShape(x.shape.slice(0, along));
      const inner = util.sizeFromShape(x.shape.slice(along + 1));
      const length = x.shape[along]!;
      return {
        x: () => {
          const chosen = reshape(dy as Tensor, [outer, indices.size, inner]);
          const ids = reshape(indices, [-1]) as Tensor1D;
          const sums = unsortedSegmentSum(transpose(chosen, [1, 0, 2]), ids, length);
          return reshape(transpose(sums, [1, 0, 2]), x.shape);
        },
        indices: () => zerosLike(indices),
      };
    },
  },
];

function movesOne(
  kernelName: string,
  gradient: (dy: Tensor, shape: number[], attrs: object) => Tensor,
): GradConfig {
  const gradFunc: GradConfig["gradFunc"] = (dy, [x], attrs) => ({
    x: () => gradient(dy as Tensor, (x as Tensor).shape, attrs),
  });
  return { kernelName, inputsToSave: ["x"], gradFunc };
}

/** Gradients of inputs that are numbered, not named. */
function forEach(gradients: Tensor[]): ReturnType<GradConfig["gradFunc"]> {
  return Object.fromEntries(gradients.map((gradient, i) => [i, () => gradient]));
}
