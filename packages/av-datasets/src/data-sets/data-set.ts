import type { Annotation } from "@ssl/metrics-ciou";
import type { TruthNote } from "../truths/truth-set.ts";

/** The ways in which data sets lie on disk, and our own; docs/data-sets.md describes each. */
export type DataLayout =
  | "flickr-soundnet"
  | "vggss"
  | "is3"
  | "vpo"
  | "avsbench-s4"
  | "avsbench-ms3"
  | "music"
  | "sound-of-pixels"
  | "plain"
  | "pairs";

/** One sample of a data set: where its picture and sound lie and what is known about it. */
export interface DataSample {
  /** The sample's name; unique in its set. */
  readonly id: string;
  /** Absolute path; absent if the file is missing, or the set has no pictures. */
  readonly picture?: string;
  /** Absolute path; absent if the file is missing, or the set has no sounds. */
  readonly sound?: string;
  /** Absolute path of one file that holds both. */
  readonly video?: string;
  /** What people marked; absent where nobody looked, and where nothing sounds. */
  readonly annotation?: Annotation;
  /** What several samples are part of: a picture with two sounds, a clip of five frames. */
  readonly group?: string;
  /** What sounds, as the set names it. */
  readonly class?: string;
  /** `"train"`, `"val"`, `"test"`, … where the set says. */
  readonly split?: string;
  /** What else the set says about the sample, as text. */
  readonly about?: Readonly<Record<string, string>>;
}

/** A file that a sample names and the folder does not hold. */
export interface MissingFile {
  /** The sample. */
  readonly id: string;
  /** Which of its files. */
  readonly what: "picture" | "sound" | "video";
}

/** Something about a data set that its numbers depend on, or that looks odd. */
export interface DataSetNote {
  /**
   * Those of a truth, and: `"repeated"`: entries that are listed twice; `"renamed"`: files that bear
   * another form of their name; `"unlisted"`: samples of the truth that a list leaves out;
   * `"no-truth"`: samples of a list that the truth does not know; `"no-media"`: no files of a kind;
   * `"broken-link"`: links that lead nowhere.
   */
  readonly kind:
    | TruthNote["kind"]
    | "repeated"
    | "renamed"
    | "unlisted"
    | "no-truth"
    | "no-media"
    | "broken-link";
  /** A sentence with the numbers. */
  readonly message: string;
  /** The samples, or for `"broken-link"` the paths, that it is about. */
  readonly ids: readonly string[];
}

/** How samples come. */
export interface SamplesOptions {
  /**
   * Hears of a sample whose mask cannot be read, which then comes without an annotation.
   *
   * @default the error is thrown
   */
  readonly onBadMask?: (id: string, error: Error) => void;
}

/** A folder of samples, listed; no picture and no sound is read. */
export interface DataSet {
  /** The folder's name. */
  readonly name: string;
  /** The layout that was recognised. */
  readonly layout: DataLayout;
  /** Absolute path of the folder, links resolved. */
  readonly root: string;
  /** How many samples there are. */
  readonly count: number;
  /** What the samples name and the folder does not hold, in the samples' order. */
  readonly missing: readonly MissingFile[];
  /** Pictures, sounds and videos that no sample names: paths relative to `root`, sorted. */
  readonly extra: readonly string[];
  /** What was found odd. */
  readonly notes: readonly DataSetNote[];
  /** The samples, one after another; every call begins anew. */
  samples(options?: SamplesOptions): AsyncGenerator<DataSample, void, void>;
}
