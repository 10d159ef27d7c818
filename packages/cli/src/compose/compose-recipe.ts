import type { SplitRule } from "@ssl/av-datasets";
import { z } from "zod";

/** What scenes are composed, and how many: everything that they depend on but for the pack. */
export interface ComposeRecipe {
  readonly scenes: number;
  readonly seed: number;
  readonly objects: number;
  readonly sounding: number;
  readonly distractors: number;
  /** Each object that sounds is a sample of its own. */
  readonly interactive: boolean;
  readonly offScreen: number;
  readonly sizes: readonly [least: number, greatest: number];
  readonly equalArea: boolean;
  /** Null for all of the pack. */
  readonly part: "train" | "test" | null;
  readonly splitBy: readonly SplitRule[];
  readonly side: number;
  readonly seconds: number;
  readonly rate: number;
  readonly brightnessMatch: boolean;
  readonly edgeBlur: number;
  readonly shadow: number;
  readonly jpegQuality: number;
}

const share = z.number().min(0).max(1);

/** The form of a recipe in a manifest. */
export const composeRecipe: z.ZodType<ComposeRecipe> = z.strictObject({
  scenes: z.int().min(1).max(1_000_000),
  seed: z.int().min(0).max(0xffffffff),
  objects: z.int().min(1),
  sounding: z.int().min(1),
  distractors: z.int().min(0),
  interactive: z.boolean(),
  offScreen: share,
  sizes: z.tuple([share, share]),
  equalArea: z.boolean(),
  part: z.enum(["train", "test"]).nullable(),
  splitBy: z.array(z.enum(["class", "cut-out", "background", "recording"])),
  side: z.int().min(16).max(4096),
  seconds: z.number().positive(),
  rate: z.int().min(2000).max(192_000),
  brightnessMatch: z.boolean(),
  edgeBlur: z.number().min(0),
  shadow: share,
  jpegQuality: z.int().min(1).max(100),
});

/** A scene's name; it does not depend on how many there are. */
export function sceneId(index: number): string {
  return `scene-${String(index).padStart(6, "0")}`;
}

/** The names of a scene's samples. */
export function sampleIds(index: number, { interactive, sounding }: ComposeRecipe): string[] {
  const id = sceneId(index);
  return interactive ? Array.from({ length: sounding }, (_, place) => `${id}_${place + 1}`) : [id];
}
