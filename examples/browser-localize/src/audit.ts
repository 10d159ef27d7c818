import { disjointPairs, foreignSounds, type HeardPicture, whiteNoise } from "@ssl/concat-protocol";
import {
  bootstrapIntervals,
  type ListeningVerdict,
  listeningVerdict,
  type MeanInterval,
  mapChange,
  publishedProtocols,
  scoreUnder,
  sideByMass,
} from "@ssl/metrics-ciou";
import type { Localization, LocalizerInput } from "@ssl/ssl-core";
import { joinedPicture } from "./joined-picture.ts";
import { SAMPLE_RATE } from "./sound-of-file.ts";

/** A picture with its sound and the truth about it. */
export interface AuditSample {
  readonly name: string;
  readonly silent: readonly string[];
  readonly picture: ImageData;
  readonly waveform: Float32Array;
  /** Around what sounds, in fractions of the picture's sides. */
  readonly box: readonly [left: number, top: number, right: number, bottom: number];
}

const SEED = 1;
/** The paper's own, for one annotator's box. */
const PROTOCOL = publishedProtocols.find(({ id }) => id === "oya-minmax-224")!;

/**
 * `ssl audit` in small: does the sound change the maps, and for the better? Each picture is localized
 * with its own sound, that of another one and two draws of noise; then two pictures side by side with
 * either sound.
 */
export async function audit(
  samples: readonly AuditSample[],
  localize: (inputs: readonly LocalizerInput[]) => Promise<readonly Localization[]>,
  { signal, onProgress }: { readonly signal: AbortSignal; onProgress(share: number): void },
): Promise<ListeningVerdict> {
  const heard = samples.map(
    ({ name, silent }, i): HeardPicture => ({
      id: `${i}`,
      group: `${i}`,
      sounding: [name],
      silent,
    }),
  );
  const foreign = foreignSounds(heard, { kind: "off-screen", draws: 1, seed: SEED });
  const pairs = disjointPairs(heard, { seed: SEED });
  const steps = samples.length + pairs.length;
  let done = 0;
  const step = (): void => {
    signal.throwIfAborted();
    onProgress(done++ / steps);
  };

  const gaps: number[] = [];
  const changes: number[] = [];
  for (const [i, { picture, waveform, box }] of samples.entries()) {
    step();
    const other = foreign[i]!.map((index) => samples[index]!.waveform);
    const noise = [1, 2].map((draw) => whiteNoise(waveform, { seed: SEED, name: `${i}/${draw}` }));
    const sounds = [waveform, ...noise, ...other];
    const maps = await localize(
      sounds.map((sound) => ({ picture, sound: { waveform: sound, sampleRate: SAMPLE_RATE } })),
    );
    const [own, first, second, swapped] = maps.map(({ localization }) => localization);
    gaps.push(score(own!, box) - score(maps[0]!.potential, box));
    if (swapped !== undefined) {
      changes.push(
        mapChange(own!, swapped).oneMinusCorrelation -
          mapChange(first!, second!).oneMinusCorrelation,
      );
    }
  }

  // Both sounds of a pair are one sample of it.
  const sides = new Map<string, number>();
  for (const { left, right, sounding } of pairs) {
    step();
    const picture = joinedPicture(samples[left]!.picture, samples[right]!.picture);
    const { waveform } = samples[sounding === "left" ? left : right]!;
    const [maps] = await localize([{ picture, sound: { waveform, sampleRate: SAMPLE_RATE } }]);
    const pair = `${left} ${right}`;
    const hit = sideByMass(maps!.localization, sounding);
    sides.set(pair, (sides.get(pair) ?? 0) + hit / 2);
  }
  onProgress(1);
  return listeningVerdict({
    side: meanInterval([...sides.values()]),
    gap: meanInterval(gaps),
    measure: "consensus IoU",
    change: meanInterval(changes),
  });
}

function score(map: Localization["localization"], [left, top, right, bottom]: AuditSample["box"]) {
  const annotation = {
    annotators: [[{ left, top, right, bottom }]],
    frame: { width: 1, height: 1 },
    consensus: 1,
  };
  return scoreUnder(map, annotation, [PROTOCOL])[0]!.ciou;
}

function meanInterval(values: readonly number[]): MeanInterval | null {
  if (values.length === 0) return null;
  const [mean] = bootstrapIntervals([{ columns: [values] }], { seed: SEED });
  return { value: mean!.estimate, interval: mean!.bca, n: values.length };
}
