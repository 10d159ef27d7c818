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
