// Prints how soon the page shows its first map and how many follow in a second, on WASM, while a sound plays
// and with the camera on.
//
//     node measure.mjs

import { fakeDevices } from "./open-chromium.mjs";
import { openPage } from "./open-page.mjs";

const { page, says, close } = await openPage(fakeDevices, { width: 1100, height: 900 });
try {
  console.log("opened:", await says("pace", /a map/));
  await page.evaluate(() => {
    const player = /** @type {HTMLAudioElement} */ (document.querySelector("#first .player"));
    player.loop = true;
    return player.play();
  });
  await page.waitForTimeout(5000);
  console.log("a sound plays:", await says("pace", /last second/));
  await page.locator("#first .camera").click();
  await page.locator("#first .camera[aria-pressed=true]").waitFor();
  await page.waitForTimeout(5000);
  console.log("and the camera is on:", await says("pace", /last second/));
} finally {
  await close();
}
