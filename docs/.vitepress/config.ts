import { existsSync, readdirSync } from "node:fs";
import { defineConfig } from "vitepress";

const folder = (path: string): string[] =>
  readdirSync(new URL(`../${path}/`, import.meta.url)).sort();

const decisions = folder("decisions").map((file) => {
  const [number, ...words] = file.replace(/\.md$/, "").split("-");
  return { text: `${Number(number)}. ${words.join(" ")}`, link: `/decisions/${file}` };
});
const packages = folder("../packages")
  .filter((name) => name !== "cli")
  .map((name) => ({ text: `@ssl/${name}`, link: `/api/@ssl/${name}/` }));

/** The package that a link shows: from here `../…/packages/NAME`, from a package's README `../NAME`. */
function packageOf(href: string): string | undefined {
  const name = /^(?:\.\.\/)+(?:packages\/)?([a-z-]+)/.exec(href)?.[1];
  return folder("../packages").find((known) => known === name);
}

/** The API page of what a link into `packages/` shows: of the function it names, else of its package. */
function apiPage(href: string, text: string): string {
  const name = packageOf(href);
  if (name === "cli") return "/guide/command";
  const page = `/api/@ssl/${name}/functions/${text}`;
  return existsSync(new URL(`..${page}.md`, import.meta.url)) ? page : `/api/@ssl/${name}/`;
}

export default defineConfig({
  title: "@ssl",
  description: "Sound source localization in TypeScript, and tests of whether a localizer listens",
  lang: "en",
  cleanUrls: true,
  markdown: {
    config: (markdown) => {
      markdown.core.ruler.push("links-into-packages", ({ tokens }) => {
        for (const token of tokens) {
          token.children?.forEach((link, i, all) => {
            const href = link.attrGet("href");
            if (href === null || packageOf(href) === undefined) return;
            link.attrSet("href", apiPage(href, all[i + 1]?.content ?? ""));
          });
        }
      });
    },
  },
  themeConfig: {
    search: { provider: "local" },
    nav: [
      { text: "Guide", link: "/guide/getting-started" },
      { text: "Paper map", link: "/paper-map" },
      { text: "API", link: "/api/" },
    ],
    sidebar: [
      {
        text: "Guide",
        items: [
          { text: "Getting started", link: "/guide/getting-started" },
          { text: "The command", link: "/guide/command" },
          { text: "What listening means", link: "/guide/what-listening-means" },
          { text: "Audit a model", link: "/guide/audit-a-model" },
          { text: "Localize in the browser", link: "/guide/localize-in-the-browser" },
          { text: "Score maps made in Python", link: "/guide/score-maps-made-in-python" },
        ],
      },
      {
        text: "Reference",
        items: [
          { text: "From the paper to the code", link: "/paper-map" },
          { text: "Data sets as they really are", link: "/data-sets" },
          { text: "What the doctor found", link: "/data-set-findings" },
          { text: "Golden vectors", link: "/golden-vectors" },
        ],
      },
      { text: "Decisions", collapsed: true, items: decisions },
      { text: "API", collapsed: true, items: packages },
    ],
  },
});
