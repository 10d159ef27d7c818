import { type AlikeGroup, type AlikePair, equalGroups, joinedGroups } from "./alike-groups.ts";
import {
  COMPARED_RATE,
  type ComparableSound,
  comparableSound,
  RUMBLE_HZ,
} from "./comparable-sound.ts";
import { disjointSets } from "./disjoint-sets.ts";
import type { ExaminedFile } from "./examined-samples.ts";
import { isSilent, RUMBLE } from "./media-findings.ts";
import { nearHashes } from "./near-hashes.ts";
import { soundLikeness } from "./sound-likeness.ts";
import { fileSound, meanOfChannels, type SoundSigns } from "./sound-signs.ts";

/**
 * Bits by which the hashes of one moment may differ, or of two and more: of 6,700 recordings, those
 * that were one coded anew or cut were within these, and what came beyond them was chance.
 */
const ONE_MOMENT_BITS = 5;
const HASH_BITS = 7;

/** Correlation: the same recording has more; single words of one voice seldom reach it. */
const LIKENESS = 0.65;

/** Pairs of recordings that are compared sample by sample, those of the nearest hashes first. */
const MOST_COMPARED = 20_000;

/** Recordings that are kept decoded while others are compared with them. */
const KEPT_DECODED = 64;

/** Recordings full of rumble that are compared each with each; of more of them none is. */
const MOST_RUMBLING = KEPT_DECODED;

/** Samples: recordings that are alike by their rumble alone must begin together, within 20 ms. */
const TOGETHER = COMPARED_RATE / 50;

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
  const { equal, distinct } = equalGroups(heard, ({ signs }) => signs!.sound!.digest);
  const telling = distinct.filter(([first]) => !isSilent(first!.signs!.sound!));
  const signs = telling.map(([first]) => first!.signs!.sound!);
  const near = pairsOfLikeMoments(signs);
  if (near.length > MOST_COMPARED) {
    onNote(
      `${near.length} pairs of sounds have fingerprints alike; the nearest ${MOST_COMPARED} ` +
        "of them were compared.",
    );
  }
  const decoded = decoder(telling, signal);
  // One after another with the same first, which then is decoded once.
  const compared = near
    .slice(0, MOST_COMPARED)
    .sort((a, b) => a.first - b.first || a.second - b.second);
  const sets = disjointSets(telling.length);
  const pairs: AlikePair[] = [];
  for (const [i, { first, second }] of compared.entries()) {
    signal?.throwIfAborted();
    if (!sets.together(first, second)) {
      const [a, b] = [await decoded(first), await decoded(second)];
      const { correlation } = soundLikeness(a.clear, b.clear);
      if (correlation >= LIKENESS) {
        sets.join(first, second);
        pairs.push({ first, second, likeness: correlation });
      }
    }
    onProgress(i + 1, compared.length);
  }
  const rumbling = signs.flatMap(({ rumble }, sound) => (rumble > RUMBLE ? [sound] : []));
  if (rumbling.length > MOST_RUMBLING) {
    onNote(
      `The ${rumbling.length} sounds full of rumble were not compared by what is below ` +
        `${RUMBLE_HZ} Hz.`,
    );
    return [...equal, ...joinedGroups(telling, pairs)];
  }
  // The fingerprints do not hear what is below 100 Hz; what is full of it is compared as it stands.
  // Slow waves correlate by chance at some shift: only those that begin together count, and pairs
  // are not joined to groups.
  const rumbles: AlikeGroup[] = [];
  for (const [i, second] of rumbling.entries()) {
    for (const first of rumbling.slice(0, i)) {
      signal?.throwIfAborted();
      if (sets.together(first, second)) continue;
      const [a, b] = [await decoded(first), await decoded(second)];
      const { correlation, shift } = soundLikeness(a.plain, b.plain);
      if (correlation < LIKENESS || Math.abs(shift) > TOGETHER) continue;
      const above = soundLikeness(a.clear, b.clear).correlation.toFixed(2);
      rumbles.push({
        files: [...telling[first]!, ...telling[second]!],
        how: "alike",
        detail: `correlation ${correlation.toFixed(2)}, but ${above} above ${RUMBLE_HZ} Hz`,
      });
    }
  }
  return [...equal, ...joinedGroups(telling, pairs), ...rumbles];
}

/** Pairs of sounds that share a moment, or nearly share two; the nearest first. */
function pairsOfLikeMoments(
  signs: readonly SoundSigns[],
): { readonly first: number; readonly second: number }[] {
  const moments = signs.flatMap(({ anchors }, sound) =>
    Array.from(anchors.low, (low, i) => ({ sound, low, high: anchors.high[i]! })),
  );
  const hashes = {
    low: Int32Array.from(moments, ({ low }) => low),
    high: Int32Array.from(moments, ({ high }) => high),
  };
  const near = new Map<number, { first: number; second: number; bits: number; hits: number }>();
  nearHashes(hashes, HASH_BITS, (a, b, bits) => {
    const [first, second] = [moments[a]!.sound, moments[b]!.sound];
    if (first === second) return;
    const key = first * signs.length + second;
    const pair = near.get(key) ?? { first, second, bits, hits: 0 };
    near.set(key, { ...pair, bits: Math.min(bits, pair.bits), hits: pair.hits + 1 });
  });
  return [...near.values()]
    .filter(({ bits, hits }) => bits <= ONE_MOMENT_BITS || hits > 1)
    .sort((a, b) => a.bits - b.bits || a.first - b.first || a.second - b.second);
}

/** Decodes sounds again to compare them, and keeps the latest few. */
function decoder(
  sounds: readonly ExaminedFile[][],
  signal: AbortSignal | undefined,
): (sound: number) => Promise<ComparableSound> {
  const recent = new Map<number, Promise<ComparableSound>>();
  const decode = async ({ path }: ExaminedFile): Promise<ComparableSound> => {
    const sound = await fileSound(path, signal);
    return comparableSound(meanOfChannels(sound), sound.sampleRate);
  };
  return (sound) => {
    const known = recent.get(sound) ?? decode(sounds[sound]![0]!);
    recent.delete(sound);
    recent.set(sound, known);
    if (recent.size > KEPT_DECODED) recent.delete(recent.keys().next().value!);
    return known;
  };
}
