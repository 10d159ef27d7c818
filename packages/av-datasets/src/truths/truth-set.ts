import type { Annotation } from "@ssl/metrics-ciou";

/** The forms in which truths are published, and our own. */
export type TruthFormat = "vggss" | "is3" | "flickr" | "music" | "masks" | "ssl-truth/1";

/** What people marked in the picture of one sample. */
export interface TruthSample {
  /** The sample's name, which is also that of its map; unique in its set. */
  readonly id: string;
  /** What several samples are part of: the picture of IS3's two sounds, the frame of a duet. */
  readonly group?: string;
  /** Boxes in their frame, or a mask. */
  readonly annotation: Annotation;
  /** What the file calls the things marked; for Flickr-SoundNet the first field of each box. */
  readonly labels?: readonly string[];
  /** Where the picture is, as the file says. */
  readonly picture?: string;
  /** Where the sound is, as the file says. */
  readonly sound?: string;
}

/** Something about a truth that its numbers depend on, or that looks odd. */
export interface TruthNote {
  /**
   * `"clipped"`: boxes reached beyond the picture and are cut at its edge; `"dropped"`: boxes
   * without area are left out; `"unmarked"`: samples with nothing marked stay in the set, and no
   * map can score on them; `"left-out"`: entries that are no sample; `"read-as"`: which of two
   * readings of the file was taken.
   */
  readonly kind: "clipped" | "dropped" | "unmarked" | "left-out" | "read-as";
  /** A sentence with the numbers. */
  readonly message: string;
  /** The samples it is about. */
  readonly ids: readonly string[];
}

/** What people marked in the pictures of a data set. */
export interface TruthSet {
  /** The file's or folder's name, or the one that the file states. */
  readonly name: string;
  /** The form that was recognised. */
  readonly format: TruthFormat;
  /** One or more samples, in the file's order; those of a folder in the order of their names. */
  readonly samples: readonly TruthSample[];
  /** What was found odd. */
  readonly notes: readonly TruthNote[];
}
