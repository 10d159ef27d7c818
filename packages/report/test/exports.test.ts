import { expect, test } from "vitest";
import * as report from "../src/index.ts";

test("the package exports these functions and no others", () => {
  expect(Object.keys(report).sort()).toEqual([
    "auditMap",
    "auditPage",
    "contactSheet",
    "escapedText",
    "floorWords",
    "framedBoxes",
    "galleryPage",
    "heatmapOverlay",
    "htmlPage",
    "measureWords",
    "readAuditReport",
    "scorePage",
    "successCurve",
  ]);
});
