import { createHash } from "node:crypto";
import { JSDOM } from "jsdom";
import ndarray from "ndarray";
import { expect, test } from "vitest";
import { type AuditReport, auditMap, auditPage } from "../src/index.ts";
import { ramp, view, wholeReport } from "./audit-fixtures.ts";

/** A page without its script running. */
function read(html: string): Document {
  return new JSDOM(html).window.document;
}

const sample = view({ id: "dog-1", class: "dog", gap: 0.1, ciou: 0.5, size: 0.2 });

test("an audit's page says the verdict, its rules and every number with interval, N and floor", () => {
  const page = read(auditPage(wholeReport, []));
  const text = page.body.textContent!.replace(/\s+/g, " ");
  for (const part of [
    "At N = 40 it listens.",
    "✓ holds",
    "? cannot tell",
    "✗ does not",
    "judged by cIoU@0.5 under hche11",
    "62.00 [57.00, 67.00]",
    "+12.00 [7.00, 17.00]",
    "under silence",
    "centre disc",
    "0.400 [0.350, 0.450]",
    "no effect: between two draws of one condition",
    "70.00 [65.00, 75.00]",
    "the third quartile",
    "which costs 12.00 % [7.00, 17.00]",
    "33.00 [28.00, 38.00]",
    "ssl audit report run --seed 3",
    "cat-9: Its map is not finite.",
    "Chen et al., CVPR 2021",
  ]) {
    expect(text).toContain(part);
  }
  expect(page.querySelector("svg.curve title")?.textContent).toBe("Success under hche11");
  expect(page.querySelector("script")).toBeNull();
});

test("a page leaves out what the audit has not, and names protocols that it does not know", () => {
  const { curves: _, judgedBy: __, leftOut: ___, ...rest } = wholeReport;
  const least: AuditReport = {
    ...rest,
    concat: null,
    negative: null,
    interactive: null,
    gap: { "from-the-future": wholeReport.gap.hche11! },
  };
  const page = read(auditPage(least, []));
  expect([...page.querySelectorAll("h2")].map((heading) => heading.textContent)).toEqual([
    "What the sound adds",
    "What the sound changes",
    "How each number is made",
    "How this page was made",
  ]);
  expect(page.body.textContent).toContain("Not known to the version that wrote this.");
});

test("undefined numbers are called so", () => {
  const nothing = { value: Number.NaN, interval: [Number.NaN, Number.NaN], n: 0 } as const;
  const gap = { hche11: { auc: { own: nothing, pictureOnly: nothing, difference: nothing } } };
  const text = read(auditPage({ ...wholeReport, gap }, [])).body.textContent;
  expect(text).toContain("undefined");
  expect(text).not.toContain("NaN");
});

test("a page runs the one script that its policy names, and fetches nothing from elsewhere", () => {
  const html = auditPage(wholeReport, [sample]);
  const page = read(html);
  const policy = page
    .querySelector("meta[http-equiv=Content-Security-Policy]")!
    .getAttribute("content")!;
  const [, script] = page.querySelectorAll("script");
  const hash = createHash("sha256").update(script!.textContent!).digest("base64");
  expect(policy).toBe(
    "default-src 'none'; img-src data: 'self' file:; media-src data: 'self' file:; " +
      `style-src 'unsafe-inline'; script-src 'sha256-${hash}'`,
  );
  expect(html.replaceAll("http://www.w3.org/2000/svg", "")).not.toMatch(/https?:|url\(|@import/);
  expect(page.querySelector("link, iframe, script[src]")).toBeNull();
});

test("tables have captions and headers, and can be scrolled with the keyboard", () => {
  const page = read(auditPage(wholeReport, [sample]));
  for (const table of page.querySelectorAll("table")) {
    expect(table.querySelector("caption")?.textContent).not.toBe("");
    expect(table.querySelectorAll("thead th:not([scope=col])")).toHaveLength(0);
    expect(table.querySelectorAll("tbody tr > :first-child:not(th[scope=row])")).toHaveLength(0);
    expect(table.parentElement!.tabIndex).toBe(0);
    const widths = [...table.querySelectorAll("tr")].map((row) => row.children.length);
    expect(new Set(widths).size).toBe(1);
  }
  expect(page.documentElement.lang).toBe("en");
  const ids = [...page.querySelectorAll("[id]")].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});

test("the style is for print, dark rooms and those who see the focus only if it is drawn", () => {
  const style = read(auditPage(wholeReport, [])).querySelector("style")!.textContent!;
  for (const part of ["@media print", "prefers-color-scheme: dark", ":focus-visible"]) {
    expect(style).toContain(part);
  }
  // Nothing moves by itself.
  expect(style).not.toMatch(/animation|transition|scroll-behavior/);
});

test("a page of 200 samples is smaller than 5 MB", () => {
  // As `auditMap` and a JPEG of 160 pixels make them: six conditions and the picture alone.
  const values = Float32Array.from({ length: 224 * 224 }, (_, i) => Math.sin(i / 9) * (i % 224));
  const map = auditMap(ndarray(values, [224, 224]), { side: 32 });
  const conditions = ["original", "silence", "noise", "off-screen", "same-class", "other-class"];
  const picture = `data:image/jpeg;base64,${"A".repeat(10_000)}`;
  const samples = Array.from({ length: 200 }, (_, i) => ({
    ...sample,
    id: `a-rather-long-name-of-a-sample-${i}`,
    picture,
    maps: Object.fromEntries([...conditions, "picture-only"].map((name) => [name, map])),
    sounds: Object.fromEntries(
      conditions.map((name) => [name, `../audit/sounds/a-rather-long-name-${i}~${name}.wav`]),
    ),
  }));
  const bytes = new TextEncoder().encode(auditPage(wholeReport, samples)).length;
  expect(bytes).toBeLessThan(5_000_000);
  // The budget of one sample, as the README says.
  const none = new TextEncoder().encode(auditPage(wholeReport, samples.slice(0, 1))).length;
  expect((bytes - none) / 199).toBeLessThan(22_000);
});

test("auditPage refuses what a page would fetch from elsewhere, and maps of another size", () => {
  const page = (change: object): string => auditPage(wholeReport, [{ ...sample, ...change }]);
  expect(() => page({ picture: "https://example.org/dog.jpg" })).toThrow(
    'auditPage: expected the picture of dog-1 as a data URL of an image, got "https://example.org/dog.jpg".',
  );
  for (const sound of [
    "https://example.org/a.wav",
    "//example.org/a",
    "/a.wav",
    "",
    "data:text/html,x",
  ]) {
    expect(() => page({ sounds: { noise: sound } })).toThrow(
      `auditPage: expected the sound noise of dog-1 as a data URL of a sound or a relative path, got ${JSON.stringify(sound)}.`,
    );
  }
  expect(() => page({ maps: { noise: { ...ramp(), width: 17 } } })).toThrow(
    "auditPage: expected 17 × 16 values in the map noise of dog-1, got ",
  );
});
