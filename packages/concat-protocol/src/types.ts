/** A box in pixels of its picture; `right` and `bottom` are exclusive, edges may be fractional. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** What the functions read: an ndarray, or any object that describes its data in the same way. */
export interface Grid {
  readonly data: ArrayLike<number>;
  readonly shape: readonly number[];
  readonly stride: readonly number[];
  readonly offset: number;
}
