import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

test("the committed kernels are what their sources compile to, byte for byte", () => {
  const committed = readFileSync(new URL("../src/stft-kernels.wasm.ts", import.meta.url), "utf8");
  const [script, sources] = ["../../../tooling/build-kernels.mjs", "../assembly"].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  ) as [string, string];
  const rebuilt = execFileSync(process.execPath, [script, sources], { encoding: "utf8" });
  expect(rebuilt === committed, "run `pnpm run build:wasm`").toBe(true);
});
