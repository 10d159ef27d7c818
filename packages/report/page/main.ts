import { startSampleBrowser } from "./sample-browser.ts";

startSampleBrowser(document);
