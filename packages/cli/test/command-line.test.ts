import { describe, expect, test } from "vitest";
import { runSsl } from "./run-ssl.ts";

const OPTIONS: Record<string, readonly string[]> = {
  demo: [
    "checkpoint",
    "train",
    "resume",
    "epochs",
    "seed",
    "scenes",
    "concat",
    "out",
    "backend",
    "json",
  ],
  train: [
    "recipe",
    "pretrained",
    "pack",
    "scenes-per-epoch",
    "objects",
    "seconds",
    "image-width",
    "sound-width",
    "features",
    "picture-side",
    "amplitude",
    "batch-norm",
    "selection-batch-norm",
    "selection-start",
    "potential",
    "epochs",
    "batch-size",
    "rate",
    "trunk-rate",
    "negatives",
    "seed",
    "out",
    "resume",
    "backend",
    "json",
  ],
  evaluate: ["checkpoint", "pack", "scenes", "concat", "seconds", "seed", "out", "backend", "json"],
  compose: [
    "out",
    "pack",
    "toy",
    "scenes",
    "objects",
    "sounding",
    "distractors",
    "interactive",
    "off-screen",
    "size",
    "no-equal-area",
    "part",
    "split-by",
    "side",
    "seconds",
    "rate",
    "no-brightness-match",
    "edge-blur",
    "shadow",
    "jpeg-quality",
    "seed",
    "manifest",
    "jobs",
  ],
  localize: ["checkpoint", "out", "backend", "json"],
};

describe.concurrent("ssl", () => {
  test("--help names the commands and the exit codes", async ({ expect }) => {
    const { code, stdout, stderr } = await runSsl(["--help"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const name of Object.keys(OPTIONS)) expect(stdout).toMatch(new RegExp(`^  ${name} `, "m"));
    expect(stdout).toContain(
      "Exit codes: 0 done, 1 something went wrong, 2 the command line or its input is at fault, 130 stopped.",
    );
  });

  test.for(Object.keys(OPTIONS))(
    "%s --help names every option and no other",
    async (name, { expect }) => {
      const { code, stdout } = await runSsl([name, "--help"]);
      expect(code).toBe(0);
      const named = [...stdout.matchAll(/^ {2}(?:-h, )?--([a-z-]+)/gm)].map((match) => match[1]);
      expect(named.sort()).toEqual([...OPTIONS[name]!, "help"].sort());
    },
  );

  test("--version prints the package's", async ({ expect }) => {
    expect((await runSsl(["--version"])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test.for([
    [["train", "--wrong"], "error: unknown option '--wrong'"],
    [["wrong"], "error: unknown command 'wrong'"],
    [
      ["train", "--epochs", "0"],
      "error: option '--epochs <n>' argument '0' is invalid. Expected a whole number of at least 1.",
    ],
    [["train", "--epochs", "1.5"], "Expected a whole number of at least 1."],
    [["train", "--epochs", ""], "Expected a whole number of at least 1."],
    [
      ["train", "--rate", "fast"],
      "error: option '--rate <x>' argument 'fast' is invalid. Expected a number above 0.",
    ],
    [["train", "--rate", "Infinity"], "Expected a number above 0."],
    [["train", "--seed", "4294967296"], "Expected a seed of at most 4294967295."],
    [["train", "--amplitude", "loud"], "argument 'loud' is invalid. Allowed choices are raw, log."],
    [
      ["evaluate", "--concat", "5"],
      "error: option '--concat <n>' argument '5' is invalid. Expected an even number.",
    ],
    [["evaluate", "--backend", "gpu"], "Allowed choices are auto, wasm, cpu, native."],
    [["localize", "a.png"], "error: missing required argument 'sound'"],
    [["demo", "--epochs", "3"], "error: option '--epochs' needs '--train'."],
    [
      ["demo", "--train", "--checkpoint", "a"],
      "error: option '--checkpoint <file>' cannot be used with option '--train'",
    ],
  ] as [string[], string][])("%j is the command line's fault", async ([args, text], { expect }) => {
    const { code, stdout, stderr } = await runSsl(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain(text);
    expect(stderr).toContain("Run with --help for all options.");
  });

  test("without a command it shows the help, and that one is missing", async ({ expect }) => {
    const { code, stderr } = await runSsl([]);
    expect(code).toBe(2);
    expect(stderr).toContain("Usage: ssl [options] [command]");
  });
});

test("a command's errors say what was read and how to go on", async () => {
  const { code, stdout, stderr } = await runSsl([
    "evaluate",
    "--checkpoint",
    "nowhere.safetensors",
  ]);
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain(
    "ssl: loadLocalizer: expected a checkpoint, got no readable file nowhere.safetensors. Give another --checkpoint, or train one with ssl train.\n  because: ENOENT",
  );
});
