import ndarray from "ndarray";
import { expect, test } from "vitest";
import {
  contactSheet,
  escapedText,
  framedBoxes,
  galleryPage,
  heatmapOverlay,
  htmlPage,
} from "../src/index.ts";

const grey = (height: number, width: number, value: number) =>
  ndarray(new Uint8Array(height * width * 3).fill(value), [height, width, 3]);
const map = (...values: number[]) => ndarray(Float32Array.from(values), [1, values.length]);

test("an overlay of opacity 0 is the picture in grey, of opacity 1 the map's colours alone", () => {
  const picture = grey(1, 2, 100);
  expect([...heatmapOverlay(picture, map(0, 1), { opacity: 0 }).data]).toEqual(Array(6).fill(100));
  const [dark, light] = [0, 3].map((i) =>
    heatmapOverlay(picture, map(0, 1), { opacity: 1 }).data.slice(i, i + 3),
  );
  expect([...dark!]).toEqual([0, 0, 4]);
  expect([...light!]).toEqual([252, 255, 164]);
});

test("an overlay reads the map through its stride", () => {
  const transposed = ndarray(Float32Array.of(0, 1), [2, 1]).transpose(1, 0);
  const straight = heatmapOverlay(grey(1, 2, 9), map(0, 1), { opacity: 1 });
  expect(heatmapOverlay(grey(1, 2, 9), transposed, { opacity: 1 }).data).toEqual(straight.data);
});

test("an overlay refuses a map of another size, an opacity out of range and other shapes", () => {
  expect(() => heatmapOverlay(grey(2, 2, 0), map(0, 1), { opacity: 1 })).toThrow(
    "heatmapOverlay: expected a map of the picture's size [2, 2], got [1, 2]. Upsample it first.",
  );
  expect(() => heatmapOverlay(grey(1, 2, 0), map(0, 1), { opacity: 2 })).toThrow(
    "heatmapOverlay: expected an opacity in 0 … 1, got 2.",
  );
  expect(() =>
    heatmapOverlay(ndarray(new Uint8Array(4), [2, 2]), map(0, 1), { opacity: 1 }),
  ).toThrow("heatmapOverlay: expected a picture of shape [height, width, 3], got [2, 2].");
  expect(() => heatmapOverlay(grey(2, 2, 0).hi(1, 2), map(0, 1), { opacity: 1 })).toThrow(
    "heatmapOverlay: expected a whole row-major picture of 6 bytes, got 12 bytes at offset 0. Copy the view first.",
  );
});

test("a frame touches the box's edge pixels and nothing else, and leaves the argument alone", () => {
  const picture = grey(5, 5, 0);
  const box = { left: 1, top: 1, right: 4, bottom: 4 };
  const framed = framedBoxes(picture, [box], { colour: [0, 255, 0], line: 1 });
  const on = Array.from({ length: 25 }, (_, i) => (framed.data[i * 3 + 1] === 255 ? 1 : 0));
  expect(on).toEqual([0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0]);
  expect(picture.data.every((value) => value === 0)).toBe(true);
});

test("a box that leaves the picture is drawn as far as it goes", () => {
  const box = { left: -1, top: -1, right: 9, bottom: 1 };
  const framed = framedBoxes(grey(2, 2, 0), [box], { colour: [1, 2, 3], line: 1 });
  expect([...framed.data]).toEqual([1, 2, 3, 1, 2, 3, 0, 0, 0, 0, 0, 0]);
});

test("a contact sheet leaves white gaps and refuses tiles of two sizes", () => {
  const sheet = contactSheet([[grey(1, 1, 5), grey(1, 1, 6)], [grey(1, 1, 7)]], 1);
  const red = Array.from({ length: 9 }, (_, i) => sheet.data[i * 3]);
  expect(red).toEqual([5, 255, 6, 255, 255, 255, 7, 255, 255]);
  expect(() => contactSheet([[grey(1, 1, 5), grey(2, 1, 6)]], 1)).toThrow(
    "contactSheet: expected pictures of [1, 1, 3], got [2, 1, 3] in row 0, column 1.",
  );
  expect(() => contactSheet([], 1)).toThrow(
    "contactSheet: expected at least one picture, got none.",
  );
});

test("a gallery page holds every caption, escaped", () => {
  const entries = [{ file: "a b.png", caption: '<dog> & "cat"' }];
  const html = galleryPage("Maps", [{ title: "One", legend: "Two", entries }]);
  expect(html).toContain('src="a%20b.png"');
  expect(html).toContain("&lt;dog&gt; &amp; &quot;cat&quot;");
});

test("a page of one's own escapes its title and leaves its body, and runs no script", () => {
  const html = htmlPage("a < b", "<p>body</p>");
  expect(html).toContain("<title>a &lt; b</title>");
  expect(html).toContain("<h1>a &lt; b</h1>\n<p>body</p>");
  expect(html).toContain("default-src 'none'");
  expect(html).not.toContain("script-src");
});

test("text is escaped for either kind of quotes", () => {
  expect(escapedText(`<a href='x' title="y">&`)).toBe(
    "&lt;a href=&#39;x&#39; title=&quot;y&quot;&gt;&amp;",
  );
});
