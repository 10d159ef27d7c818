import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  watch,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { readCheckpoint } from "@ssl/ssl-core";
import { mulberry32 } from "@ssl/testing";
import { beforeAll, describe, expect, test } from "vitest";
import { type Run, runSsl } from "./run-ssl.ts";
import { scratchFolder } from "./scratch-folder.ts";

const scratch = scratchFolder();
const SIZE = [
  ...["--scenes-per-epoch", "8", "--batch-size", "2", "--picture-side", "32"],
  ...["--image-width", "0.0625", "--sound-width", "0.0625", "--features", "8"],
];
const train = (folder: string, ...more: string[]): Promise<Run> =>
  runSsl(["train", ...SIZE, "--epochs", "2", "--out", scratch(folder), ...more]);
const file = (folder: string, name: string): Buffer => readFileSync(join(scratch(folder), name));
const checkpoint = (folder: string): Buffer => file(folder, "checkpoint.safetensors");
const localizer = (folder: string): Buffer => file(folder, "localizer.safetensors");
const epochsLogged = (folder: string): number[] =>
  file(folder, "log.jsonl")
    .toString()
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line).epoch);

/** Holds the files of a run against those of the one that nobody disturbed. */
function expectSameEnd(folder: string): void {
  expect(checkpoint(folder).equals(checkpoint("whole")), "checkpoint").toBe(true);
  expect(localizer(folder).equals(localizer("whole")), "localizer").toBe(true);
  expect(epochsLogged(folder)).toEqual([1, 2]);
  expect(readdirSync(scratch(folder)).sort()).toEqual([
    "checkpoint.safetensors",
    "localizer.safetensors",
    "log.jsonl",
  ]);
}

let whole: Run;
beforeAll(async () => {
  whole = await train("whole", "--json");
});

test("a run writes a checkpoint, a localizer and a log, and says where", () => {
  expect(whole.code, whole.stderr).toBe(0);
  expect(JSON.parse(whole.stdout)).toEqual({
    localizer: join(scratch("whole"), "localizer.safetensors"),
    checkpoint: join(scratch("whole"), "checkpoint.safetensors"),
    log: join(scratch("whole"), "log.jsonl"),
  });
  const saved = readCheckpoint(checkpoint("whole"));
  expect(saved.training?.position.step).toBe(8);
  expect(saved.configuration).toMatchObject({ imageWidth: 0.0625, features: 8, pictureSide: 32 });
  expect(JSON.parse(saved.notes.recipe!).training.epochs).toBe(2);
  expect(readCheckpoint(localizer("whole")).training).toBeUndefined();
  const lines = file("whole", "log.jsonl").toString().trimEnd().split("\n");
  for (const [i, line] of lines.entries()) {
    const { epoch, loss, positiveCosine, negativeCosine, seconds } = JSON.parse(line);
    expect(epoch).toBe(i + 1);
    expect(loss).toBeCloseTo((1 - positiveCosine + negativeCosine) / 2, 4);
    expect(seconds).toBeGreaterThanOrEqual(0);
  }
});

test("standard error has the backend, the progress and the files, and nothing of tfjs' own", () => {
  expect(whole.stderr).toMatch(
    /^Backend: wasm, 1 thread .*\n(Training: \d of 8 \| .* pairs\/s \| .* left \| epoch [12] \| loss 0\.\d{4}\n){8}Localizer: .*\nLog: {7}.*\n$/,
  );
});

describe.concurrent("a run", () => {
  test("of the same seed ends in the same bytes", async () => {
    await train("again");
    expectSameEnd("again");
  });

  test("stopped with Ctrl-C leaves a whole checkpoint, and resumed ends in the same bytes", async ({
    expect,
  }) => {
    let sent = false;
    const { code, stderr } = await runSsl(
      ["train", ...SIZE, "--epochs", "2", "--out", scratch("stopped")],
      (text, child) => {
        if (!sent && text.includes("Training: 1 of 8")) sent = child.kill("SIGINT");
      },
    );
    expect(code, stderr).toBe(130);
    const saved = join(scratch("stopped"), "checkpoint.safetensors");
    expect(stderr).toContain(
      `Stopping after this step; once more to stop at once.\nWrote ${saved}. Go on with --resume.\nStopped.\n`,
    );
    expect(readCheckpoint(checkpoint("stopped")).training?.position.step).toBeLessThan(8);
    expect(existsSync(join(scratch("stopped"), "localizer.safetensors"))).toBe(false);
    expect((await train("stopped", "--resume")).code).toBe(0);
    expectSameEnd("stopped");
  });

  test("that is killed at any moment leaves a whole checkpoint or none, and ends in the same bytes", async ({
    expect,
  }) => {
    const next = mulberry32(7);
    for (const name of ["killed-1", "killed-2"]) {
      const delay = (next() / 2 ** 32) * 900;
      let sent = false;
      await runSsl(["train", ...SIZE, "--epochs", "2", "--out", scratch(name)], (_text, child) => {
        if (!sent) setTimeout(() => child.kill("SIGKILL"), delay);
        sent = true;
      });
      await goOn(name, expect);
    }
  });

  test("that is killed while it writes its checkpoint loses nothing written before", async ({
    expect,
  }) => {
    const name = "killed-writing";
    let watcher: ReturnType<typeof watch> | undefined;
    await runSsl(["train", ...SIZE, "--epochs", "2", "--out", scratch(name)], (text, child) => {
      if (watcher || !text.includes("Training: 1 of 8")) return;
      watcher = watch(scratch(name), (_event, changed) => {
        if (changed?.startsWith("checkpoint.") && changed.endsWith(".part")) child.kill("SIGKILL");
      });
    });
    watcher?.close();
    await goOn(name, expect);
  });

  test("of one epoch, extended to two, ends as one of two", async ({ expect }) => {
    await runSsl(["train", ...SIZE, "--epochs", "1", "--out", scratch("extended")]);
    expect(epochsLogged("extended")).toEqual([1]);
    const { code, stderr } = await train("extended", "--resume");
    expect(code, stderr).toBe(0);
    expectSameEnd("extended");
  });

  test("takes over a pretrained trunk and draws the rest", async ({ expect }) => {
    const from = join(scratch("whole"), "localizer.safetensors");
    // A rate that moves nothing, so that the weights to begin with can be seen at the end.
    const still = ["--rate", "1e-30", "--trunk-rate", "1e-30"];
    const { code, stderr } = await train("pretrained", "--pretrained", from, ...still);
    expect(code, stderr).toBe(0);
    const { weights } = readCheckpoint(localizer("pretrained"));
    const trunk = readCheckpoint(localizer("whole")).weights;
    expect(weights["image.conv3.kernel"]!.data).toEqual(trunk["image.conv3.kernel"]!.data);
    expect(weights["image.head1.kernel"]!.data).not.toEqual(trunk["image.head1.kernel"]!.data);
    expect(weights["sound.conv1.kernel"]!.data).not.toEqual(trunk["sound.conv1.kernel"]!.data);
  });
});

/** Checks what a killed run left, and lets it go on. */
async function goOn(name: string, check: typeof expect): Promise<void> {
  const saved = join(scratch(name), "checkpoint.safetensors");
  const resume = existsSync(saved) ? ["--resume"] : [];
  if (existsSync(saved)) check(readCheckpoint(readFileSync(saved)).training).toBeDefined();
  const { code, stderr } = await train(name, ...resume);
  check(code, stderr).toBe(0);
  expectSameEnd(name);
}

describe.concurrent("a run is refused", () => {
  test.for([
    [
      "--resume without a checkpoint",
      ["--out", "missing", "--resume"],
      "ssl: savedRun: expected a run to go on with, got no readable file {missing}/checkpoint.safetensors. Leave out --resume to begin one.\n  because: ENOENT",
    ],
    [
      "--resume with other options",
      ["--out", "whole", "--resume", "--seed", "9", "--objects", "1"],
      "ssl: savedRun: expected the options that the run in {whole}/checkpoint.safetensors began with, got seed 9 instead of 1, soundingObjects 1 instead of 2. Give those, or another --out.",
    ],
    [
      "--resume with fewer epochs than are done",
      ["--out", "whole", "--resume", "--epochs", "1"],
      "ssl: trainOnScenes: expected at least 2 epochs, as many as the run has begun, got 1. Give more --epochs, or another --out.",
    ],
    [
      "a new run where there is one",
      ["--out", "whole"],
      "ssl: trainOnScenes: expected a folder without a run, got {whole}/checkpoint.safetensors. Give --resume to go on with it, or another --out.",
    ],
    [
      "a batch larger than the epoch",
      ["--out", "empty", "--batch-size", "16"],
      "ssl: train: expected at least 16 pairs (one batch), got 8. Add pairs, or make the batch smaller.",
    ],
    [
      "a pack that is none",
      ["--out", "packless", "--pack", "whole"],
      "ssl: loadScenePack: expected pack.json in the folder, got no such file.",
    ],
    [
      "a trunk that is none",
      ["--out", "trunkless", "--pretrained", "text"],
      "ssl: readTrunk: expected a checkpoint, got {text}. Give a file that ssl train wrote.",
    ],
    [
      "a folder that cannot be made",
      ["--out", "text"],
      "ssl: outputFolder: cannot make the folder {text}. Give another --out.\n  because: E",
    ],
  ] as [string, string[], string][])("%s", async ([, args, message], { expect }) => {
    writeFileSync(scratch("text"), "no checkpoint");
    const paths = args.map((arg, i) =>
      ["--out", "--pack", "--pretrained"].includes(args[i - 1]!) ? scratch(arg) : arg,
    );
    const { code, stdout, stderr } = await runSsl(["train", ...SIZE, "--epochs", "2", ...paths]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(message.replace(/\{(\w+)\}/g, (_, name: string) => scratch(name)));
  });

  test("a checkpoint that is cut, and one of another program", async ({ expect }) => {
    cpSync(scratch("whole"), scratch("cut"), { recursive: true });
    const saved = join(scratch("cut"), "checkpoint.safetensors");
    writeFileSync(saved, checkpoint("cut").subarray(0, 5000));
    const { code, stderr } = await train("cut", "--resume");
    expect(code).toBe(1);
    expect(stderr).toContain(`ssl: savedRun: expected a checkpoint, got ${saved}. `);
    expect(stderr).toContain("because: readSafetensors: expected ");
    writeFileSync(saved, localizer("cut"));
    expect((await train("cut", "--resume")).stderr).toContain(
      `ssl: savedRun: expected a run of ssl train, got a checkpoint without a training in ${saved}.`,
    );
    rmSync(saved);
    expect((await train("cut")).stderr).toContain("localizer.safetensors. Give --resume");
  });
});
