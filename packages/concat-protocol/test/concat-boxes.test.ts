import { expect, test } from "vitest";
import { type Box, concatBoxes, type Side } from "../src/index.ts";

const box = (left: number, top: number, right: number, bottom: number): Box => ({
  left,
  top,
  right,
  bottom,
});

test("boxes take half the width and keep their height, on either side", () => {
  const annotators = [[box(0, 1, 8, 4)], [], [box(1, 0, 4, 2), box(6, 0, 7, 9)]];
  expect(concatBoxes(annotators, { width: 8, side: "left" })).toEqual([
    [box(0, 1, 4, 4)],
    [],
    [box(0.5, 0, 2, 2), box(3, 0, 3.5, 9)],
  ]);
  expect(concatBoxes(annotators, { width: 8, side: "right" })).toEqual([
    [box(4, 1, 8, 4)],
    [],
    [box(4.5, 0, 6, 2), box(7, 0, 7.5, 9)],
  ]);
});

test("a box that cannot be is named with its values and the cure", () => {
  for (const bad of [
    box(-1, 0, 2, 1),
    box(0, 0, 9, 1),
    box(3, 0, 3, 1),
    box(0, Number.NaN, 1, 2),
  ]) {
    const { left, top, right, bottom } = bad;
    expect(() => concatBoxes([[], [box(0, 0, 1, 1), bad]], { width: 8, side: "left" })).toThrow(
      new RangeError(
        "concatBoxes: expected box 1 of annotator 1 to satisfy " +
          "0 ≤ left < right ≤ 8 and 0 ≤ top < bottom, " +
          `got left ${left}, top ${top}, right ${right}, bottom ${bottom}. ` +
          "Clip boxes to the picture and drop empty ones first.",
      ),
    );
  }
});

test("a width or side that cannot be is refused", () => {
  expect(() => concatBoxes([], { width: 7.5, side: "left" })).toThrow(
    new RangeError("concatBoxes: expected width to be an integer of at least 1, got 7.5."),
  );
  expect(() => concatBoxes([], { width: 8, side: "up" as Side })).toThrow(
    new RangeError('concatBoxes: expected side to be "left" or "right", got "up".'),
  );
});
