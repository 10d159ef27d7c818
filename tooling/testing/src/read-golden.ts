import { readFileSync } from "node:fs";

/** Reads `golden/NAME.json` beside the test whose `import.meta.url` is given. */
export function readGolden<T>(name: string, testUrl: string): T {
  return JSON.parse(readFileSync(new URL(`golden/${name}.json`, testUrl), "utf8")) as T;
}
