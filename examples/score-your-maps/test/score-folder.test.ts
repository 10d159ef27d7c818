import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { scoreFolder } from "../score-folder.mjs";

const maps = fileURLToPath(new URL("../maps/", import.meta.url));

test("two of the three maps find their source, and clear the floors", async () => {
  const { "your maps": yours, noise, "centre disc": disc } = await scoreFolder(maps);
  expect(yours?.count).toBe(3);
  expect(yours?.success.ciou).toBeCloseTo(2 / 3, 12);
  expect(noise?.success.ciou).toBe(0);
  expect(yours?.paper.ciou).toBeGreaterThan(noise?.paper.ciou ?? 1);
  expect(yours?.paper.ciou).toBeGreaterThan(disc?.paper.ciou ?? 1);
});

test("a sample that cannot be scored is named, with the reason as its cause", async () => {
  const folder = mkdtempSync(join(tmpdir(), "ssl-maps-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const sample = { map: [[1, Number.NaN]], width: 2, height: 1, annotators: [[]] };
  writeFileSync(join(folder, "bad.json"), JSON.stringify(sample));
  await expect(scoreFolder(folder)).rejects.toThrow(
    `scoreFolder: cannot score ${join(folder, "bad.json")}.`,
  );
});
