/** A box in pixels of its picture; `right` and `bottom` are exclusive, edges may be fractional. */
export interface Box {
  /** Left edge. */
  readonly left: number;
  /** Upper edge. */
  readonly top: number;
  /** Right edge, exclusive. */
  readonly right: number;
  /** Lower edge, exclusive. */
  readonly bottom: number;
}

/** The size of a picture or map, in pixels. */
export interface MapSize {
  /** Rows. */
  readonly height: number;
  /** Columns. */
  readonly width: number;
}

/** What the functions read: an ndarray, or any object that describes its data in the same way. */
export interface Grid {
  /** All values, in any order that `stride` and `offset` describe. */
  readonly data: ArrayLike<number>;
  /** Length of each axis. */
  readonly shape: readonly number[];
  /** Distance in `data` between neighbours along each axis. */
  readonly stride: readonly number[];
  /** Index in `data` of the first value. */
  readonly offset: number;
}

/** What people marked in one picture. */
export type Annotation = BoxAnnotation | MaskAnnotation;

/** Boxes around what sounds, by one or more annotators. */
export interface BoxAnnotation {
  /** Each annotator's boxes, in the frame's unit. */
  readonly annotators: readonly (readonly Box[])[];
  /** The size that the boxes refer to: the annotated picture's pixels, or 1 × 1 for fractions. */
  readonly frame: MapSize;
  /** Boxes over a pixel that make full agreement where boxes are counted: 2 for Flickr-SoundNet. */
  readonly consensus: number;
}

/** The pixels of what sounds. */
export interface MaskAnnotation {
  /** `[height, width]`, above 0 where it sounds. */
  readonly mask: Grid;
}
