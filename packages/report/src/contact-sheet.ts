import ndarray from "ndarray";
import { checkRgb, type RgbPicture } from "./rgb-picture.ts";

/**
 * Puts pictures of one size side by side, row under row, on white.
 *
 * @param rows - the pictures of each row, `[height, width, 3]`; a short row ends in white
 * @param gap - white pixels between pictures
 * @returns one picture; the caller's own
 * @throws RangeError if there is no picture, or the pictures differ in size
 * @example
 * ```ts
 * import { contactSheet } from "@ssl/report";
 * import ndarray from "ndarray";
 *
 * const tile = ndarray(new Uint8Array(4 * 4 * 3), [4, 4, 3]);
 * console.log(contactSheet([[tile, tile]], 2).shape); // [4, 10, 3]
 * ```
 */
export function contactSheet(rows: readonly (readonly RgbPicture[])[], gap: number): RgbPicture {
  const first = rows[0]?.[0];
  if (first === undefined) {
    throw new RangeError("contactSheet: expected at least one picture, got none.");
  }
  const [height, width] = checkRgb(first, "contactSheet");
  const columns = Math.max(...rows.map((row) => row.length));
  const sheetHeight = rows.length * (height + gap) - gap;
  const sheetWidth = columns * (width + gap) - gap;
  const out = new Uint8Array(sheetHeight * sheetWidth * 3).fill(255);
  rows.forEach((row, r) => {
    row.forEach((tile, c) => {
      const [tileHeight, tileWidth] = checkRgb(tile, "contactSheet");
      if (tileHeight !== height || tileWidth !== width) {
        throw new RangeError(
          `contactSheet: expected pictures of [${height}, ${width}, 3], got [${tileHeight}, ${tileWidth}, 3] in row ${r}, column ${c}.`,
        );
      }
      for (let y = 0; y < height; y++) {
        const to = ((r * (height + gap) + y) * sheetWidth + c * (width + gap)) * 3;
        out.set(tile.data.subarray(y * width * 3, (y + 1) * width * 3), to);
      }
    });
  });
  return ndarray(out, [sheetHeight, sheetWidth, 3]);
}
