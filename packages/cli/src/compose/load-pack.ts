import { resolve } from "node:path";
import { loadSceneMaterial, type SceneMaterial, sceneMaterialPart } from "@ssl/av-datasets";
import { demoDataFolder } from "@ssl/demo-data";
import { BadInput } from "../bad-input.ts";
import type { ComposeHeader } from "./compose-manifest.ts";
import type { ComposeRecipe } from "./compose-recipe.ts";

/** Where scenes come from. */
export type PackChoice =
  | { readonly kind: "toy" }
  | { readonly kind: "demo" }
  | { readonly kind: "folder"; readonly path: string };

/** A pack, what of it the recipe may use, and what a manifest says about it. */
export interface LoadedPack {
  readonly pack: ComposeHeader["pack"];
  /** Undefined for the toy world. */
  readonly material: SceneMaterial | undefined;
}

/**
 * Reads the recipe's part of a pack.
 *
 * @throws BadInput if the pack cannot be read, or its part has too little for the recipe
 */
export async function loadPack(choice: PackChoice, recipe: ComposeRecipe): Promise<LoadedPack> {
  if (choice.kind === "toy") return { pack: choice, material: undefined };
  const folder = choice.kind === "demo" ? demoDataFolder : resolve(choice.path);
  const { rate: sampleRate, side, part, splitBy } = recipe;
  try {
    const whole = await loadSceneMaterial(folder, { sampleRate, side });
    const material = part === null ? whole : sceneMaterialPart(whole, { part, by: splitBy });
    checkEnough(material, whole, recipe);
    checkShapes(material, recipe);
    const { files } = whole;
    const pack =
      choice.kind === "demo"
        ? { ...choice, files }
        : { ...choice, path: resolve(choice.path), files };
    return { pack, material };
  } catch (cause) {
    if (cause instanceof BadInput || !(cause instanceof Error)) throw cause;
    throw new BadInput(`compose: cannot use the pack ${folder}. Mend it, or give another --pack.`, {
      cause,
    });
  }
}

/**
 * Holds a pack against the one that a manifest names.
 *
 * @throws BadInput if a file is missing, new or has other bytes
 */
export function checkSamePack(found: ComposeHeader["pack"], named: ComposeHeader["pack"]): void {
  if (found.kind === "toy" || named.kind === "toy") return;
  const paths = new Set([...Object.keys(found.files), ...Object.keys(named.files)]);
  const other = [...paths].filter((path) => found.files[path] !== named.files[path]);
  if (other.length === 0) return;
  const more = other.length > 5 ? ` and ${other.length - 5} more` : "";
  throw new BadInput(
    `compose: expected the pack that the manifest names, got other bytes in ` +
      `${other.slice(0, 5).join(", ")}${more}. Give the folder of the pack as it was with --pack.`,
  );
}

function checkEnough(material: SceneMaterial, whole: SceneMaterial, recipe: ComposeRecipe): void {
  const { objects, distractors, offScreen, part, splitBy } = recipe;
  const classes = (entries: readonly { readonly class: string }[]): number =>
    new Set(entries.map((entry) => entry.class)).size;
  const where =
    part === null ? "the pack" : `the ${part} part of the pack, split by ${splitBy.join(", ")}`;
  const needs: [what: string, needed: number, found: number, all: number, cure: string][] = [
    [
      "classes that can sound",
      objects + (offScreen > 0 ? 1 : 0),
      classes(material.sounding),
      classes(whole.sounding),
      "fewer --objects",
    ],
    [
      "classes that do not sound",
      distractors,
      classes(material.silent),
      classes(whole.silent),
      "fewer --distractors",
    ],
    [
      "backgrounds",
      1,
      material.backgrounds.length,
      whole.backgrounds.length,
      "no split by background",
    ],
  ];
  for (const [what, needed, found, all, cure] of needs) {
    if (found >= needed) continue;
    const of = part === null ? "" : ` of the pack's ${all}`;
    throw new BadInput(
      `compose: expected at least ${needed} ${what} in ${where}, got ${found}${of}. ` +
        `Ask for ${cure}${part === null ? "" : ", split by less"}, or add to the pack.`,
    );
  }
}

/** A cut-out that is longer than the picture at the least size would end the run half-way. */
function checkShapes({ sounding, silent }: SceneMaterial, { sizes, side }: ComposeRecipe): void {
  const [least] = sizes;
  for (const { file, picture } of [...sounding, ...silent]) {
    const [height, width] = picture.shape as [number, number];
    const longest = least * Math.sqrt(Math.max(height / width, width / height));
    if (longest > 1 + 1 / side) {
      throw new BadInput(
        `compose: expected objects that fit into the picture, got ${file} of ${width} × ${height} ` +
          `pixels, which at the least size of ${Number((100 * least).toFixed(1))} % is ` +
          `${(100 * longest).toFixed(0)} % of its side long. Ask for a smaller --size.`,
      );
    }
  }
}
