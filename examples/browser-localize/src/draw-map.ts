import { type Grid, minMax } from "@ssl/metrics-ciou";
import { heatmapOverlay } from "@ssl/report";
import ndarray from "ndarray";

/** Share of the map's colour in each pixel. */
const OPACITY = 0.5;

/**
 * Draws a map over its picture: the picture in grey, the map, stretched to 0 … 1, in the colours of
 * all our heat maps; the browser interpolates between the map's cells.
 */
export function drawMap(
  canvas: HTMLCanvasElement,
  picture: ImageData,
  map: Grid,
  { widen = 1 }: { readonly widen?: number } = {},
): void {
  const { width, height } = picture;
  canvas.width = width * widen;
  canvas.height = height;
  const context = canvas.getContext("2d")!;
  context.drawImage(canvasOf(greyed(picture)), 0, 0, canvas.width, height);
  context.globalAlpha = OPACITY;
  context.imageSmoothingQuality = "high";
  context.drawImage(canvasOf(coloured(map)), 0, 0, canvas.width, height);
}

/** The map's own pixels in colour: laid over black, nothing but the map is seen. */
function coloured(map: Grid): ImageData {
  const [rows, columns] = map.shape as [number, number];
  const black = ndarray(new Uint8Array(rows * columns * 3), [rows, columns, 3]);
  const { data } = heatmapOverlay(black, minMax(map), { opacity: 1 });
  const colours = new ImageData(columns, rows);
  colours.data.fill(255);
  for (let i = 0; i < rows * columns; i++) {
    colours.data.set(data.subarray(3 * i, 3 * i + 3), 4 * i);
  }
  return colours;
}

function greyed({ data, width, height }: ImageData): ImageData {
  const grey = new ImageData(width, height);
  for (let i = 0; i < data.length; i += 4) {
    const level = 0.299 * data[i]! + 0.587 * data[i + 1]! + 0.114 * data[i + 2]!;
    grey.data[i] = grey.data[i + 1] = grey.data[i + 2] = level;
    grey.data[i + 3] = 255;
  }
  return grey;
}

function canvasOf(picture: ImageData): OffscreenCanvas {
  const canvas = new OffscreenCanvas(picture.width, picture.height);
  canvas.getContext("2d")!.putImageData(picture, 0, 0);
  return canvas;
}
