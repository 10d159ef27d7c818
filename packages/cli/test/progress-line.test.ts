import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { progressLine } from "../src/progress-line.ts";

let lines: string[];
const terminal = process.stderr.isTTY;

beforeEach(() => {
  lines = [];
  vi.useFakeTimers({ toFake: ["performance"] });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    lines.push(String(text));
    return true;
  });
  Object.defineProperty(process.stderr, "isTTY", { value: false, configurable: true });
});

afterEach(() => {
  vi.restoreAllMocks();
  Object.defineProperty(process.stderr, "isTTY", { value: terminal, configurable: true });
  vi.useRealTimers();
});

test("without a terminal a line comes first and at each tenth, with speed and time left", () => {
  const line = progressLine({ label: "Training", total: 100, unit: "pairs", scale: 8 });
  for (let done = 1; done <= 100; done++) {
    vi.advanceTimersByTime(100);
    line.update(done, "loss 0.5");
  }
  line.stop();
  expect(lines.length).toBe(11);
  expect(lines[0]).toBe("Training: 1 of 100 | 80.0 pairs/s | 10 s left | loss 0.5\n");
  expect(lines[5]).toBe("Training: 50 of 100 | 80.0 pairs/s | 5 s left | loss 0.5\n");
  expect(lines[10]).toBe("Training: 100 of 100 | 80.0 pairs/s | 0 s left | loss 0.5\n");
});

test("a slow tenth has a line each minute, and long times are told in two units", () => {
  const line = progressLine({ label: "Training", total: 10_000, unit: "pairs" });
  for (let done = 1; done <= 20; done++) {
    vi.advanceTimersByTime(10_000);
    line.update(done);
  }
  expect(lines.map((text) => text.slice(0, text.indexOf(" of")))).toEqual([
    "Training: 1",
    "Training: 7",
    "Training: 13",
    "Training: 19",
  ]);
  expect(lines[0]).toBe("Training: 1 of 10000 | 0.1 pairs/s | 27 h 47 min left\n");
});

test("what an earlier run has done counts neither as speed nor as a line", () => {
  const line = progressLine({ label: "Training", total: 100, from: 90, unit: "pairs" });
  vi.advanceTimersByTime(60_000);
  line.update(91);
  expect(lines).toEqual(["Training: 91 of 100 | 0.0 pairs/s | 9 min left\n"]);
});
