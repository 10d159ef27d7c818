/** The share of samples that reach each consensus IoU. */
export interface SuccessShares {
  /** At evenly spaced levels from 0 to 1, ends included; at least two. */
  readonly shares: readonly number[];
  /** The pointwise 95 % intervals at the same levels; null without intervals. */
  readonly band: readonly (readonly [low: number, high: number])[] | null;
}

/** Success curves under one protocol. */
export interface ProtocolCurves {
  /** Of the maps that are scored. */
  readonly own: SuccessShares;
  /** Of the maps that they are held against, if there are any. */
  readonly against: SuccessShares | null;
  /** Of maps that need no model, by their name. */
  readonly floors: Readonly<Record<string, readonly number[]>>;
}
