import { expect, test } from "vitest";
import { useBackend } from "../src/index.ts";

test("wasm whose files are not there is an error with the cure; auto takes cpu and says why", async () => {
  await expect(useBackend("wasm", { wasmPath: "no/such/folder" })).rejects.toThrow(
    "useBackend: expected the wasm backend to start, got a failure to load no/such/folder. " +
      "Set wasmPath to the folder of tfjs-backend-wasm*.wasm, or ask for cpu.",
  );
  const { name, why } = await useBackend("auto");
  expect(name).toBe("cpu");
  expect(why).toMatch(/^auto takes cpu where wasm does not start: useBackend: expected the wasm/);
});
