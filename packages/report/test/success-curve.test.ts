import { JSDOM } from "jsdom";
import { expect, test } from "vitest";
import { type SuccessLine, successCurve } from "../src/index.ts";

const own: SuccessLine = {
  name: "maps",
  kind: "own",
  success: {
    shares: [1, 0.5, 0],
    band: [
      [1, 1],
      [0.4, 0.6],
      [0, 0.1],
    ],
  },
};
const floor = (name: string): SuccessLine => ({
  name,
  kind: "floor",
  success: { shares: [1, 0], band: null },
});

/** Parsed as XML, which forgives nothing. */
function drawing(title: string, lines: readonly SuccessLine[]): Element {
  const { DOMParser } = new JSDOM().window;
  return new DOMParser().parseFromString(successCurve(title, lines), "image/svg+xml")
    .documentElement;
}

test("a success curve runs from the upper left to the lower right, within its band", () => {
  const svg = drawing("Success", [own]);
  expect(svg.querySelector("polyline")?.getAttribute("points")).toBe("44,10 216,120 388,230");
  expect(svg.querySelector("polygon")?.getAttribute("points")).toBe(
    "44,10 216,98 388,208 388,230 216,142 44,10",
  );
});

test("a success curve tells its title and its numbers at 0.5 to those who do not see it", () => {
  const svg = drawing("Success under x", [own, floor("disc")]);
  expect(svg.getAttribute("role")).toBe("img");
  expect(svg.querySelector("title")?.textContent).toBe("Success under x");
  expect(svg.querySelector("desc")?.textContent).toBe(
    "Share of samples over the least consensus IoU. At 0.5: maps 50.00 % [40.00, 60.00]; disc 50.00 %.",
  );
});

test("no two lines of a success curve have the same dashes, and floors have no band", () => {
  const against: SuccessLine = { ...own, kind: "against" };
  const lines = [own, against, ...["a", "b", "c", "d"].map(floor)];
  const svg = drawing("Success", lines);
  const dashes = [...svg.querySelectorAll("polyline")].map((line) =>
    line.getAttribute("stroke-dasharray"),
  );
  expect(new Set(dashes).size).toBe(6);
  expect(svg.querySelectorAll("polygon")).toHaveLength(2);
  expect([...svg.querySelectorAll("text")].slice(-6).map((text) => text.textContent)).toEqual(
    lines.map(({ name }) => name),
  );
});

test("a hostile name stays text in a success curve", () => {
  const name = `</text><script>alert("x")</script>&'`;
  const svg = drawing(name, [{ ...own, name }]);
  expect(svg.querySelector("script")).toBeNull();
  expect(svg.querySelector("title")?.textContent).toBe(name);
});

test("successCurve refuses no line, one level, and a band of another length", () => {
  expect(() => successCurve("x", [])).toThrow(
    "successCurve: expected at least one line, got none.",
  );
  const { success } = own;
  expect(() => successCurve("x", [{ ...own, success: { shares: [1], band: null } }])).toThrow(
    'successCurve: expected at least two levels, got 1 in "maps".',
  );
  expect(() => successCurve("x", [{ ...own, success: { ...success, band: [[0, 1]] } }])).toThrow(
    'successCurve: expected an interval for each of 3 levels, got 1 in "maps".',
  );
});
