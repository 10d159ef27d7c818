import { expectClose, expectNoLeak, goldenTensor } from "@ssl/testing";
import { dispose, mul, slice, type Tensor4D, tensor, tidy } from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { test } from "vitest";
import { frameMask } from "../src/frame-mask.ts";
import { meanOverFrames } from "../src/mean-over-frames.ts";

expectNoLeak();

test("the mean of a padded clip is the mean of its own frames, for any lengths", async () => {
  const lengths = fc.array(fc.integer({ min: 16, max: 95 }), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(lengths, async (frames) => {
      const pooled = frames.map((length) => Math.floor(length / 16));
      const { data, shape } = goldenTensor(["y", [frames.length, 5, 2, 3], 1, 0], 1);
      const features: Tensor4D = tensor(data, shape as [number, number, number, number]);
      const means = tidy(() => meanOverFrames(mul(features, frameMask(pooled, 5)), frames));
      const found = await means.data();
      for (const [clip, count] of pooled.entries()) {
        const alone = tidy(() =>
          meanOverFrames(slice(features, [clip, 0, 0, 0], [1, count, 2, 3]), null),
        );
        const wanted = await alone.data();
        expectClose(found.slice(clip * 6, clip * 6 + 6), wanted, { rtol: 1e-5, atol: 1e-6 });
        alone.dispose();
      }
      dispose([features, means]);
    }),
    { numRuns: 20, seed: 1 },
  );
});
