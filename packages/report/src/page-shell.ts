import { type Content, html, trusted } from "./html.ts";
import { PAGE_STYLE, SAMPLE_SCRIPT, SAMPLE_SCRIPT_HASH } from "./page-assets.ts";

/** What a page is made of. */
export interface PageParts {
  readonly title: string;
  /** Below the title. */
  readonly body: Content;
  /** What the sample browser reads; without it the page has no script. */
  readonly data?: unknown;
}

/**
 * Writes a page that opens from disk, in the one style of all pages.
 *
 * Its policy lets no script but our own run, and pictures and sounds come from the page itself or from
 * beside it.
 */
export function pageShell({ title, body, data }: PageParts): string {
  const withScript = data !== undefined;
  const policy = [
    "default-src 'none'",
    "img-src data: 'self' file:",
    "media-src data: 'self' file:",
    "style-src 'unsafe-inline'",
    ...(withScript ? [`script-src '${SAMPLE_SCRIPT_HASH}'`] : []),
  ].join("; ");
  const scripts = withScript
    ? html`<script type="application/json" id="data">${trusted(inScript(data))}</script>
<script>${trusted(SAMPLE_SCRIPT)}</script>
`
    : null;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<title>${title}</title>
<style>${trusted(PAGE_STYLE)}</style>
</head>
<body>
<h1>${title}</h1>
${body}
${scripts}</body>
</html>
`.html;
}

/** JSON that cannot end its script element; `NaN` as null. */
function inScript(data: unknown): string {
  return JSON.stringify(data).replaceAll("<", "\\u003c");
}
