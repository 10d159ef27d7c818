import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type DataSample, type DataSet, openDataSet } from "@ssl/av-datasets";
import type { HeardPicture } from "@ssl/concat-protocol";
import type { Annotation } from "@ssl/metrics-ciou";
import { namedStream } from "@ssl/named-streams";
import { BadInput } from "../bad-input.ts";
import { readManifest } from "../compose/compose-manifest.ts";

/** A sample that an audit is made of: a picture, its sound, and where that comes from. */
export interface AuditSource extends HeardPicture {
  /** Absent where the picture is a frame of the video. */
  readonly picture?: string;
  readonly sound?: string;
  readonly video?: string;
  readonly annotation: Annotation;
  /** Whether each sample of the group has its own sound of one picture. */
  readonly interactive: boolean;
}

/** The samples of a data set that an audit can be made of. */
export interface AuditSources {
  readonly name: string;
  readonly layout: string;
  /** The split that they are of; null where the data set has none. */
  readonly split: string | null;
  /** SHA-256 over ids, groups, classes and marks. */
  readonly digest: string;
  readonly samples: readonly AuditSource[];
  readonly leftOut: readonly { readonly id: string; readonly reason: string }[];
}

/** Which samples of a data set. */
export interface SourceChoice {
  readonly truth?: string;
  readonly lists?: readonly string[];
  readonly boxes?: "xywh" | "xyxy";
  /** @default test, where the data set has such a split */
  readonly split?: string;
  /** So many pictures, with all of their sounds, drawn by the seed. @default all */
  readonly pictures?: number;
  readonly seed: number;
}

/**
 * Lists the samples of a data set that an audit can be made of.
 *
 * @throws BadInput if there is no such data set, split, or sample with a picture, a sound and marks
 */
export async function auditSources(path: string, choice: SourceChoice): Promise<AuditSources> {
  const set = await opened(path, choice);
  const leftOut: { id: string; reason: string }[] = [];
  const all: DataSample[] = [];
  const onBadMask = (id: string, error: Error): void => {
    leftOut.push({ id, reason: error.message });
  };
  for await (const sample of set.samples({ onBadMask })) all.push(sample);
  const splits = [...new Set(all.flatMap(({ split }) => (split === undefined ? [] : [split])))];
  const split = choice.split ?? (splits.includes("test") ? "test" : undefined);
  if (split !== undefined && !splits.includes(split)) {
    throw new BadInput(
      `audit: expected a split of ${path}, got ${split}; there ` +
        `${splits.length > 0 ? `are ${splits.join(", ")}` : "is none"}. Give another --split, or none.`,
    );
  }
  const bad = new Set(leftOut.map(({ id }) => id));
  const whole = all
    .filter((sample) => split === undefined || sample.split === split)
    .filter((sample) => {
      if (bad.has(sample.id)) return false;
      const lack = lacking(sample);
      if (lack !== undefined) leftOut.push({ id: sample.id, reason: lack });
      return lack === undefined;
    });
  if (whole.length === 0) {
    const [first] = leftOut;
    throw new BadInput(
      `audit: expected samples with a picture, a sound and marks in ${path}, got none` +
        `${first ? `: ${first.id} ${first.reason}` : ""}. ` +
        "Give the folder of an annotated test set, for example one that ssl compose wrote.",
    );
  }
  const classes = await composedClasses(set, path);
  const interactive = interactiveGroups(whole);
  const shown = new Map<string, string[]>();
  for (const { group, class: name } of whole) {
    if (group === undefined || name === undefined || !interactive.has(group)) continue;
    shown.set(group, [...(shown.get(group) ?? []), name]);
  }
  const samples = whole.map((sample): AuditSource => {
    const { id, picture, sound, video, annotation, group } = sample;
    const { sounding, silent } = classes?.get(id) ?? {
      sounding: sample.class === undefined ? [] : [sample.class],
      silent: (shown.get(group ?? "") ?? []).filter((name) => name !== sample.class),
    };
    return {
      id,
      group: group ?? id,
      sounding,
      silent,
      ...(picture === undefined ? {} : { picture }),
      ...(sound === undefined ? {} : { sound }),
      ...(video === undefined ? {} : { video }),
      annotation: annotation!,
      interactive: group !== undefined && interactive.has(group),
    };
  });
  const chosen = subset(samples, choice);
  return {
    name: set.name,
    layout: set.layout,
    split: split ?? null,
    digest: digest(chosen),
    samples: chosen,
    leftOut,
  };
}

async function opened(path: string, { truth, lists, boxes }: SourceChoice): Promise<DataSet> {
  try {
    return await openDataSet(path, {
      ...(truth === undefined ? {} : { truth }),
      ...(lists === undefined ? {} : { lists }),
      ...(boxes === undefined ? {} : { boxes }),
    });
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    throw new BadInput(cause.message, { cause: cause.cause });
  }
}

/** What keeps a sample from being tried; undefined if nothing does. */
function lacking({ picture, sound, video, annotation }: DataSample): string | undefined {
  if (picture === undefined && video === undefined) return "has no picture";
  if (sound === undefined && video === undefined) return "has no sound";
  if (annotation === undefined) return "is not marked";
  if ("mask" in annotation) {
    const { data } = annotation.mask;
    for (let i = 0; i < data.length; i++) if (data[i]! > 0) return undefined;
    return "has an empty mask";
  }
  return annotation.annotators.flat().length > 0 ? undefined : "has no box";
}

/** The groups whose samples have each a sound of its own: pictures with several sources. */
function interactiveGroups(samples: readonly DataSample[]): Set<string> {
  const sounds = new Map<string, string[]>();
  for (const { group, sound, video } of samples) {
    if (group === undefined) continue;
    sounds.set(group, [...(sounds.get(group) ?? []), sound ?? video ?? ""]);
  }
  const several = [...sounds].filter(([, files]) => {
    return files.length > 1 && new Set(files).size === files.length;
  });
  return new Set(several.map(([group]) => group));
}

type Labels = Required<Pick<HeardPicture, "sounding" | "silent">>;

/** What sounds and what could in each sample of a set that `ssl compose` made, by its manifest. */
async function composedClasses(
  { layout, root }: DataSet,
  path: string,
): Promise<Map<string, Labels> | undefined> {
  const file = join(root, "manifest.json");
  if (layout !== "plain" || !existsSync(file)) return undefined;
  const text = await readFile(file, "utf8");
  if (!/"schema"\s*:\s*"ssl-compose\//.test(text.slice(0, 1000))) return undefined;
  const { scenes } = await readManifest(file);
  const found = new Map<string, Labels>();
  for (const { objects, samples } of scenes) {
    for (const { id, boxes } of samples) {
      const marked = new Set(boxes.map((box) => box.join()));
      const sounding = objects.filter((object) => object.sounding && marked.has(object.box.join()));
      if (sounding.length === 0) {
        throw new BadInput(
          `audit: expected the boxes of ${id} among the objects of its scene in ${file}, got others. ` +
            `Compose ${path} again.`,
        );
      }
      const heard = new Set(sounding.map((object) => object.class));
      const others = objects.map((object) => object.class).filter((name) => !heard.has(name));
      found.set(id, { sounding: [...heard].sort(), silent: [...new Set(others)].sort() });
    }
  }
  return found;
}

/** So many pictures with all of their samples, in the set's order. */
function subset(
  samples: readonly AuditSource[],
  { pictures, seed }: SourceChoice,
): readonly AuditSource[] {
  if (pictures === undefined) return samples;
  const groups = [...new Set(samples.map(({ group }) => group))];
  const order = namedStream(seed, "audit-pictures").permutation(groups.length);
  const taken = new Set(Array.from(order.subarray(0, pictures), (place) => groups[place]!));
  return samples.filter(({ group }) => taken.has(group));
}

function digest(samples: readonly AuditSource[]): string {
  const hash = createHash("sha256");
  for (const { id, group, sounding, silent, annotation } of samples) {
    const mask = "mask" in annotation ? annotation.mask : null;
    hash.update(JSON.stringify([id, group, sounding, silent, mask ? mask.shape : annotation]));
    if (mask) hash.update(Uint8Array.from(mask.data));
  }
  return hash.digest("hex");
}
