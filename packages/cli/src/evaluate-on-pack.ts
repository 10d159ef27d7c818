import type { ScenePack } from "@ssl/av-datasets";
import { evaluate, type Localizer } from "@ssl/ssl-core";
import { progressLine } from "./progress-line.ts";
import { concatSet, farmSet, type NamedSet, sceneSet, testScenes } from "./scene-sets.ts";
import type { NamedEvaluation } from "./score-table.ts";

/** How large the composed sets are. */
export interface PackEvaluation {
  readonly seed: number;
  readonly seconds: number;
  /** Unseen scenes. */
  readonly scenes: number;
  /** Concat-and-localize samples made of them, an even number. */
  readonly concat: number;
}

/** A set with its name and its scores. */
export interface ScoredSet extends NamedEvaluation {
  readonly set: NamedSet;
}

/**
 * Evaluates a localizer on unseen scenes, on concat-and-localize samples made of them, and on the
 * pack's photographs.
 */
export async function evaluateOnPack(
  localizer: Localizer,
  pack: ScenePack,
  options: PackEvaluation,
  signal: AbortSignal,
): Promise<ScoredSet[]> {
  const side = localizer.configuration.pictureSide;
  const scenes = testScenes(pack, { ...options, side }, options.scenes);
  const sets: { name: string; set: NamedSet }[] = [
    { name: "unseen scenes", set: sceneSet(scenes, pack.sampleRate) },
    {
      name: "concat-and-localize",
      set: concatSet(scenes, pack.sampleRate, { count: options.concat, seed: options.seed }),
    },
  ];
  if (pack.farm.length > 0) sets.push({ name: "farm photographs", set: farmSet(pack) });
  const scored: ScoredSet[] = [];
  for (const { name, set } of sets) {
    const line = progressLine({
      label: `Evaluating ${name}`,
      total: set.length,
      unit: "samples",
    });
    try {
      const evaluation = await evaluate(localizer, set, {
        signal,
        onProgress: ({ done }) => line.update(done),
      });
      scored.push({ name, set, evaluation });
    } finally {
      line.stop();
    }
  }
  return scored;
}
