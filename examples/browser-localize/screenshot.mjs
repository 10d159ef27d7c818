// Makes the picture of docs/guide/localize-in-the-browser.md: the opening scenes side by side, above with the
// sound of the left one, below with the sound of the right one.
//
//     node screenshot.mjs

import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import sharp from "sharp";
import { openPage } from "./open-page.mjs";

const folder = new URL("../../docs/public/", import.meta.url);
const file = fileURLToPath(new URL("browser-localize.webp", folder));
const width = 1000;
const { page, says, close } = await openPage([], { width, height: 1200 });

/** What stands from one element's upper edge to another's lower one. @param {string} from @param {string} to */
async function shot(from, to) {
  const [first, last] = [
    await page.locator(from).boundingBox(),
    await page.locator(to).boundingBox(),
  ];
  if (first === null || last === null)
    throw new Error(`screenshot: ${from} or ${to} is not shown.`);
  const bottom = last.y + last.height + 8;
  return page.screenshot({ clip: { x: 0, y: first.y - 8, width, height: bottom - first.y + 8 } });
}

try {
  await says("pace", /a map/);
  await page.locator("#show-both").check();
  await says("heard", /the first sound, \d+ %/);
  const above = await shot("header", "#heard");
  await page.locator("#swap").click();
  console.log(await says("heard", /the second sound, \d+ %/));
  const below = await shot("#stage", ".slots");
  const { height: middle } = await sharp(above).metadata();
  await mkdir(folder, { recursive: true });
  const { size } = await sharp(above)
    .extend({ bottom: (await sharp(below).metadata()).height })
    .composite([{ input: below, top: middle, left: 0 }])
    .webp({ quality: 85 })
    .toFile(file);
  console.log(`${file}: ${Math.round(size / 1000)} kB`);
} finally {
  await close();
}
