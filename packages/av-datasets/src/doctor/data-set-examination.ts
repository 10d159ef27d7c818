import type { ScoreSetSummary } from "@ssl/metrics-ciou";

/**
 * What is wrong with a data set or looks wrong, by name.
 *
 * Of the set: `refused`, `missing-file`, `extra-file`, `broken-link`, `repeated-entry`, `unlisted`,
 * `no-truth`, `left-out`, `id-case`, `class-spelling`, `few-videos`, `own-sound`, `own-class`. Of
 * pictures and sounds: `picture-…` and `sound-…`. Of two parts that should share nothing: `leak-…`. Of what people
 * marked: `box-…`, `group-overlap`, `unmarked`.
 */
export type FindingCode =
  | "refused"
  | "missing-file"
  | "extra-file"
  | "broken-link"
  | "repeated-entry"
  | "unlisted"
  | "no-truth"
  | "left-out"
  | "id-case"
  | "class-spelling"
  | "few-videos"
  | "own-sound"
  | "own-class"
  | "picture-unreadable"
  | "picture-constant"
  | "picture-transparent"
  | "picture-turned"
  | "picture-misnamed"
  | "picture-small"
  | "picture-shape"
  | "picture-repeated"
  | "picture-alike"
  | "sound-unreadable"
  | "sound-silent"
  | "sound-constant"
  | "sound-clipped"
  | "sound-rumble"
  | "sound-cancelling"
  | "sound-short"
  | "sound-repeated"
  | "sound-alike"
  | "leak-id"
  | "leak-video"
  | "leak-picture"
  | "leak-sound"
  | "box-absurd"
  | "box-inside-out"
  | "box-order"
  | "box-empty"
  | "box-outside"
  | "box-covering"
  | "box-tiny"
  | "box-repeated"
  | "group-overlap"
  | "unmarked";

/** One place where something was found. */
export interface FindingCase {
  /** The samples; of a group of equal ones all. */
  readonly ids: readonly string[];
  /** The numbers, or the error, in a few words; may be empty. */
  readonly detail: string;
  /** Files that show it, relative to the data set's folder. */
  readonly files?: readonly string[];
}

/** Something that was found. */
export interface Finding {
  /** Its name. */
  readonly code: FindingCode;
  /** `"fault"`: wrong, whatever the set is for; `"doubt"`: someone should look at it. */
  readonly severity: "fault" | "doubt";
  /** All samples it is about, each once. */
  readonly ids: readonly string[];
  /** What was found: a sentence with the numbers. */
  readonly what: string;
  /** What to do about it. */
  readonly advice: string;
  /** Each place. */
  readonly cases: readonly FindingCase[];
  /**
   * Samples without which the set no longer has it; empty where leaving out is no cure, or would make
   * N another one than everybody's.
   */
  readonly leaveOut: readonly string[];
}

/** How often a value comes, or values of a range. */
export interface DistributionRow {
  /** The value or range. */
  readonly label: string;
  /** How often. */
  readonly count: number;
}

/** How often something has one value or lies in one range. */
export interface Distribution {
  /** What is counted, with its unit. */
  readonly of: string;
  /** Values or ranges in order, with counts. */
  readonly rows: readonly DistributionRow[];
  /** Rarer values than those of the rows; absent if there are none. */
  readonly others?: {
    /** How many values. */
    readonly values: number;
    /** How often they come, together. */
    readonly count: number;
  };
}

/** Where people marked, and what maps that need no model score for it. */
export interface TruthProfile {
  /** Samples with a mark. */
  readonly marked: number;
  /** The mean share of the picture that is marked. */
  readonly meanArea: number;
  /** The mean share of the marked pixels inside the disc in the middle that fills half the picture. */
  readonly insideCentre: number;
  /** The share of samples whose middle pixel is marked. */
  readonly middleMarked: number;
  /** The share of samples that mark each cell, row by row, from the top; `side` × `side` of them. */
  readonly density: readonly number[];
  /** Cells of `density` along each side. */
  readonly side: number;
  /** Under each protocol what four maps score that need no model. */
  readonly floors: readonly {
    /** The protocol. */
    readonly protocol: string;
    /** Every pixel on. */
    readonly allOn: ScoreSetSummary;
    /** A disc in the middle over half of the picture. */
    readonly centreDisc: ScoreSetSummary;
    /** The largest disc that has no more pixels than the truth. */
    readonly oracleDisc: ScoreSetSummary;
    /** What uniform noise can expect. */
    readonly noise: ScoreSetSummary;
  }[];
}

/** What a data set is, and what is wrong with it; plain data. */
export interface DataSetExamination {
  /** The form of this object. */
  readonly schema: "ssl-doctor/1";
  /** The folder's or file's name. */
  readonly name: string;
  /** How the set lies on disk, or `"unknown"` if its truth is refused. */
  readonly layout: string;
  /** The folder that files are relative to. */
  readonly root: string;
  /** How many there are. */
  readonly counts: {
    /** Samples, N. */
    readonly samples: number;
    /** Samples that something is marked or stated for. */
    readonly annotated: number;
    /** Picture files that samples name, each once. */
    readonly pictures: number;
    /** Sound files. */
    readonly sounds: number;
    /** Files that hold both. */
    readonly videos: number;
    /** Videos that the samples' names or groups speak of, where they do. */
    readonly sources: number | null;
    /** Samples in each split that the set names. */
    readonly splits: Readonly<Record<string, number>>;
  };
  /** What is wrong or looks so: faults first. Empty for a clean set. */
  readonly findings: readonly Finding[];
  /** Sizes, durations, rates, classes, boxes. */
  readonly distributions: readonly Distribution[];
  /** Of the truth; null without one. */
  readonly truth: TruthProfile | null;
  /** What else the reader said about the set. */
  readonly notes: readonly string[];
}
