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
  const chapters = sections.map(
    (section) => `<section><h2>${escaped(section.title)}</h2><p>${escaped(section.legend)}</p>
${section.entries
  .map(
    ({ file, caption }) =>
      `<figure><img src="${escaped(encodeURI(file))}" alt="${escaped(caption)}" loading="lazy"><figcaption>${escaped(caption)}</figcaption></figure>`,
  )
  .join("\n")}
</section>`,
  );
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem; color: #222 }
figure { margin: 1rem 0 } img { max-width: 100%; height: auto; display: block } figcaption { color: #555 }
</style>
<h1>${escaped(title)}</h1>
${chapters.join("\n")}
</html>
`;
}

function escaped(text: string): string {
  const entities: Record<string, string> = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    '"': "&quot;",
  };
  return text.replace(/[&<>"]/g, (character) => entities[character]!);
}
