import { expect, test } from "vitest";
import { boxFindings } from "../src/doctor/box-findings.ts";
import { overlapFinding } from "../src/doctor/overlap-finding.ts";
import type { Corners } from "../src/truths/box-samples.ts";

const frame = { width: 100, height: 50 };

/** What is found in samples of one annotator and one box each, by code. */
function found(
  boxes: Readonly<Record<string, readonly Corners[]>>,
  order: "xyxy" | undefined = "xyxy",
): Record<string, readonly string[]> {
  const marks = Object.entries(boxes).map(([id, own]) => ({ id, annotators: [own] }));
  const findings = boxFindings({ frame, order, marks });
  return Object.fromEntries(findings.map(({ code, ids }) => [code, ids]));
}

test("boxes that are as they should be are no finding", () => {
  expect(found({ a: [[10, 10, 50, 40]], b: [[0, 0, 90, 50]], c: [[0, 0, 2, 2]] })).toEqual({});
});

test("each fault of a box is told apart", () => {
  expect(
    found({
      absurd: [[10, 10, 50, -2.9e16]],
      inverted: [[50, 10, 10, 40]],
      empty: [[10, 10, 10, 40]],
      outside: [[60, 10, 101, 40]],
      rounded: [[60, 10, 100.3, 40]],
      covering: [[1, 0, 99, 49]],
      tiny: [[10, 10, 11, 12]],
      repeated: [
        [10, 10, 50, 40],
        [10, 10, 50, 40],
      ],
      none: [],
    }),
  ).toEqual({
    "box-absurd": ["absurd"],
    "box-inside-out": ["inverted"],
    "box-empty": ["absurd", "inverted", "empty"],
    "box-outside": ["outside"],
    "box-covering": ["covering"],
    "box-tiny": ["tiny"],
    "box-repeated": ["repeated"],
    unmarked: ["absurd", "inverted", "empty", "none"],
  });
});

test("the same box by two annotators is agreement, no repetition", () => {
  const box: Corners = [10, 10, 50, 40];
  const marks = [{ id: "a", annotators: [[box], [box]] }];
  expect(boxFindings({ frame, order: "xyxy", marks })).toEqual([]);
});

test("sizes where corners belong are told by boxes that are inside out, if all fit as sizes", () => {
  const sizes: Record<string, readonly Corners[]> = {
    a: [[60, 10, 30, 20]],
    b: [[70, 30, 20, 10]],
    c: [[50, 20, 40, 10]],
    d: [[10, 10, 50, 40]],
  };
  expect(found(sizes)).toEqual({ "box-order": ["a", "b", "c"] });
  const [order] = boxFindings({
    frame,
    order: "xyxy",
    marks: Object.entries(sizes).map(([id, own]) => ({ id, annotators: [own] })),
  });
  expect(order).toMatchObject({
    severity: "fault",
    what: "All 4 boxes fit in the picture as [x, y, width, height]; read as corners, 3 of them are inside out.",
    leaveOut: [],
  });
  // One that only fits as corners: then the others are slips.
  expect(found({ ...sizes, e: [[60, 10, 90, 40]] })).toEqual({
    "box-inside-out": ["a", "b", "c"],
    "box-empty": ["a", "b", "c"],
    unmarked: ["a", "b", "c"],
  });
});

test("sizes in a form that leaves the order open are a doubt", () => {
  const marks = [0, 1, 2].map((i) => ({ id: `${i}`, annotators: [[[60, 10, 30, 20] as const]] }));
  const [order] = boxFindings({ frame, order: undefined, marks });
  expect(order).toMatchObject({ code: "box-order", severity: "doubt" });
  expect(boxFindings({ frame, order: "xywh", marks })).toMatchObject([{ severity: "fault" }]);
});

test("two sources of one picture whose boxes are nearly one are a doubt", () => {
  const box = (left: number) => ({ left, top: 0, right: left + 10, bottom: 10 });
  const pair = (group: string, apart: number) => [
    { id: `${group}1`, group, box: box(0) },
    { id: `${group}2`, group, box: box(apart) },
  ];
  const clip = [0, 1, 2].map((i) => ({ id: `frame${i}`, group: "clip", box: box(0) }));
  const [finding, ...more] = overlapFinding([...pair("a", 2), ...pair("b", 6), ...clip]);
  expect(more).toEqual([]);
  expect(finding).toMatchObject({
    code: "group-overlap",
    cases: [{ ids: ["a1", "a2"], detail: "IoU 0.67" }],
  });
});
