import { trusted } from "./html.ts";
import { pageShell } from "./page-shell.ts";

/**
 * Writes a page around a body of your own, in the style of all pages; it opens from disk, and what it
 * shows comes from itself or from beside it. No script runs on it.
 *
 * @param title - plain text, the page's title and heading
 * @param body - HTML that follows the heading as it is; `escapedText` is for what you do not trust
 * @returns the HTML text
 * @example
 * ```ts
 * import { htmlPage } from "@ssl/report";
 *
 * console.log(htmlPage("Dogs & owls", "<p>none</p>").includes("<h1>Dogs &amp; owls</h1>")); // true
 * ```
 */
export function htmlPage(title: string, body: string): string {
  return pageShell({ title, body: trusted(body) });
}
