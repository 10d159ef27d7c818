import type { Browser, Locator, Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";

type Map = "potential" | "localization";

/** The page in a browser, as somebody who visits it has it before them. */
export interface Visitor {
  readonly page: Page;
  readonly first: Locator;
  readonly second: Locator;
  /** What an output says, once it fits. */
  says(selector: string, pattern: RegExp): Promise<string>;
  /** The colours that a canvas shows, RGBA, a number a channel. */
  colours(id: Map): Promise<number[]>;
  /** A word for what a canvas shows. */
  look(id: Map): Promise<string>;
  /** Waits until a canvas no longer shows `before`. */
  changed(id: Map, before: string): Promise<void>;
  /** Looks at both pictures, hears either sound, and returns what the page says of the maps. */
  swapBoth(): Promise<string>;
  /** Drops files, made in the page of their bytes, on an element. */
  drop(on: Locator, files: readonly DroppedFile[]): Promise<void>;
}

interface DroppedFile {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** Opens the page; when the test ends, nothing may have failed in it or asked anybody else. */
export async function visit(
  browser: Browser,
  url: string,
  prepare: (page: Page) => Promise<void> = async () => {},
): Promise<Visitor> {
  const context = await browser.newContext({ viewport: { width: 1100, height: 1000 } });
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  context.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    const own = origin === new URL(url).origin || protocol === "blob:" || protocol === "data:";
    if (!own || request.method() !== "GET") faults.push(`${request.method()} ${request.url()}`);
  });
  onTestFinished(async () => {
    await context.close();
    expect(faults).toEqual([]);
  });
  await prepare(page);
  await page.goto(url);

  const says = async (selector: string, pattern: RegExp): Promise<string> => {
    const output = page.locator(selector).filter({ hasText: pattern });
    await output.waitFor();
    return (await output.textContent()) ?? "";
  };
  const look = (id: Map): Promise<string> =>
    page.locator(`#${id}`).evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
  return {
    page,
    first: page.locator("#first"),
    second: page.locator("#second"),
    says,
    colours: (id) =>
      page.locator(`#${id}`).evaluate((canvas: HTMLCanvasElement) => {
        const { width, height } = canvas;
        return [...canvas.getContext("2d")!.getImageData(0, 0, width, height).data];
      }),
    look,
    changed: async (id, before) => {
      await expect.poll(() => look(id), { timeout: 60_000 }).not.toBe(before);
    },
    swapBoth: async () => {
      await page.locator("#show-both").check();
      await says("#heard", /\d+ % of the map/);
      await page.locator("#swap").click();
      return says("#heard", /\d+ % .* \d+ % of the map/);
    },
    drop: async (on, files) => {
      const plain = files.map(({ bytes, ...rest }) => ({ ...rest, bytes: [...bytes] }));
      const data = await page.evaluateHandle((all) => {
        const transfer = new DataTransfer();
        for (const { name, type, bytes } of all) {
          transfer.items.add(new File([Uint8Array.from(bytes)], name, { type }));
        }
        return transfer;
      }, plain);
      await on.dispatchEvent("dragover", { dataTransfer: data });
      await on.dispatchEvent("drop", { dataTransfer: data });
    },
  };
}
