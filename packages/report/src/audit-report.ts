import type { ProtocolCurves } from "./success-shares.ts";

/** A number, and how far other samples of the same kind might have moved it. */
export interface Estimate {
  /** The number itself, mostly a fraction of 1; `NaN`, in JSON null, where it is undefined. */
  readonly value: number;
  /** The 95 % interval, BCa bootstrap. */
  readonly interval: readonly [low: number, high: number];
  /** Independent samples, pairs or groups behind it. */
  readonly n: number;
}

/** Whether a model listens, from stated rules on intervals. */
export type Verdict = "listens" | "does not listen" | "cannot tell";

/** One rule of the verdict. */
export interface VerdictRule {
  /** What the rule asks. */
  readonly rule: string;
  /** Whether it holds; null where this many samples cannot tell. */
  readonly holds: boolean | null;
  /** The numbers that decided. */
  readonly why: string;
}

/** A localization measure with the sound, without it, and the one minus the other. */
export interface GapEstimate {
  /** With the sound that belongs to the picture. */
  readonly own: Estimate;
  /** Of the map that no sound has a part in. */
  readonly pictureOnly: Estimate;
  /** `own` minus `pictureOnly`, sample by sample. */
  readonly difference: Estimate;
  /** The same measure of maps that need no model, by their name. */
  readonly floors?: Readonly<Record<string, number>>;
}

/** How much a map changes when the sound does. */
export interface ChangeEstimate {
  /** One minus the correlation of the two maps. */
  readonly oneMinusCorrelation: Estimate;
  /** The share of pixels that flip between on and off. */
  readonly flipped: Estimate;
  /** How far the peak moves, as a share of the picture's diagonal. */
  readonly peakMoved: Estimate;
}

/** Change under one condition, and what of it is no effect of the sound. */
export interface ConditionChange extends ChangeEstimate {
  /** Draws of the condition for each picture. */
  readonly draws?: number;
  /** Change between two draws of this condition; null where there is one. */
  readonly betweenDraws?: ChangeEstimate | null;
}

/** A score with those of maps that need no model. */
export interface FlooredEstimate {
  /** The score. */
  readonly measure: Estimate;
  /** The same of maps that need no model, by their name. */
  readonly floors: Readonly<Record<string, number>>;
}

/** Two pictures side by side with the sound of one. */
export interface ConcatReport {
  /** The share of samples with more of the map on the side that sounds. */
  readonly sideByMass: Estimate;
  /** The share of samples with the map's peak on the side that sounds. */
  readonly sideByPeak: Estimate;
  /** What either share is without listening. */
  readonly chance: number;
  /** The localization score under each protocol, by its id. */
  readonly scores: Readonly<Record<string, FlooredEstimate>>;
}

/** What the maps claim when nothing in the picture sounds. */
export interface NegativeReport {
  /** By kind of negative audio, such as `silence`. */
  readonly kinds: Readonly<
    Record<
      string,
      {
        /** The mean share of the picture that is claimed to sound; the less the better. */
        readonly pIA: Estimate;
        /** The area under the share of samples of which at most t of the picture is claimed. */
        readonly aucN: Estimate;
        /** The harmonic mean of the localization score and 1 − `pIA`. */
        readonly fLoc: Estimate;
        /** The same of a map that needs no model. */
        readonly floors?: Readonly<Record<"pIA" | "aucN" | "fLoc", number>>;
      }
    >
  >;
  /** One threshold for all maps, from the maps of negative audio; null where none can be had. */
  readonly universalThreshold: {
    /** In the maps' own units. */
    readonly threshold: number;
    /** How it was chosen. */
    readonly rule?: string;
    /** The localization score at it. */
    readonly score: Estimate;
    /** The score at the protocol's own threshold minus that: what the threshold costs. */
    readonly cost: Estimate;
  } | null;
}

/** Pictures in which several things sound, one at a time. */
export interface InteractiveReport {
  /** The share of pictures of which every sound is localized. */
  readonly iiou: Estimate;
  /** The area under that share over the bar. */
  readonly iauc: Estimate;
  /** Pictures. */
  readonly groups: number;
  /** Under which protocol, by its id. */
  readonly protocol?: string;
  /** The same of maps that no sound has a part in, by their name. */
  readonly floors?: Readonly<Record<string, Readonly<Record<"iiou" | "iauc", number>>>>;
}

/** What an audit found: whether a model listens, and every number behind that. */
export interface AuditReport {
  /** The form of this object. */
  readonly schema: "ssl-audit-report/1";
  /** What was audited. */
  readonly name: string;
  /** The command line that made the report. */
  readonly command: string;
  /** The seed of its draws. */
  readonly seed: number;
  /** Pictures with their own sound. */
  readonly samples: number;
  /** The verdict, in a sentence to quote, and the rules it comes from. */
  readonly verdict: {
    /** In a word or three. */
    readonly verdict: Verdict;
    /** To quote. */
    readonly sentence: string;
    /** What it comes from. */
    readonly rules: readonly VerdictRule[];
  };
  /** The number that the verdict's rules look at. */
  readonly judgedBy?: {
    /** By its id. */
    readonly protocol: string;
    /** By its name in `gap`. */
    readonly measure: string;
  };
  /** Samples that were left out, with the cause. */
  readonly leftOut?: readonly {
    /** The sample. */
    readonly id: string;
    /** The cause. */
    readonly reason: string;
  }[];
  /** Localization with and without the sound: by protocol id, then by measure. */
  readonly gap: Readonly<Record<string, Readonly<Record<string, GapEstimate>>>>;
  /** What stands for the map without a sound: the model's own, or its map under silence. */
  readonly pictureOnlyIs: "own" | "silence";
  /** Change of the map under each condition, against the original sound. */
  readonly change: Readonly<Record<string, ConditionChange>>;
  /** Change between two draws of one condition: what is no effect. */
  readonly noiseFloor: ChangeEstimate;
  /** Null where the audit has no such samples. */
  readonly concat: ConcatReport | null;
  /** Null where the audit has no such samples. */
  readonly negative: NegativeReport | null;
  /** Null where the audit has no such samples. */
  readonly interactive: InteractiveReport | null;
  /** Success curves by protocol id, `against` being those of the map without a sound. */
  readonly curves?: Readonly<Record<string, ProtocolCurves>>;
}
