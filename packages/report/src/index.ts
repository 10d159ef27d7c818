export { contactSheet } from "./contact-sheet.ts";
export { type FramedBox, framedBoxes } from "./framed-boxes.ts";
export { type GalleryEntry, type GallerySection, galleryPage } from "./gallery-page.ts";
export { heatmapOverlay } from "./heatmap-overlay.ts";
export type { RgbPicture } from "./rgb-picture.ts";
