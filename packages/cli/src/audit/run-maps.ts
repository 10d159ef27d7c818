import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type MapSet, openMapSet, readTruth } from "@ssl/av-datasets";
import type { Annotation } from "@ssl/metrics-ciou";
import { BadInput } from "../bad-input.ts";
import { listed } from "../score/report-rows.ts";
import {
  type AuditSample,
  type ConcatSample,
  type ForeignSample,
  type OpenedManifest,
  type OriginalSample,
  openManifest,
} from "./audit-manifest.ts";
import { type RunHow, readRun } from "./run-folder.ts";

/** A picture that has a map with its own sound, and what else there is of it. */
export interface AuditedPicture {
  readonly sample: OriginalSample;
  readonly annotation: Annotation;
  /** Samples of the same picture with other sounds that have a map. */
  readonly foreign: readonly ForeignSample[];
}

/** Two pictures side by side that have a map with either sound. */
interface AuditedPair {
  readonly left: ConcatSample;
  readonly right: ConcatSample;
}

/** What a model made of an audit's samples. */
export interface RunMaps {
  /** Absolute path of the run's folder. */
  readonly folder: string;
  readonly manifest: OpenedManifest;
  readonly how: RunHow;
  readonly maps: MapSet;
  /** Its maps of the pictures alone, by the ids of the originals; null unless it has all of them. */
  readonly pictureOnly: MapSet | null;
  readonly pictures: readonly AuditedPicture[];
  readonly pairs: readonly AuditedPair[];
  /** The marks of originals and joined pictures. */
  readonly annotations: ReadonlyMap<string, Annotation>;
  readonly leftOut: readonly { readonly id: string; readonly reason: string }[];
}

/**
 * Opens what `ssl audit run` collected.
 *
 * @param path - of the run's folder
 * @param options - where the manifest is, if it has moved; whether samples without a map are left out
 * @throws BadInput if the folder or the manifest is none, they do not belong together, or maps are
 * missing and are not to be left out
 */
export async function openRunMaps(
  path: string,
  { manifest: at, skipBad }: { readonly manifest?: string | undefined; readonly skipBad: boolean },
): Promise<RunMaps> {
  const folder = resolve(path);
  const run = await readRun(folder);
  const manifest = await openManifest(at ?? run.manifest.file);
  if (manifest.sha256 !== run.manifest.sha256) {
    throw new BadInput(
      `audit: expected the manifest that the maps in ${folder} are of, got another in ` +
        `${manifest.file}. Give the right one with --manifest, or run ssl audit run again.`,
    );
  }
  const ids = await readdir(join(folder, "maps")).catch((): string[] => []);
  const there = new Set(ids.map((name) => name.replace(/\.npy$/, "")));
  const reasons = new Map(run.failures.map(({ id, reason }) => [id, reason]));
  const leftOut = manifest.samples
    .filter(({ id }) => !there.has(id))
    .map(({ id }) => ({ id, reason: reasons.get(id) ?? "has no map" }));
  if (leftOut.length > 0 && !skipBad) {
    throw new BadInput(
      `audit: expected a map for each of the ${manifest.samples.length} samples in ${folder}, but ` +
        `${leftOut.length} have none: ${listed(leftOut.map(({ id }) => id))}. ` +
        "Run ssl audit run again, or leave them out with --skip-bad.",
    );
  }
  const samples = manifest.samples.filter(({ id }) => there.has(id));
  const annotations = await marks(manifest.folder);
  const pictures = picturesOf(samples, annotations);
  if (pictures.length === 0) {
    throw new BadInput(
      `audit: expected maps of pictures with their own sound in ${folder}, got none. ` +
        "Run ssl audit run again.",
    );
  }
  return {
    folder,
    manifest,
    how: run.how,
    maps: await openMapSet(join(folder, "maps")),
    pictureOnly: await withoutSound(folder, pictures),
    pictures,
    pairs: pairsOf(samples),
    annotations,
    leftOut,
  };
}

function picturesOf(
  samples: readonly AuditSample[],
  annotations: ReadonlyMap<string, Annotation>,
): AuditedPicture[] {
  const foreign = new Map<string, ForeignSample[]>();
  for (const sample of samples) {
    if (sample.condition === "original" || sample.condition === "concat") continue;
    const known = foreign.get(sample.of);
    if (known) known.push(sample);
    else foreign.set(sample.of, [sample]);
  }
  return samples.flatMap((sample) => {
    if (sample.condition !== "original") return [];
    const annotation = annotations.get(sample.id);
    if (annotation === undefined) throw unmarked(sample.id);
    return [{ sample, annotation, foreign: foreign.get(sample.id) ?? [] }];
  });
}

function pairsOf(samples: readonly AuditSample[]): AuditedPair[] {
  const sides = new Map<string, Partial<Record<"left" | "right", ConcatSample>>>();
  for (const sample of samples) {
    if (sample.condition !== "concat") continue;
    sides.set(sample.pair, { ...sides.get(sample.pair), [sample.side]: sample });
  }
  return [...sides.values()].flatMap(({ left, right }) => (left && right ? [{ left, right }] : []));
}

/** What is marked in each picture: boxes in truth.json, masks as files. */
async function marks(folder: string): Promise<Map<string, Annotation>> {
  const places = [join(folder, "truth.json"), join(folder, "masks")].filter((at) => existsSync(at));
  const found = new Map<string, Annotation>();
  for (const place of places) {
    const truth = await readTruth(place).catch((cause: Error) => {
      throw new BadInput(cause.message, { cause: cause.cause });
    });
    for (const sample of truth.samples) found.set(sample.id, sample.annotation);
  }
  return found;
}

function unmarked(id: string): BadInput {
  return new BadInput(
    `audit: expected marks of ${id} in truth.json or masks/ beside the manifest, got none. ` +
      "Keep them together, or run ssl audit build again.",
  );
}

async function withoutSound(
  folder: string,
  pictures: readonly AuditedPicture[],
): Promise<MapSet | null> {
  const names = await readdir(join(folder, "picture-only")).catch((): string[] => []);
  const there = new Set(names);
  const all = pictures.every(({ sample }) => there.has(`${sample.id}.npy`));
  return all ? openMapSet(join(folder, "picture-only")) : null;
}
