import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeWholeFile } from "../src/write-whole-file.ts";
import { scratchFolder } from "./scratch-folder.ts";

const scratch = scratchFolder();

test("a file is written, and written over, with nothing beside it", async () => {
  mkdirSync(scratch("a"));
  const path = join(scratch("a"), "text");
  await writeWholeFile(path, "first");
  await writeWholeFile(path, Uint8Array.of(50));
  expect(readFileSync(path, "utf8")).toBe("2");
  expect(readdirSync(scratch("a"))).toEqual(["text"]);
});

test("a write that fails leaves what was there and nothing beside it", async () => {
  mkdirSync(scratch("b/taken/by"), { recursive: true });
  await expect(writeWholeFile(scratch("b/taken"), "text")).rejects.toThrow(
    `writeWholeFile: cannot write ${scratch("b/taken")}. Check that its folder is there, writable and not full.`,
  );
  expect(readdirSync(scratch("b"))).toEqual(["taken"]);
});

test("a folder that is not there, or is a file, is an error with its cause", async () => {
  writeFileSync(scratch("file"), "");
  for (const [path, code] of [
    ["none/text", "ENOENT"],
    ["file/text", "ENOTDIR"],
  ] as const) {
    const error = await writeWholeFile(scratch(path), "text").catch((reason: Error) => reason);
    expect(error).toMatchObject({
      message: `writeWholeFile: cannot write ${scratch(path)}. Check that its folder is there, writable and not full.`,
      cause: { code },
    });
  }
});

// Root writes everywhere.
test.skipIf(process.getuid?.() === 0 || process.platform === "win32")(
  "a read-only folder is an error and stays as it was",
  async () => {
    mkdirSync(scratch("locked"));
    chmodSync(scratch("locked"), 0o555);
    const error = await writeWholeFile(join(scratch("locked"), "text"), "text").catch(
      (reason: Error) => reason,
    );
    chmodSync(scratch("locked"), 0o755);
    expect(error).toMatchObject({ cause: { code: "EACCES" } });
    expect(readdirSync(scratch("locked"))).toEqual([]);
  },
);
