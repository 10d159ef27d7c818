import { PlainError } from "./plain-error.ts";

/** Beyond this, decoding alone takes some 200 MB. */
const MOST_PIXELS = 50e6;
/** Pixels of the longer side; a larger picture is made smaller at once, the localizer sees 96. */
const MOST_SIDE = 512;

/** Decodes a picture file, upright and on white where it is transparent. */
export async function pictureOfFile(file: File): Promise<ImageData> {
  const { width, height } = await sizeOf(file);
  if (width * height > MOST_PIXELS) {
    throw new PlainError(
      `“${file.name}” has ${Math.round((width * height) / 1e6)} megapixels ` +
        `(${width} × ${height}); this page takes up to ${MOST_PIXELS / 1e6}. Make it smaller first.`,
    );
  }
  const shrink = Math.min(1, MOST_SIDE / Math.max(width, height));
  const smaller: ImageBitmapOptions = {
    resizeWidth: Math.max(1, Math.round(width * shrink)),
    resizeHeight: Math.max(1, Math.round(height * shrink)),
    resizeQuality: "high",
  };
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file, shrink < 1 ? smaller : {});
  } catch {
    throw unreadable(file);
  }
  const picture = pixelsOf(bitmap, bitmap.width, bitmap.height);
  bitmap.close();
  return picture;
}

/** The pixels of an image or a video's frame at a size. */
export function pixelsOf(source: CanvasImageSource, width: number, height: number): ImageData {
  const context = new OffscreenCanvas(width, height).getContext("2d", {
    willReadFrequently: true,
  })!;
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.imageSmoothingQuality = "high";
  context.drawImage(source, 0, 0, width, height);
  return context.getImageData(0, 0, width, height);
}

/** A picture's size, for which its pixels need not be decoded. */
async function sizeOf(file: File): Promise<{ readonly width: number; readonly height: number }> {
  const url = URL.createObjectURL(file);
  const image = new Image();
  try {
    await new Promise((resolve, reject) => {
      image.onload = resolve;
      image.onerror = reject;
      image.src = url;
    });
    return { width: image.naturalWidth, height: image.naturalHeight };
  } catch {
    throw unreadable(file);
  } finally {
    URL.revokeObjectURL(url);
  }
}

function unreadable(file: File): PlainError {
  return new PlainError(
    `“${file.name}” cannot be read as a picture: it is damaged, or of a kind that this browser ` +
      "does not know.",
  );
}
