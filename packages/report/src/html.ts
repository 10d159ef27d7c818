import { escapedText } from "./escaped-text.ts";

/** Text that is HTML already. */
export interface Html {
  readonly html: string;
}

/** What may stand in a template: text and numbers are escaped, nothing is left out. */
export type Content = string | number | Html | null | readonly Content[];

/**
 * A template of HTML or SVG, whose values cannot add tags or attributes.
 *
 * Attributes must stand in double quotes.
 */
export function html(parts: TemplateStringsArray, ...values: readonly Content[]): Html {
  const text = parts.map((part, i) => (i === 0 ? part : contentText(values[i - 1]!) + part));
  return { html: text.join("") };
}

/** HTML that our own code wrote. */
export function trusted(text: string): Html {
  return { html: text };
}

function contentText(content: Content): string {
  if (content === null) return "";
  if (typeof content === "object") {
    return "html" in content ? content.html : content.map(contentText).join("");
  }
  return escapedText(String(content));
}
