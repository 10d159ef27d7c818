import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type TruthSample, writeTruth, writeWav } from "@ssl/av-datasets";
import {
  concatBoxes,
  concatTruth,
  disjointPairs,
  foreignSounds,
  type Side,
  whiteNoise,
} from "@ssl/concat-protocol";
import type { Annotation, BoxAnnotation } from "@ssl/metrics-ciou";
import ndarray from "ndarray";
import { BadInput } from "../bad-input.ts";
import { progressLine } from "../progress-line.ts";
import { type AuditFolder, openAuditFolder } from "./audit-folder.ts";
import {
  type AuditManifest,
  type AuditSample,
  CONDITIONS,
  type ConcatSample,
  type ForeignSample,
  manifestText,
  type OriginalSample,
} from "./audit-manifest.ts";
import { joinedPicture, maskFile, sourcePicture, sourceSound } from "./audit-media.ts";
import type { AuditSource, AuditSources } from "./audit-source.ts";

/** Draws of each kind of sound that is not the picture's own. */
const DRAWS = { noise: 2, "off-screen": 10, "same-class": 2, "other-class": 2 } as const;

/** How an audit is built. */
export interface BuildAuditOptions {
  readonly out: string;
  readonly seed: number;
  /** Hz of all sounds. */
  readonly sampleRate: number;
  /** Pixels of the joined pictures. */
  readonly side: number;
  /** So many pictures were asked for; null for all. */
  readonly pictures: number | null;
  /** Leave out samples that cannot be read, and list them. */
  readonly skipBad: boolean;
  readonly signal: AbortSignal;
}

/**
 * Writes the samples of an audit: pictures, sounds, marks and a manifest.
 *
 * What is there and whole is kept, so that a build that was stopped goes on. The manifest is written
 * last.
 *
 * @returns the manifest and its path
 * @throws BadInput if a sample cannot be read and is not to be left out
 */
export async function buildAudit(
  sources: AuditSources,
  options: BuildAuditOptions,
): Promise<{ readonly file: string; readonly manifest: Omit<AuditManifest, "schema"> }> {
  const { seed, sampleRate, side } = options;
  const { name, layout, split, digest } = sources;
  const folder = await openAuditFolder(options.out, {
    name,
    layout,
    split,
    pictures: options.pictures,
    digest,
    seed,
    sampleRate,
    side,
  });
  const { written, bad } = await writeOriginals(folder, sources.samples, options);
  const { samples, joined } = plannedSamples(written, seed);
  await writeJoined(folder, joined, options);
  const ids = new Set(samples.map(({ id }) => id.toLowerCase()));
  if (ids.size < samples.length) {
    throw new BadInput(
      `audit: expected ids of ${name} that leave room for ours, such as a~noise-0 or concat-1-left, ` +
        "got some of that form. Rename them.",
    );
  }
  const manifest = {
    name,
    seed,
    data: { layout, split, pictures: options.pictures, digest },
    sampleRate,
    side,
    leftOut: [...sources.leftOut, ...bad],
    conditions: CONDITIONS.filter((condition) =>
      samples.some((sample) => sample.condition === condition),
    ),
    samples,
  };
  const marks = await writeMarks(folder, name, written, joined);
  await folder.finish({ ...marks, "manifest.json": manifestText(manifest) });
  return { file: join(folder.path, "manifest.json"), manifest };
}

/** A sample whose files are there. */
interface Written {
  readonly source: AuditSource;
  readonly picture: string;
  readonly sound: string;
}

async function writeOriginals(
  folder: AuditFolder,
  sources: readonly AuditSource[],
  { seed, sampleRate, skipBad, signal }: BuildAuditOptions,
): Promise<{ written: Written[]; bad: { id: string; reason: string }[] }> {
  const written: Written[] = [];
  const bad: { id: string; reason: string }[] = [];
  const line = progressLine({ label: "Writing", total: sources.length, unit: "samples" });
  try {
    for (const [done, source] of sources.entries()) {
      signal.throwIfAborted();
      try {
        written.push(await writeOriginal(folder, source, { seed, sampleRate }));
      } catch (cause) {
        if (!(cause instanceof Unreadable)) throw cause;
        if (!skipBad) {
          throw new BadInput(
            `audit: expected a picture and a sound of ${source.id} that can be read. ` +
              "Mend them, or leave such samples out with --skip-bad.",
            { cause },
          );
        }
        bad.push({ id: source.id, reason: cause.message });
      }
      line.update(done + 1);
    }
  } finally {
    line.stop();
  }
  if (written.length === 0) {
    throw new BadInput("audit: expected a sample that can be read, got none.", {
      cause: new Error(bad[0]?.reason ?? "There is none."),
    });
  }
  return { written, bad };
}

async function writeOriginal(
  folder: AuditFolder,
  source: AuditSource,
  { seed, sampleRate }: { readonly seed: number; readonly sampleRate: number },
): Promise<Written> {
  const { id } = source;
  const sound = `sounds/${id}.wav`;
  const others = [silenceOf(id), ...noisesOf(id)];
  let picture = (["jpg", "png"] as const)
    .map((ending) => `pictures/${id}.${ending}`)
    .find(folder.has);
  if (picture === undefined) {
    const { ending, bytes } = await readable(sourcePicture(source));
    picture = `pictures/${id}.${ending}`;
    await folder.add(picture, async () => bytes);
  }
  if (![sound, ...others].every(folder.has)) {
    const waveform = await readable(sourceSound(source, sampleRate));
    const wav = (samples: Float32Array): Uint8Array => writeWav(samples, sampleRate);
    await folder.add(silenceOf(id), async () => wav(new Float32Array(waveform.length)));
    for (const [draw, path] of noisesOf(id).entries()) {
      const name = `${id}/${draw}`;
      await folder.add(path, async () => wav(whiteNoise(waveform, { seed, name })));
    }
    await folder.add(sound, async () => wav(waveform));
  }
  return { source, picture, sound };
}

/** A sample's picture or sound cannot be used. */
class Unreadable extends Error {}

async function readable<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (cause) {
    throw new Unreadable((cause as Error).message, { cause: (cause as Error).cause });
  }
}

function silenceOf(id: string): string {
  return `sounds/${id}~silence.wav`;
}

function noisesOf(id: string): string[] {
  return Array.from({ length: DRAWS.noise }, (_, draw) => `sounds/${id}~noise-${draw}.wav`);
}

/** Two pictures that stand side by side. */
interface Joined {
  readonly pair: string;
  readonly path: string;
  readonly left: Written;
  readonly right: Written;
}

/** Every sample of the audit; those of one picture follow each other. */
function plannedSamples(
  written: readonly Written[],
  seed: number,
): { samples: AuditSample[]; joined: Joined[] } {
  const sources = written.map(({ source }) => source);
  const kinds = (["off-screen", "same-class", "other-class"] as const).map((condition) => {
    return {
      condition,
      draws: foreignSounds(sources, { kind: condition, draws: DRAWS[condition], seed }),
    };
  });
  const samples = written.flatMap(({ source, picture, sound }, index): AuditSample[] => {
    const { id, group, interactive, sounding } = source;
    const shared = { of: id, picture, ...classOf(sounding) };
    const original: OriginalSample = {
      ...shared,
      id,
      sound,
      condition: "original",
      truth: true,
      ...(group === id ? {} : { group }),
      ...(interactive ? { interactive } : {}),
    };
    const silence: ForeignSample = {
      ...shared,
      id: `${id}~silence`,
      sound: silenceOf(id),
      condition: "silence",
      draw: 0,
    };
    const noises = noisesOf(id).map(
      (path, draw): ForeignSample => ({
        ...shared,
        id: `${id}~noise-${draw}`,
        sound: path,
        condition: "noise",
        draw,
      }),
    );
    const foreign = kinds.flatMap(({ condition, draws }) =>
      draws[index]!.map((partner, draw): ForeignSample => {
        const { source: from, sound: heard } = written[partner]!;
        return {
          ...shared,
          id: `${id}~${condition}-${draw}`,
          sound: heard,
          condition,
          draw,
          from: from.id,
        };
      }),
    );
    return [original, silence, ...noises, ...foreign];
  });
  const joined: Joined[] = [];
  for (const { left, right, sounding } of disjointPairs(sources, { seed })) {
    if (sounding === "left") {
      const pair = `concat-${joined.length + 1}`;
      joined.push({
        pair,
        path: `pictures/${pair}.png`,
        left: written[left]!,
        right: written[right]!,
      });
    }
    samples.push(concatSample(joined.at(-1)!, sounding));
  }
  return { samples, joined };
}

function concatSample({ pair, path, left, right }: Joined, side: Side): ConcatSample {
  const [{ source, sound }, other] = side === "left" ? [left, right] : [right, left];
  return {
    id: `${pair}-${side}`,
    of: source.id,
    other: other.source.id,
    pair,
    side,
    condition: "concat",
    picture: path,
    sound,
    truth: true,
    ...classOf(source.sounding),
  };
}

function classOf(sounding: readonly string[]): { class?: string } {
  return sounding.length === 0 ? {} : { class: sounding.join(" + ") };
}

async function writeJoined(
  folder: AuditFolder,
  joined: readonly Joined[],
  { side, signal }: BuildAuditOptions,
): Promise<void> {
  if (joined.length === 0) return;
  const line = progressLine({ label: "Joining", total: joined.length, unit: "pairs" });
  try {
    for (const [done, { path, left, right }] of joined.entries()) {
      signal.throwIfAborted();
      await folder.add(path, async () => {
        const bytes = [left, right].map(({ picture }) => readFile(join(folder.path, picture)));
        const [first, second] = await Promise.all(bytes);
        return joinedPicture(first!, second!, side);
      });
      line.update(done + 1);
    }
  } finally {
    line.stop();
  }
}

/** Writes masks as files, and makes the truth of those that have boxes. */
async function writeMarks(
  folder: AuditFolder,
  name: string,
  written: readonly Written[],
  joined: readonly Joined[],
): Promise<Record<string, string>> {
  const marks = inOneFrame(written.map(({ source }) => source));
  const marked = [
    ...marks,
    ...joined.flatMap(({ pair, left, right }) =>
      [
        { id: `${pair}-left`, annotation: besideNothing(marks.get(left.source.id)!, "left") },
        { id: `${pair}-right`, annotation: besideNothing(marks.get(right.source.id)!, "right") },
      ].map(({ id, annotation }) => [id, annotation] as const),
    ),
  ];
  const boxed: TruthSample[] = [];
  for (const [id, annotation] of marked) {
    if ("mask" in annotation) {
      await folder.add(`masks/${id}.png`, () => maskFile(annotation.mask));
    } else boxed.push({ id, annotation });
  }
  if (boxed.length === 0) return {};
  return { "truth.json": `${writeTruth({ name, samples: boxed })}\n` };
}

/** The samples' marks, boxes all in the frame that they have in common, or as fractions. */
function inOneFrame(sources: readonly AuditSource[]): Map<string, Annotation> {
  const boxed = sources.flatMap(({ annotation }) => ("mask" in annotation ? [] : [annotation]));
  const first = boxed[0]?.frame;
  const alike =
    Number.isInteger(first?.width) &&
    boxed.every(({ frame }) => frame.width === first?.width && frame.height === first?.height);
  const fractions = ({ annotators, frame, consensus }: BoxAnnotation): BoxAnnotation => ({
    annotators: annotators.map((boxes) =>
      boxes.map(({ left, top, right, bottom }) => ({
        left: left / frame.width,
        top: top / frame.height,
        right: right / frame.width,
        bottom: bottom / frame.height,
      })),
    ),
    frame: { width: 1, height: 1 },
    consensus,
  });
  return new Map(
    sources.map(({ id, annotation }) => {
      return [id, alike || "mask" in annotation ? annotation : fractions(annotation)];
    }),
  );
}

/** The marks of a picture in its half of a joined one. */
function besideNothing(annotation: Annotation, side: Side): Annotation {
  if (!("mask" in annotation)) {
    const { annotators, frame } = annotation;
    return { ...annotation, annotators: concatBoxes(annotators, { width: frame.width, side }) };
  }
  const { data, shape } = annotation.mask;
  const marked = Float32Array.from(data, (value) => Number(value > 0));
  return { mask: concatTruth(ndarray(marked, [...shape]), side) };
}
