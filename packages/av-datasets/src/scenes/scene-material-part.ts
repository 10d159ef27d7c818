import type { Split } from "./recording-clip.ts";
import type { SceneMaterial, SoundingMaterial } from "./scene-material.ts";

/** What the parts of a pack do not share. */
export type SplitRule = "class" | "cut-out" | "background" | "recording";

/**
 * Takes the training or the test part of a pack, which share nothing of what the rules name.
 *
 * Not in the paper. Of the pack's distinct classes, cut-outs or backgrounds, in the pack's order,
 * even places train and odd ones test; files of equal content count as one. Of a recording the
 * first half trains and the second tests. With several rules what remains under each is taken. The
 * parts do not depend on any seed.
 *
 * @param material - the whole pack, as `loadSceneMaterial` returns it; borrowed
 * @param options - the part, and what it shares with the other: nothing under `by`
 * @returns the part; it may be empty; its pictures and waveforms are the whole's
 * @throws RangeError if a rule or the part is unknown, or half of a recording is silent
 * @example
 * ```ts
 * import { loadSceneMaterial, sceneMaterialPart } from "@ssl/av-datasets";
 * import { demoDataFolder } from "@ssl/demo-data";
 *
 * const material = await loadSceneMaterial(demoDataFolder);
 * const test = sceneMaterialPart(material, { part: "test", by: ["class", "background"] });
 * console.log(test.sounding.length, test.backgrounds.length); // 12 8
 * ```
 */
export function sceneMaterialPart(
  material: SceneMaterial,
  { part, by }: { readonly part: Split; readonly by: readonly SplitRule[] },
): SceneMaterial {
  check(part, by);
  const parity = part === "train" ? 0 : 1;
  const { sounding, silent, backgrounds, files } = material;
  const objects = [...sounding, ...silent];
  const content = ({ file }: { readonly file: string }): string => files[file] ?? file;
  const kept = (keys: readonly string[]): ReadonlySet<string> =>
    new Set([...new Set(keys)].filter((_, place) => place % 2 === parity));

  const classes = kept(objects.map((object) => object.class));
  const cutOuts = kept(objects.map(content));
  const grounds = kept(backgrounds.map(content));
  const stays = (object: { readonly class: string; readonly file: string }): boolean =>
    (!by.includes("class") || classes.has(object.class)) &&
    (!by.includes("cut-out") || cutOuts.has(content(object)));
  return {
    ...material,
    sounding: sounding
      .filter(stays)
      .map((object) => (by.includes("recording") ? withHalf(object, part) : object)),
    silent: silent.filter(stays),
    backgrounds: by.includes("background")
      ? backgrounds.filter((background) => grounds.has(content(background)))
      : backgrounds,
  };
}

function check(part: Split, by: readonly SplitRule[]): void {
  if (part !== "train" && part !== "test") {
    throw new RangeError(
      `sceneMaterialPart: expected part to be "train" or "test", got ${JSON.stringify(part)}.`,
    );
  }
  const unknown = by.find(
    (rule) => !["class", "cut-out", "background", "recording"].includes(rule),
  );
  if (unknown !== undefined) {
    throw new RangeError(
      'sceneMaterialPart: expected rules "class", "cut-out", "background" or "recording", ' +
        `got ${JSON.stringify(unknown)}.`,
    );
  }
}

function withHalf(object: SoundingMaterial, part: Split): SoundingMaterial {
  const middle = object.waveform.length >> 1;
  const waveform =
    part === "train" ? object.waveform.subarray(0, middle) : object.waveform.subarray(middle);
  if (!waveform.some((sample) => sample !== 0)) {
    throw new RangeError(
      "sceneMaterialPart: expected recordings that are heard in both of their halves, " +
        `got digital silence in half of ${object.sound}. Leave it out, or do not split recordings.`,
    );
  }
  return { ...object, waveform };
}
