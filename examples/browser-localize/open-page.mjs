import { fileURLToPath } from "node:url";
import { build, preview } from "vite";
import { openChromium } from "./open-chromium.mjs";

const root = fileURLToPath(new URL(".", import.meta.url));

/**
 * Builds the page, serves it on this machine and opens it in headless Chromium.
 *
 * @param {readonly string[]} flags - Chromium's
 * @param {{ width: number, height: number }} viewport
 */
export async function openPage(flags, viewport) {
  await build({ root, logLevel: "error" });
  const server = await preview({
    root,
    preview: { host: "127.0.0.1", port: 0 },
    logLevel: "error",
  });
  const chromium = await openChromium();
  const browser = await chromium.launch(flags);
  const page = await browser.newPage({ viewport, deviceScaleFactor: 1 });
  await page.goto(server.resolvedUrls?.local[0] ?? "");
  return {
    page,
    /** What an element of the page says, once it fits. @param {string} id @param {RegExp} pattern */
    says: async (id, pattern) => {
      const output = page.locator(`output#${id}`).filter({ hasText: pattern });
      await output.waitFor({ timeout: 60_000 });
      return output.textContent();
    },
    close: async () => {
      await browser.close();
      await chromium.remove();
      await server.close();
    },
  };
}
