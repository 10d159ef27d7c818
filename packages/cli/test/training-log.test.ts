import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { trainingLog } from "../src/training-log.ts";
import { scratchFolder } from "./scratch-folder.ts";

const scratch = scratchFolder();
const entry = (epoch: number) => ({
  epoch,
  loss: 0.5,
  positiveCosine: 0.6,
  negativeCosine: 0.6,
  seconds: 1,
});
const lines = (...epochs: number[]): string =>
  epochs.map((epoch) => `${JSON.stringify(entry(epoch))}\n`).join("");

test("a new log begins empty and grows by a line an epoch", async () => {
  writeFileSync(scratch("new"), "of another run\n");
  const log = await trainingLog(scratch("new"), 0);
  await log.append(entry(1));
  await log.append(entry(2));
  expect(readFileSync(scratch("new"), "utf8")).toBe(lines(1, 2));
});

test("a resumed log drops the epochs that are done again, and a line that was cut", async () => {
  writeFileSync(scratch("resumed"), `${lines(1, 2, 3)}{"epoch":4,"lo`);
  const log = await trainingLog(scratch("resumed"), 2);
  await log.append(entry(3));
  expect(readFileSync(scratch("resumed"), "utf8")).toBe(lines(1, 2, 3));
});

test("a log that is gone begins anew", async () => {
  const log = await trainingLog(scratch("gone"), 5);
  await log.append(entry(6));
  expect(readFileSync(scratch("gone"), "utf8")).toBe(lines(6));
});
