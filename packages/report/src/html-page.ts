import { escapedText } from "./escaped-text.ts";

/**
 * Writes a page around a body: it opens from disk and loads nothing else.
 *
 * @param title - plain text, the page's title and heading
 * @param body - HTML that follows the heading
 * @returns the HTML text
 * @example
 * ```ts
 * import { htmlPage } from "@ssl/report";
 *
 * console.log(htmlPage("Dogs & owls", "<p>none</p>").includes("<h1>Dogs &amp; owls</h1>")); // true
 * ```
 */
export function htmlPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapedText(title)}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #222 }
figure { margin: 1rem 0 } img { max-width: 100%; height: auto; display: block } figcaption { color: #555 }
</style>
<h1>${escapedText(title)}</h1>
${body}
</html>
`;
}
