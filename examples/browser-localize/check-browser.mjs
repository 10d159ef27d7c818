// Builds the page, opens it in headless Chromium, waits until it has localized the cow, then gives
// it a picture and a sound of its own choice as a visitor would.
//
//     LOCALIZER=CHECKPOINT node check-browser.mjs [SCREENSHOT.png]
//
// CHROMIUM names the browser (default chromium).

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { demoDataFolder } from "@ssl/demo-data";
import { build, preview } from "vite";

const demoFile = (name) => fileURLToPath(new URL(name, demoDataFolder));

await build({ logLevel: "error" });
const server = await preview({ preview: { port: 0 }, logLevel: "error" });
const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe"];
const browser = spawn(process.env.CHROMIUM ?? "chromium", flags, {
  stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"],
});
const answers = new Map();
readMessages(browser.stdio[4]);
try {
  const { targetId } = await send("Target.createTarget", { url: server.resolvedUrls.local[0] });
  const { sessionId } = await send("Target.attachToTarget", { targetId, flatten: true });
  const page = (method, params) => send(method, params, sessionId);
  const state = () => evaluate(page, `document.getElementById("state").value`);

  assert.match(await changeOf(state, "Loading…"), /^Localized in \d+ ms on wasm\.$/);
  await evaluate(page, `document.getElementById("state").value = "waiting"`);
  await choose(page, "#picture", demoFile("farm/horse.jpg"));
  assert.match(await changeOf(state, "waiting"), /^Localized in \d+ ms on wasm\.$/);
  await evaluate(page, `document.getElementById("state").value = "waiting"`);
  await choose(page, "#sound", demoFile("pack.json"));
  assert.match(await changeOf(state, "waiting"), /decode/);
  await choose(page, "#sound", demoFile("sounds/farm-horse.wav"));
  console.log(await changeOf(state, await state()));
  if (process.argv[2]) {
    const { data } = await page("Page.captureScreenshot", { format: "png" });
    writeFileSync(process.argv[2], Buffer.from(data, "base64"));
  }
} finally {
  browser.kill();
  await server.close();
}

/** Sends a message of the DevTools protocol and waits for its answer. */
function send(method, params, sessionId) {
  const id = answers.size + 1;
  return new Promise((resolve, reject) => {
    answers.set(id, ({ result, error }) =>
      error ? reject(new Error(error.message)) : resolve(result),
    );
    browser.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
  });
}

function readMessages(stream) {
  let text = "";
  stream.setEncoding("utf8").on("data", (chunk) => {
    const messages = (text + chunk).split("\0");
    text = messages.pop();
    for (const message of messages.map((one) => JSON.parse(one)))
      answers.get(message.id)?.(message);
  });
}

async function evaluate(page, expression) {
  const { result } = await page("Runtime.evaluate", { expression });
  return result.value;
}

async function choose(page, selector, file) {
  const { root } = await page("DOM.getDocument", {});
  const { nodeId } = await page("DOM.querySelector", { nodeId: root.nodeId, selector });
  await page("DOM.setFileInputFiles", { nodeId, files: [file] });
}

/** What the page says once it no longer says `before`; a minute at most. */
async function changeOf(state, before) {
  const end = performance.now() + 60_000;
  for (;;) {
    const now = await state();
    if (now !== undefined && now !== before) return now;
    if (performance.now() > end) throw new Error(`changeOf: the page still says ${before}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
