import type { Localization } from "@ssl/ssl-core";

/** Draws a picture, darkened where a map is low; the browser interpolates between the map's cells. */
export function showMap(
  canvas: HTMLCanvasElement,
  picture: ImageData,
  map: Localization["localization"],
): void {
  const [rows, columns] = map.shape as [number, number];
  const least = Math.min(...map.data);
  const range = Math.max(...map.data) - least || 1;
  const shade = new ImageData(columns, rows);
  map.data.forEach((value, i) => {
    shade.data[4 * i + 3] = 230 * (1 - (value - least) / range);
  });
  const small = new OffscreenCanvas(columns, rows);
  small.getContext("2d")!.putImageData(shade, 0, 0);
  canvas.width = picture.width;
  canvas.height = picture.height;
  const context = canvas.getContext("2d")!;
  context.putImageData(picture, 0, 0);
  context.drawImage(small, 0, 0, picture.width, picture.height);
}
