import { html } from "./html.ts";
import { pageShell } from "./page-shell.ts";

/** One picture of a gallery. */
export interface GalleryEntry {
  /** Where the picture is, relative to the page. */
  readonly file: string;
  /** What it shows. */
  readonly caption: string;
}

/** A gallery's chapter. */
export interface GallerySection {
  /** Its heading. */
  readonly title: string;
  /** What the columns of each picture are. */
  readonly legend: string;
  /** Its pictures, in order. */
  readonly entries: readonly GalleryEntry[];
}

/**
 * Writes a page that shows pictures with their captions; it opens from disk and loads nothing else.
 *
 * @param title - the page's title
 * @param sections - chapters, in order
 * @returns the HTML text
 * @example
 * ```ts
 * import { galleryPage } from "@ssl/report";
 *
 * const entries = [{ file: "pair-001.png", caption: "dog, then violin" }];
 * const html = galleryPage("Maps", [{ title: "Pairs", legend: "picture, maps", entries }]);
 * console.log(html.includes("pair-001.png")); // true
 * ```
 */
export function galleryPage(title: string, sections: readonly GallerySection[]): string {
  const body = sections.map(
    (section) => html`<section><h2>${section.title}</h2><p>${section.legend}</p>
${section.entries.map(
  ({ file, caption }) =>
    html`<figure><img src="${encodeURI(file)}" alt="${caption}" loading="lazy"><figcaption>${caption}</figcaption></figure>
`,
)}</section>
`,
  );
  return pageShell({ title, body });
}
