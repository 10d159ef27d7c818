import { type Content, type Html, html } from "./html.ts";

/** A chapter of a page. */
export function pageSection(title: string, content: Content): Html {
  return html`<section><h2>${title}</h2>
${content}</section>
`;
}
