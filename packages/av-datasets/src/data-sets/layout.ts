import type { Annotation } from "@ssl/metrics-ciou";
import type { BoxOrder } from "../truths/truth-from-music.ts";
import type { DataLayout, DataSetNote } from "./data-set.ts";
import type { MediaIndex } from "./media-index.ts";

/** A file or folder at the top of a data set. */
export interface TopEntry {
  readonly name: string;
  readonly folder: boolean;
  /** A file's first 4096 bytes; of a folder the names in it. */
  readonly head: string;
}

/** A sample before its files are looked up. */
export interface Entry {
  readonly id: string;
  /** Keys under which the sample's picture may be found, the first first; by default its id. */
  readonly picture?: readonly string[];
  /** Keys of its sound. */
  readonly sound?: readonly string[];
  /** Path of its mask, relative to the root. */
  readonly mask?: string;
  readonly annotation?: Annotation;
  readonly group?: string;
  readonly class?: string;
  readonly split?: string;
  readonly about?: Readonly<Record<string, string>>;
}

/** A data set that a layout has read. */
export interface Opened {
  readonly entries: readonly Entry[];
  readonly media: MediaIndex;
  readonly notes: readonly DataSetNote[];
  /** Brings an id of a list into the form of the truth's ids. */
  readonly idOf?: (listed: string) => string;
}

/** What a layout needs to read its truth. */
export interface Place {
  /** Absolute path of the folder, links resolved. */
  readonly root: string;
  /** Names of the files or folders that hold the truth, relative to the root. */
  readonly truths: readonly string[];
  /** Whether the truth stands alone: then nobody looks for media. */
  readonly alone: boolean;
  readonly boxes: BoxOrder | undefined;
}

/** A way in which data sets lie on disk. */
export interface Layout {
  /** What it is told by, for the error of a folder that is none. */
  readonly sign: string;
  /** The layout's name if a file or folder at the top of a data set is its truth. */
  recognise(entry: TopEntry): DataLayout | undefined;
  open(place: Place): Promise<Opened>;
}
