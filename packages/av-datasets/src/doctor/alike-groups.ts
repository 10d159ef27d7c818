import { type ComparableSound, comparableSound } from "./comparable-sound.ts";
import { disjointSets } from "./disjoint-sets.ts";
import type { ExaminedFile } from "./examined-samples.ts";
import { isSilent, RUMBLE } from "./media-findings.ts";
import { nearHashes } from "./near-hashes.ts";
import { pictureLikeness } from "./picture-signs.ts";
import { soundLikeness } from "./sound-likeness.ts";
import { fileSound, meanOfChannels } from "./sound-signs.ts";

/** Files with the same or nearly the same content. */
export interface AlikeGroup {
  readonly files: readonly ExaminedFile[];
  /** `"equal"`: in every pixel or sample once decoded; `"alike"`: two or more that are not equal. */
  readonly how: "equal" | "alike";
  /** How alike, in a few words. */
  readonly detail: string;
}

/** Bits of 64 by which the hashes of pictures that look alike may differ; their likeness decides. */
const PICTURE_BITS = 10;
const PICTURE_LIKENESS = 0.95;

/**
 * Bits by which the hashes of one moment may differ, or of two and more: of 6,700 recordings, those
 * that were one coded anew or cut were within these, and what came beyond them was chance.
 */
const ONE_MOMENT_BITS = 5;
const SOUND_BITS = 7;

/** Correlation: the same recording has more; single words of one voice seldom reach it. */
const SOUND_LIKENESS = 0.65;

/** Recordings full of rumble that are compared each with each; more of them are too many. */
const MOST_RUMBLING = 100;

/** Pairs of recordings that are compared sample by sample, those of the nearest hashes first. */
const MOST_COMPARED = 20_000;

/** Groups of equal pictures, and of pictures that look alike. */
export function alikePictures(files: readonly ExaminedFile[]): AlikeGroup[] {
  const seen = files.filter(({ signs }) => signs?.picture !== undefined);
  const { equal, firsts } = equalFiles(seen, ({ signs }) => signs!.picture!.digest);
  const telling = firsts.filter(([first]) => first!.signs!.picture!.range > 2);
  const signs = telling.map(([first]) => first!.signs!.picture!);
  const hashes = {
    low: Int32Array.from(signs, ({ low }) => low),
    high: Int32Array.from(signs, ({ high }) => high),
  };
  const pairs: Pair[] = [];
  nearHashes(hashes, PICTURE_BITS, (first, second) => {
    const likeness = pictureLikeness(signs[first]!.thumb, signs[second]!.thumb);
    if (likeness >= PICTURE_LIKENESS) pairs.push({ first, second, likeness, detail: "" });
  });
  return [...equal, ...joined(telling, pairs)];
}

/** Recordings that are kept decoded while others are compared with them. */
const KEPT_DECODED = 32;

/** How the search for recordings that are alike is stopped, and what it says. */
export interface AlikeSoundsOptions {
  readonly signal: AbortSignal | undefined;
  /** Hears of every pair that was compared. */
  readonly onProgress: (done: number, total: number) => void;
  /** Hears of what was not compared. */
  readonly onNote: (note: string) => void;
}

/** Groups of equal sounds, and of sounds of which one holds a good part of the other. */
export async function alikeSounds(
  files: readonly ExaminedFile[],
  { signal, onProgress, onNote }: AlikeSoundsOptions,
): Promise<AlikeGroup[]> {
  const heard = files.filter(({ signs }) => signs?.sound !== undefined);
  const { equal, firsts } = equalFiles(heard, ({ signs }) => signs!.sound!.digest);
  const telling = firsts.filter(([first]) => !isSilent(first!.signs!.sound!));
  const signs = telling.map(([first]) => first!.signs!.sound!);
  const moments = signs.flatMap(({ anchors }, sound) =>
    Array.from(anchors.low, (low, i) => ({ sound, low, high: anchors.high[i]! })),
  );
  const near = new Map<number, { first: number; second: number; bits: number; hits: number }>();
  const hashes = {
    low: Int32Array.from(moments, ({ low }) => low),
    high: Int32Array.from(moments, ({ high }) => high),
  };
  nearHashes(hashes, SOUND_BITS, (a, b, bits) => {
    const [first, second] = [moments[a]!.sound, moments[b]!.sound];
    if (first === second) return;
    const key = first * signs.length + second;
    const pair = near.get(key) ?? { first, second, bits, hits: 0 };
    near.set(key, { ...pair, bits: Math.min(bits, pair.bits), hits: pair.hits + 1 });
  });
  const nearest = [...near.values()]
    .filter(({ bits, hits }) => bits <= ONE_MOMENT_BITS || hits > 1)
    .sort((a, b) => a.bits - b.bits || a.first - b.first || a.second - b.second);
  if (nearest.length > MOST_COMPARED) {
    onNote(
      `${nearest.length} pairs of sounds have fingerprints alike; the nearest ${MOST_COMPARED} ` +
        "of them were compared.",
    );
  }
  const recent = new Map<number, Promise<ComparableSound>>();
  const comparable = (sound: number): Promise<ComparableSound> => {
    const known = recent.get(sound) ?? comparableAt(telling[sound]![0]!, signal);
    recent.delete(sound);
    recent.set(sound, known);
    if (recent.size > KEPT_DECODED) recent.delete(recent.keys().next().value!);
    return known;
  };
  const sets = disjointSets(telling.length);
  const pairs: Pair[] = [];
  // One after another with the same first, which then is decoded once.
  const compared = nearest
    .slice(0, MOST_COMPARED)
    .sort((a, b) => a.first - b.first || a.second - b.second);
  for (const [done, { first, second }] of compared.entries()) {
    signal?.throwIfAborted();
    onProgress(done, compared.length);
    if (sets.together(first, second)) continue;
    const [a, b] = [await comparable(first), await comparable(second)];
    const { correlation } = soundLikeness(a.clear, b.clear);
    if (correlation < SOUND_LIKENESS) continue;
    sets.join(first, second);
    pairs.push({ first, second, likeness: correlation, detail: "" });
  }
  const rumbling = signs.flatMap(({ rumble }, sound) => (rumble > RUMBLE ? [sound] : []));
  if (rumbling.length > MOST_RUMBLING) {
    onNote(
      `The ${rumbling.length} sounds full of rumble were not compared by what is below 100 Hz.`,
    );
    return [...equal, ...joined(telling, pairs)];
  }
  // The fingerprints do not hear what is below 100 Hz; what is full of it is compared as it stands.
  for (const [i, second] of rumbling.entries()) {
    for (const first of rumbling.slice(0, i)) {
      signal?.throwIfAborted();
      if (sets.together(first, second)) continue;
      const [a, b] = [await comparable(first), await comparable(second)];
      const { correlation } = soundLikeness(a.plain, b.plain);
      if (correlation < SOUND_LIKENESS) continue;
      const above = soundLikeness(a.clear, b.clear).correlation;
      const detail = `${above.toFixed(2)} above 100 Hz`;
      pairs.push({ first, second, likeness: correlation, detail });
    }
  }
  return [...equal, ...joined(telling, pairs)];
}

async function comparableAt(
  { path }: ExaminedFile,
  signal: AbortSignal | undefined,
): Promise<ComparableSound> {
  const sound = await fileSound(path, signal);
  return comparableSound(meanOfChannels(sound), sound.sampleRate);
}

/** Two that are alike. */
interface Pair {
  readonly first: number;
  readonly second: number;
  readonly likeness: number;
  /** What else is to be said of them. */
  readonly detail: string;
}

/** Groups of equal files, and all files by their digests. */
function equalFiles(
  files: readonly ExaminedFile[],
  digest: (file: ExaminedFile) => string,
): { equal: AlikeGroup[]; firsts: ExaminedFile[][] } {
  const byDigest = new Map<string, ExaminedFile[]>();
  for (const file of files) {
    const same = byDigest.get(digest(file));
    if (same) same.push(file);
    else byDigest.set(digest(file), [file]);
  }
  const firsts = [...byDigest.values()];
  const equal = firsts
    .filter((same) => same.length > 1 || same[0]!.users.length > 1)
    .map((same): AlikeGroup => ({ files: same, how: "equal", detail: "" }));
  return { equal, firsts };
}

function joined(firsts: readonly ExaminedFile[][], pairs: readonly Pair[]): AlikeGroup[] {
  const sets = disjointSets(firsts.length);
  for (const { first, second } of pairs) sets.join(first, second);
  return sets.groups().map((group): AlikeGroup => {
    const own = pairs.filter(({ first }) => sets.together(first, group[0]!));
    const least = Math.min(...own.map(({ likeness }) => likeness));
    const words = own.map(({ detail }) => detail).filter((detail) => detail !== "");
    return {
      files: group.flatMap((index) => firsts[index]!),
      how: "alike",
      detail: [`correlation ${least.toFixed(2)}`, ...words].join(", "),
    };
  });
}
