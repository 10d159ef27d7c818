/**
 * Makes text safe in HTML, between tags or in a quoted attribute.
 *
 * @param text - any text
 * @returns the text with &, <, > and both quotes as entities
 * @example
 * ```ts
 * import { escapedText } from "@ssl/report";
 *
 * console.log(escapedText("<b>")); // &lt;b&gt;
 * ```
 */
export function escapedText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
