export { auditMap } from "./audit-map.ts";
export { auditPage } from "./audit-page.ts";
export type {
  AuditReport,
  ChangeEstimate,
  ConcatReport,
  ConditionChange,
  Estimate,
  FlooredEstimate,
  GapEstimate,
  InteractiveReport,
  NegativeReport,
  Verdict,
  VerdictRule,
} from "./audit-report.ts";
export type { AuditMap, AuditSampleNumbers, AuditSampleView } from "./audit-sample.ts";
export { contactSheet } from "./contact-sheet.ts";
export { escapedText } from "./escaped-text.ts";
export { floorWords } from "./floor-words.ts";
export { type FramedBox, framedBoxes } from "./framed-boxes.ts";
export { type GalleryEntry, type GallerySection, galleryPage } from "./gallery-page.ts";
export { heatmapOverlay } from "./heatmap-overlay.ts";
export { htmlPage } from "./html-page.ts";
export { measureWords } from "./measure-words.ts";
export { readAuditReport } from "./read-audit-report.ts";
export type { RgbPicture } from "./rgb-picture.ts";
export type { AuditSample } from "./sample-browser.ts";
export {
  type Interval,
  type Numbers,
  type ScoredDifference,
  type ScoredMaps,
  type ScoredProtocol,
  type ScoredReport,
  scorePage,
} from "./score-page.ts";
export { type SuccessLine, successCurve } from "./success-curve.ts";
export type { ProtocolCurves, SuccessShares } from "./success-shares.ts";
