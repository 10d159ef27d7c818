// Builds the page, opens it in headless Chromium and waits until it has localized the cow.
//
//     LOCALIZER=CHECKPOINT node check-browser.mjs [SCREENSHOT.png]
//
// CHROMIUM names the browser (default chromium).

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { build, preview } from "vite";

await build({ logLevel: "error" });
const server = await preview({ preview: { port: 0 }, logLevel: "error" });
try {
  const page = server.resolvedUrls.local[0];
  const screenshot = process.argv[2] ? [`--screenshot=${resolve(process.argv[2])}`] : [];
  const { stdout } = await promisify(execFile)(
    process.env.CHROMIUM ?? "chromium",
    [
      "--headless",
      "--no-sandbox",
      "--disable-gpu",
      "--window-size=1000,700",
      "--virtual-time-budget=60000",
      "--dump-dom",
      ...screenshot,
      page,
    ],
    { timeout: 120_000, maxBuffer: 2 ** 26 },
  );
  const state = /<output id="state">([^<]*)</.exec(stdout)?.[1];
  assert.match(String(state), /^Localized in \d+ ms on wasm\.$/);
  console.log("The page localizes.");
} finally {
  await server.close();
}
