import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const path = (name: string): string => fileURLToPath(new URL(`../${name}`, import.meta.url));

test("the pages' style and script are those of page/: else run `pnpm run build:page`", () => {
  const built = execFileSync(process.execPath, [path("page/build.mjs")], { encoding: "utf8" });
  expect(readFileSync(path("src/page-assets.ts"), "utf8") === built).toBe(true);
});
