import { relative, sep } from "node:path";
import type { MapSize } from "@ssl/metrics-ciou";
import type { DataSample } from "../data-sets/data-set.ts";
import type { FindingCase } from "./data-set-examination.ts";
import type { MediaFile, MediaSigns } from "./media-signs.ts";

/** What is kept of a sample while its set is examined. */
export interface ExaminedSample {
  readonly id: string;
  /** Whether it is of the set that is examined, not of the one it is held against. */
  readonly own: boolean;
  readonly split: string | undefined;
  readonly class: string | undefined;
  /** The video that its name speaks of. */
  readonly source: string | undefined;
  /** Samples of one origin are expected to be alike: of one video, or else of one group. */
  readonly origin: string;
  /** What its boxes refer to. */
  readonly frame: MapSize | undefined;
}

/** A file, the samples that name it, and what was found in it. */
export interface ExaminedFile extends MediaFile {
  /** Relative to the folder of its set. */
  readonly shown: string;
  /** Indices of samples. */
  readonly users: number[];
  signs?: MediaSigns;
}

/** The samples of one set or two, and their files, each once. */
export interface ExaminedSamples {
  readonly samples: readonly ExaminedSample[];
  readonly files: readonly ExaminedFile[];
  add(sample: DataSample, place: { readonly own: boolean; readonly root: string }): void;
}

/** Starts to gather samples. */
export function examinedSamples(): ExaminedSamples {
  const samples: ExaminedSample[] = [];
  const files = new Map<string, ExaminedFile>();
  const use = (path: string | undefined, kind: MediaFile["kind"], root: string): void => {
    if (path === undefined) return;
    const shown = relative(root, path).split(sep).join("/");
    const file = files.get(path) ?? { path, kind, shown, users: [] };
    file.users.push(samples.length);
    files.set(path, file);
  };
  return {
    samples,
    get files() {
      return [...files.values()];
    },
    add({ id, picture, sound, video, group, split, class: name, annotation }, { own, root }) {
      use(picture, "picture", root);
      use(sound, "sound", root);
      use(video, "video", root);
      const source = sourceOf(id);
      samples.push({
        id,
        own,
        split,
        class: name,
        source,
        origin: source ?? group ?? id,
        frame: annotation && "frame" in annotation ? annotation.frame : undefined,
      });
    },
  };
}

/** The video of a name such as `zpWuikVorYg_000032`, `<video>_30000_40000`, `<video>_0_1000_frame…`. */
function sourceOf(id: string): string | undefined {
  return /^([\w-]{11})_\d+(_|$)/.exec(id)?.[1];
}

/** Something that was found in one file, of all own samples that name it; none if only others do. */
export function fileCase(
  samples: readonly ExaminedSample[],
  { users, shown }: ExaminedFile,
  detail: string,
): FindingCase[] {
  const ids = users.filter((user) => samples[user]!.own).map((user) => samples[user]!.id);
  return ids.length === 0 ? [] : [{ ids, detail, files: [shown] }];
}
