import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

test("the committed kernels are what their sources compile to, byte for byte", () => {
  const committed = readFileSync(new URL("../src/stft-kernels.wasm.ts", import.meta.url), "utf8");
  const script = fileURLToPath(new URL("../assembly/build.mjs", import.meta.url));
  const rebuilt = execFileSync(process.execPath, [script], { encoding: "utf8" });
  expect(rebuilt === committed, "run `pnpm run build:wasm`").toBe(true);
});
