import { type DOMWindow, JSDOM, VirtualConsole } from "jsdom";
import { expect, test } from "vitest";
import { startSampleBrowser } from "../page/sample-browser.ts";
import { type AuditSampleNumbers, auditPage } from "../src/index.ts";
import { view, wholeReport } from "./audit-fixtures.ts";

const samples = [
  view({ id: "one", class: "dog", gap: 0.1, ciou: 0.9, size: 0.2 }),
  view({ id: "two", class: "cat", gap: 0.3, ciou: 0.5, size: 0.1 }),
  view({ id: "three", class: "dog", gap: -0.2, ciou: Number.NaN, size: 0.3 }),
  { id: "four", class: "dog", gap: 0.2, ciou: 0.7, size: 0.4 } satisfies AuditSampleNumbers,
];

interface OpenPage {
  readonly window: DOMWindow;
  /** Pictures drawn on canvases so far. */
  readonly drawn: Uint8ClampedArray[];
  readonly find: <T extends Element = HTMLElement>(selector: string) => T;
  readonly names: () => (string | undefined)[];
  readonly scores: () => (string | null)[];
  readonly press: (key: string, more?: KeyboardEventInit) => boolean;
  readonly choose: (selector: string, value: string) => void;
  readonly slide: (value: number) => void;
}

/**
 * Opens a page, with canvases that keep what is drawn. The script runs as a browser would run it, or, much
 * faster, the functions that it is built of.
 */
function open(html: string, script: "as built" | "from source" = "from source"): OpenPage {
  const drawn: Uint8ClampedArray[] = [];
  const virtualConsole = new VirtualConsole();
  virtualConsole.on("jsdomError", (error) => {
    throw error;
  });
  const { window } = new JSDOM(html, {
    ...(script === "as built" ? { runScripts: "dangerously" } : {}),
    virtualConsole,
    beforeParse(page) {
      Object.assign(page.HTMLCanvasElement.prototype, {
        getContext: () => ({
          createImageData: () => ({ data: new Uint8ClampedArray(224 * 224 * 4) }),
          putImageData: ({ data }: ImageData) => drawn.push(data),
        }),
      });
    },
  });
  if (script === "from source") startSampleBrowser(window.document);
  const { document, Event, KeyboardEvent } = window;
  const find = <T extends Element = HTMLElement>(selector: string): T =>
    document.querySelector<T>(selector)!;
  return {
    window,
    drawn,
    find,
    names: () =>
      [...document.querySelectorAll("#list .name")].map((name) => name.textContent?.split(",")[0]),
    scores: () => [...document.querySelectorAll(".score")].map((score) => score.textContent),
    press: (key, more = {}) =>
      find("#list").dispatchEvent(new KeyboardEvent("keydown", { key, cancelable: true, ...more })),
    choose(selector, value) {
      find<HTMLSelectElement>(selector).value = value;
      find(selector).dispatchEvent(new Event("change"));
    },
    slide(value) {
      find<HTMLInputElement>("#threshold").value = String(value);
      find("#threshold").dispatchEvent(new Event("input"));
    },
  };
}

const openSamples = (): OpenPage => open(auditPage(wholeReport, samples));
const shownSample = ({ find }: OpenPage): string | null => find("#viewer h3").textContent;

test("the list is sorted by gap, cIoU and marked area, undefined numbers last", () => {
  const page = openSamples();
  expect(page.names()).toEqual(["two", "four", "one", "three"]);
  page.choose("#sort", "gap ascending");
  expect(page.names()).toEqual(["three", "one", "four", "two"]);
  page.choose("#sort", "ciou descending");
  expect(page.names()).toEqual(["one", "four", "two", "three"]);
  page.choose("#sort", "ciou ascending");
  expect(page.names()).toEqual(["two", "four", "one", "three"]);
  page.choose("#sort", "size descending");
  expect(page.names()).toEqual(["four", "three", "one", "two"]);
  page.choose("#sort", "size ascending");
  expect(page.names()).toEqual(["two", "one", "three", "four"]);
  expect(shownSample(page)).toBe("two, cat");
});

test("a class filters the list, and the count says so", () => {
  const page = openSamples();
  const options = [...page.find<HTMLSelectElement>("#filter").options];
  expect(options.map(({ text }) => text)).toEqual(["all", "cat (1)", "dog (3)"]);
  expect(page.find("#count").textContent).toBe("4 samples");
  page.choose("#filter", "dog");
  expect(page.names()).toEqual(["four", "one", "three"]);
  expect(page.find("#count").textContent).toBe("3 of 4 samples");
  expect(shownSample(page)).toBe("four, dog");
});

test("a class that is called all, or as a number, is a class like any other", () => {
  const named = ["all", "1", "__proto__"].map((name, i) => ({
    ...samples[3]!,
    id: `${i}`,
    class: name,
  }));
  const page = open(auditPage(wholeReport, named));
  page.find<HTMLSelectElement>("#filter").selectedIndex = 3;
  page.find("#filter").dispatchEvent(new page.window.Event("change"));
  expect(page.names()).toEqual(["0"]);
});

test("samples without classes leave the filter off", () => {
  const { class: _, ...plain } = samples[3]!;
  const page = open(auditPage(wholeReport, [plain]));
  expect(page.find<HTMLSelectElement>("#filter").disabled).toBe(true);
  expect(shownSample(page)).toBe("four");
});

test("the arrow keys go through the list and stop at its ends", () => {
  const page = openSamples();
  const visited = [
    "ArrowDown",
    "ArrowRight",
    "ArrowUp",
    "End",
    "ArrowDown",
    "Home",
    "ArrowLeft",
  ].map((key) => {
    expect(page.press(key), `${key} is taken`).toBe(false);
    return shownSample(page)?.split(",")[0];
  });
  expect(visited).toEqual(["four", "one", "four", "three", "three", "two", "two"]);
  page.press("PageDown");
  expect(shownSample(page)).toBe("three, dog");
  page.press("PageUp");
  expect(shownSample(page)).toBe("two, cat");
  expect(page.press("Tab")).toBe(true);
  expect(page.press("ArrowDown", { altKey: true })).toBe(true);
  expect(shownSample(page)).toBe("two, cat");
});

test("the selected sample is marked for assistive technology, and a click selects", () => {
  const page = openSamples();
  const list = page.find("#list");
  expect([list.getAttribute("role"), list.tabIndex]).toEqual(["listbox", 0]);
  const third = list.children[2]!.querySelector<HTMLElement>(".numbers")!;
  third.dispatchEvent(new page.window.MouseEvent("click", { bubbles: true }));
  expect(shownSample(page)).toBe("one, dog");
  const selected = [...list.children].map((row) => row.getAttribute("aria-selected"));
  expect(selected).toEqual(["false", "false", "true", "false"]);
  expect(list.getAttribute("aria-activedescendant")).toBe(list.children[2]!.id);
});

test("the built script is the same browser", () => {
  const page = open(auditPage(wholeReport, samples), "as built");
  expect(page.names()).toEqual(["two", "four", "one", "three"]);
  page.press("End");
  expect(shownSample(page)).toBe("three, dog");
  page.slide(1);
  expect(page.scores()).toEqual(["0.0 %", "0.0 %"]);
});

test("the slider draws the masks and their consensus IoUs anew", () => {
  const page = openSamples();
  // A ramp from left to right, of which the right half is marked: at 0.5 mask and mark are one.
  expect(page.scores()).toEqual(["100.0 %", "100.0 %"]);
  const before = page.drawn.length;
  page.slide(0);
  expect(page.find("#threshold-value").textContent).toBe("0.00");
  expect(page.drawn.length).toBe(before + 2);
  const whole = page.scores()[0]!;
  page.slide(0.75);
  expect(page.find("#threshold-value").textContent).toBe("0.75");
  // A map of 16 columns, resized to 224: all but the first columns, and the right quarter.
  expect(Number.parseFloat(whole)).toBeGreaterThan(50);
  expect(Number.parseFloat(whole)).toBeLessThan(54);
  expect(Number.parseFloat(page.scores()[0]!)).toBeGreaterThan(48);
  expect(Number.parseFloat(page.scores()[0]!)).toBeLessThan(54);
  const [at0, at75] = page.drawn.slice(-4).filter((_, i) => i % 2 === 0);
  expect(at0).not.toEqual(at75);
  page.slide(1);
  expect(page.scores()).toEqual(["0.0 %", "0.0 %"]);
});

test("a new sample is drawn at the threshold that stands", () => {
  const page = openSamples();
  page.slide(1);
  page.press("End");
  expect(page.scores()).toEqual(["0.0 %", "0.0 %"]);
});

test("a sample shows its picture, its truth, a map for each sound and a player for each", () => {
  const page = openSamples();
  expect(page.window.document.querySelectorAll(".tiles figure")).toHaveLength(4);
  expect(page.find("#viewer").textContent).toContain("Under no sound: the picture alone");
  const players = [...page.window.document.querySelectorAll("audio")];
  expect(players.map((player) => player.getAttribute("src"))).toEqual([
    "sounds/a%20b%231.wav",
    "data:audio/wav;base64,UklGRg==",
  ]);
  expect(players.every(({ controls, preload }) => controls && preload === "none")).toBe(true);
  const box = page.find(".tiles rect.box");
  expect(["x", "y", "width", "height"].map((name) => box.getAttribute(name))).toEqual([
    "0.5",
    "0",
    "0.5",
    "1",
  ]);
  expect(page.find<HTMLImageElement>(".tiles img").alt).toBe("Picture of two with what is marked");
});

test("a sample without pictures shows its numbers", () => {
  const page = openSamples();
  page.press("ArrowDown");
  expect(page.find("#viewer").textContent).toContain("Gap 20.0 %, consensus IoU 70.0 %");
  expect(page.find("#viewer").textContent).toContain("holds this sample's numbers only");
  page.slide(0.2);
  page.press("End");
  expect(page.find("#viewer").textContent).toContain("consensus IoU undefined");
});

test("hostile names stay text, also in the script's data", () => {
  const id = `</script><img src=x onerror="alert(1)">`;
  const page = open(
    auditPage({ ...wholeReport, name: id, command: id }, [
      view({ id, class: id, gap: 0, ciou: 0, size: 0 }),
    ]),
    "as built",
  );
  expect(shownSample(page)).toBe(`${id}, ${id}`);
  expect(page.window.document.querySelectorAll("script")).toHaveLength(2);
  expect(page.window.document.querySelector("[onerror]")).toBeNull();
  expect(page.find("h1").textContent).toBe(`Does it listen? ${id}`);
  expect(page.find("pre").textContent).toBe(id);
});
