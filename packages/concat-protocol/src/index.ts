export { type ConcatBoxesOptions, concatBoxes } from "./concat-boxes.ts";
export { type ConcatPair, type ConcatPairsOptions, concatPairs } from "./concat-pairs.ts";
export { type ConcatPicturesOptions, concatPictures } from "./concat-pictures.ts";
export { concatTruth } from "./concat-truth.ts";
export type { ConcatFilter } from "./half-width.ts";
export type { Side } from "./side.ts";
export type { Box, Grid } from "./types.ts";
