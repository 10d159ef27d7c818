import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readNpy, writeNpy } from "@ssl/tensor-files";
import { beforeAll, describe, expect, test } from "vitest";
import type { AuditManifest } from "../src/audit/audit-manifest.ts";
import { auditHere, builtAudit, discMap, manifestOf, writeModel } from "./audit-fixtures.ts";
import { type Run, runSsl } from "./run-ssl.ts";
import { scratchFolder } from "./scratch-folder.ts";
import { writeTinyCheckpoint } from "./tiny-checkpoint.ts";

const scratch = scratchFolder();
const model = fileURLToPath(new URL("stand-in-model.mjs", import.meta.url));
let file: string;
let manifest: AuditManifest;
let ids: readonly string[];

beforeAll(async () => {
  file = await builtAudit(scratch("audit"), { scenes: 4 });
  manifest = manifestOf(file);
  ids = manifest.samples.map(({ id }) => id);
});

const FAULTY = "scene-000001~noise-0";
/** The command line of a stand-in that does something wrong. */
function commandOf(name: string, fault = "", at = FAULTY): string {
  mkdirSync(scratch(`${name}-maps`), { recursive: true });
  return [process.execPath, model, scratch(`${name}-maps`), fault, at]
    .map((word) => `"${word}"`)
    .join(" ");
}
function run(name: string, ...more: string[]): Promise<Run> {
  return auditHere("run", "--manifest", file, "--out", scratch(name), ...more);
}
function ask(name: string, fault: string, ...more: string[]): Promise<Run> {
  return run(name, "--command", commandOf(name, fault), ...more);
}
const record = (name: string) => JSON.parse(readFileSync(join(scratch(name), "run.json"), "utf8"));
const maps = (name: string): string[] =>
  readdirSync(join(scratch(name), "maps"))
    .map((path) => path.replace(/\.npy$/, ""))
    .sort();
const others = (): string[] => ids.filter((id) => id !== FAULTY).sort();

describe("ssl audit run --command", () => {
  test("collects a map for every sample, and keeps what the command said", async () => {
    const done = await ask("good", "", "--json");
    expect(done.code, done.stderr).toBe(0);
    expect(maps("good")).toEqual([...ids].sort());
    expect(JSON.parse(done.stdout)).toMatchObject({
      out: scratch("good"),
      kept: 0,
      maps: ids.length,
      missing: [],
      failures: [],
      how: { kind: "command", command: commandOf("good") },
    });
    expect(readFileSync(join(scratch("good"), "command.log"), "utf8")).toBe("#1 loaded\n");
    const { shape } = readNpy(readFileSync(join(scratch("good"), "maps", `${FAULTY}.npy`)));
    expect(shape).toEqual([8, 8]);
    expect(done.stderr).toMatch(/Collecting: \d+ of \d+ \| [\d.]+ maps\/s \| \d+ s left/);
    expect(readdirSync(join(scratch("good"), "picture-only"))).toEqual([]);
  });

  test("several of it at a time collect the same", async () => {
    // Each of them writes its map to one file, so that each needs a folder of its own.
    const one = commandOf("several").replace(/"([^"]*)-maps"/, '"$1-maps/$$$$"');
    const done = await run(
      "several",
      "--command",
      `mkdir -p ${scratch("several-maps")}/$$; exec ${one}`,
      "--jobs",
      "3",
    );
    expect(done.code, done.stderr).toBe(0);
    expect(maps("several")).toEqual([...ids].sort());
    const log = readFileSync(join(scratch("several"), "command.log"), "utf8");
    expect(log.split("\n").sort()).toEqual(["", "#1 loaded", "#2 loaded", "#3 loaded"]);
  });

  test("takes the model's own maps of the pictures alone", async () => {
    const done = await ask("alone", "picture-only");
    expect(done.code, done.stderr).toBe(0);
    expect(readdirSync(join(scratch("alone"), "picture-only"))).toEqual(
      ["0", "1", "2", "3"].map((scene) => `scene-00000${scene}.npy`),
    );
  });

  test("one that dies is started again and asked once more", async () => {
    const done = await ask("dies-once", "dies-once");
    expect(done.code, done.stderr).toBe(0);
    expect(maps("dies-once")).toEqual([...ids].sort());
    expect(readFileSync(join(scratch("dies-once"), "command.log"), "utf8")).toBe(
      "#1 loaded\n#1 loaded\n",
    );
  });

  test.each([
    ["dies", "the command ended with exit code 3; its last words: loaded\nout of memory"],
    ["hangs", "the command gave no answer within 5 s"],
    [
      "no-file",
      expect.stringMatching(/^expected a map in .*nowhere\.npy, got no readable file \(ENOENT\)$/),
    ],
    ["wrong-size", "expected a map of 8 × 8 as for the picture's other sounds, got 9 × 9"],
    [
      "nan",
      expect.stringMatching(/^expected finite numbers, got NaN at row 1, column 1 in .*map\.npy$/),
    ],
    [
      "rubbish-map",
      expect.stringMatching(/^readNpy: expected bytes that begin with .* in .*map\.npy$/),
    ],
    ["refuses", "the sound is too short"],
  ])("one that %s loses that sample alone, by name, with exit code 2", async (fault, reason) => {
    const timeout = fault === "hangs" ? ["--timeout", "5"] : [];
    const first = await ask(fault, fault, ...timeout);
    expect(first.code).toBe(2);
    expect(first.stderr).toContain(
      `audit: expected a map for each of the ${ids.length} samples, but 1 have none: ${FAULTY}, ` +
        `${FAULTY} because `,
    );
    expect(first.stderr).toContain(
      "The maps that are there stay; the same command tries the others again",
    );
    expect(maps(fault)).toEqual(others());
    expect(record(fault)).toMatchObject({
      maps: ids.length - 1,
      missing: [],
      failures: [{ id: FAULTY, reason }],
    });
    if (fault === "hangs") return;
    const skipped = await ask(fault, fault, ...timeout, "--skip-bad");
    expect(skipped.code, skipped.stderr).toBe(0);
    expect(skipped.stderr).toContain(
      `${ids.length - 1} of ${ids.length} maps are there already.\n`,
    );
    expect(skipped.stderr).toContain(`but 1 have none: ${FAULTY}`);
  });

  test.each([
    ["banner", 'the line "Loading weights ..."'],
    ["no-map", `the line "{\\"id\\":\\"${FAULTY}\\"}"`],
    ["other", `an answer for "nobody" where it was asked for "${FAULTY}"`],
    ["twice", `two answers for "${FAULTY}"`],
    ["earlier", 'two answers for "scene-000001~silence"'],
  ])(
    "one that goes astray (%s) is ended with exit code 2, and nothing is lost",
    async (fault, got) => {
      const command = commandOf(fault, fault);
      const done = await run(fault, "--command", command);
      expect(done.code).toBe(2);
      expect(done.stderr).toContain(
        `audit: expected a line {"id": …, "map": …} for each request and nothing else, got ${got} from ` +
          `${command}. Print everything else on standard error. The maps so far stay, and the same ` +
          "command line goes on from there.",
      );
      const before = fault === "banner" ? 0 : ids.indexOf(FAULTY) + Number(fault === "twice");
      expect(maps(fault)).toEqual(ids.slice(0, before).sort());
    },
  );

  test("that the last answer comes twice is noticed, too", async () => {
    const done = await run("twice-last", "--command", commandOf("twice-last", "twice", ids.at(-1)));
    expect(done.code).toBe(2);
    expect(done.stderr).toContain(`two answers for "${ids.at(-1)}"`);
    expect(maps("twice-last")).toEqual([...ids].sort());
  });

  test("one that cannot be run is given up after five samples", async () => {
    const done = await run("not-there", "--command", "no-such-program-at-all");
    expect(done.code).toBe(2);
    expect(done.stderr).toContain(
      "audit: expected maps from no-such-program-at-all, but the last 5 samples failed, " +
        `${ids[4]} because the command ended with exit code 127; its last words: `,
    );
    expect(done.stderr).toContain("See command.log in the run's folder.");
  });

  test("killed and started again, it ends in the same folder, and asks only for what is missing", async () => {
    const args = ["audit", "run", "--manifest", file, "--out", scratch("killed")];
    const command = commandOf("killed");
    const killed = await runSsl([...args, "--command", command], (stderr, child) => {
      if (/Collecting: (1[0-9]|[2-9]\d) of/.test(stderr)) child.kill("SIGKILL");
    });
    expect(killed.code).toBeNull();
    const before = maps("killed");
    expect(before.length).toBeGreaterThan(0);
    expect(before.length).toBeLessThan(ids.length);
    const [first, second] = before;
    const at = (id: string): string => join(scratch("killed"), "maps", `${id}.npy`);
    truncateSync(at(first!), 100);
    writeFileSync(`${at("concat-1-left")}.99.part`, "half");
    const times = statSync(at(second!)).mtimeMs;
    const done = await run("killed", "--command", command);
    expect(done.code, done.stderr).toBe(0);
    expect(done.stderr).toMatch(new RegExp(`^\\d+ of ${ids.length} maps are there already\\.\n`));
    expect(statSync(at(second!)).mtimeMs).toBe(times);
    expect(maps("killed")).toEqual([...ids].sort());
    for (const id of ids) {
      const good = join(scratch("good"), "maps", `${id}.npy`);
      expect(readFileSync(at(id)).equals(readFileSync(good)), id).toBe(true);
    }
    const again = await run("killed", "--command", command);
    expect(again.stderr).toContain(`${ids.length} of ${ids.length} maps are there already.\n`);
  });

  test("a Ctrl-C ends the command, too, with 130", async () => {
    const command = commandOf("interrupted", "hangs");
    let asked = false;
    const run = await runSsl(
      ["audit", "run", "--manifest", file, "--out", scratch("interrupted"), "--command", command],
      (stderr, child) => {
        if (!asked && stderr.includes("Collecting: ")) asked = child.kill("SIGINT");
      },
    );
    expect(run.code).toBe(130);
    expect(run.stderr).toContain("The maps so far stay; the same command goes on from there.\n");
  });
});

describe("ssl audit run --maps", () => {
  test("takes over maps that are on disk, also from one file", async () => {
    const folder = writeModel(scratch("disc"), manifest, discMap);
    const done = await run("given", "--maps", folder, "--picture-only", folder);
    expect(done.code, done.stderr).toBe(0);
    expect(maps("given")).toEqual([...ids].sort());
    expect(readdirSync(join(scratch("given"), "picture-only")).length).toBe(4);
    const all = scratch("all.npy");
    const data = new Float32Array(ids.length * 4).map((_, i) => i);
    writeFileSync(all, writeNpy({ shape: [ids.length, 2, 2], data }));
    writeFileSync(`${all}.ids.txt`, ids.join("\n"));
    const one = await run("given-one", "--maps", all);
    expect(one.code, one.stderr).toBe(0);
    expect(readNpy(readFileSync(join(scratch("given-one"), "maps", `${ids[1]}.npy`))).data).toEqual(
      Float32Array.of(4, 5, 6, 7),
    );
  });

  test("names samples without a map, and those whose map is broken", async () => {
    const folder = writeModel(scratch("some"), manifest, ({ id }) =>
      id === FAULTY ? undefined : discMap(),
    );
    const broken = "scene-000002";
    writeFileSync(join(folder, `${broken}.npy`), "no map");
    const done = await run("lacking", "--maps", folder);
    expect(done.code).toBe(2);
    expect(done.stderr).toContain(
      `but 2 have none: ${FAULTY}, ${broken}, ${broken} because MapSet.read: `,
    );
    expect(record("lacking")).toMatchObject({
      missing: [FAULTY],
      failures: [{ id: broken, reason: expect.stringContaining(`${broken}.npy`) }],
    });
    const nowhere = await run("nowhere", "--maps", scratch("no-such-folder"));
    expect(nowhere.code).toBe(2);
    expect(nowhere.stderr).toContain("openMapSet: ");
  });
});

describe("ssl audit run --checkpoint", () => {
  test("makes both maps of a localizer of ours; a sound that is too short is a failure by name", async () => {
    const checkpoint = scratch("tiny.safetensors");
    await writeTinyCheckpoint(checkpoint);
    const done = await run("tiny", "--checkpoint", checkpoint, "--backend", "cpu");
    expect(done.code, done.stderr).toBe(0);
    expect(maps("tiny")).toEqual([...ids].sort());
    const read = (path: string) => readNpy(readFileSync(join(scratch("tiny"), path)));
    const [own, alone] = [read("maps/scene-000000.npy"), read("picture-only/scene-000000.npy")];
    for (const { shape, data } of [own, alone]) {
      expect(shape).toEqual([2, 2]);
      expect(data.length).toBe(4);
    }
    expect(own.data).not.toEqual(alone.data);
    const short = await builtAudit(scratch("short"), {
      scenes: 2,
      compose: ["--seconds", "0.2"],
    });
    const failed = await auditHere(
      ...["run", "--manifest", short, "--out", scratch("short-run")],
      ...["--checkpoint", checkpoint, "--backend", "cpu", "--skip-bad"],
    );
    expect(failed.code, failed.stderr).toBe(0);
    const { failures, maps: made } = record("short-run");
    expect(made).toBe(0);
    expect(failures[0].id).toBe("scene-000000");
    expect(failures[0].reason).toMatch(/frames/);
  });

  test("a file that is no checkpoint, and none at all, are named", async () => {
    const none = await run("no-checkpoint", "--checkpoint", scratch("nowhere.safetensors"));
    expect(none.code).toBe(2);
    expect(none.stderr).toContain(
      `audit: expected a checkpoint, got no readable file ${scratch("nowhere.safetensors")}.`,
    );
    const other = await run("other-checkpoint", "--checkpoint", file, "--backend", "cpu");
    expect(other.code).toBe(2);
    expect(other.stderr).toContain(`loadLocalizer: expected a checkpoint, got ${file}.`);
  });
});

describe("the input of ssl audit run", () => {
  test("files that moved away from their manifest are named", async () => {
    const moved = await builtAudit(scratch("moved"), { scenes: 2 });
    rmSync(join(scratch("moved"), "sounds", "scene-000001.wav"));
    const lost = await auditHere(
      ...["run", "--manifest", moved, "--out", scratch("moved-run"), "--command", "true"],
    );
    expect(lost.code).toBe(2);
    expect(lost.stderr).toMatch(
      /audit: expected the \d+ files of the manifest in .*moved, but 1 are not there: sounds\/scene-000001\.wav\. Keep manifest\.json together with its pictures and sounds, or run ssl audit build again\./,
    );
    renameSync(moved, scratch("manifest.json"));
    const alone = await auditHere(
      ...[
        "run",
        "--manifest",
        scratch("manifest.json"),
        "--out",
        scratch("x"),
        "--command",
        "true",
      ],
    );
    expect(alone.code).toBe(2);
    expect(alone.stderr).toMatch(
      /but \d+ are not there: pictures\/scene-000000\.jpg, .* and \d+ more\./,
    );
    expect(existsSync(scratch("x"))).toBe(false);
  });

  test("what is no manifest is refused, and so is one whose paths lead out of its folder", async () => {
    const refusal = "audit: expected a manifest of ssl audit build (ssl-audit/1) at ";
    const missing = await auditHere(
      ...["run", "--manifest", scratch("nowhere.json"), "--out", scratch("x"), "--command", "true"],
    );
    expect(missing.code).toBe(2);
    expect(missing.stderr).toContain(`${refusal}${scratch("nowhere.json")}. `);
    const outside = manifest.samples.map((sample) => ({ ...sample, sound: "../../secret.wav" }));
    writeFileSync(scratch("outside.json"), JSON.stringify({ ...manifest, samples: outside }));
    const led = await auditHere(
      ...["run", "--manifest", scratch("outside.json"), "--out", scratch("x"), "--command", "true"],
    );
    expect(led.code).toBe(2);
    expect(led.stderr).toContain("expected a path inside the manifest's folder");
    const twice = { ...manifest, samples: [manifest.samples[0], manifest.samples[0]] };
    writeFileSync(scratch("twice.json"), JSON.stringify(twice));
    const repeated = await auditHere(
      ...["run", "--manifest", scratch("twice.json"), "--out", scratch("x"), "--command", "true"],
    );
    expect(repeated.stderr).toContain("An id comes twice.");
  });

  test("a folder of another model, another manifest or other things is refused", async () => {
    const other = await run("good", "--command", "true");
    expect(other.code).toBe(2);
    expect(other.stderr).toContain(
      `audit: expected the manifest and the model that ${scratch("good")} began with, got "true" ` +
        `instead of ${JSON.stringify(commandOf("good"))}. Give those, or another --out.`,
    );
    const second = await builtAudit(scratch("second"), { scenes: 2 });
    const foreign = await auditHere(
      ...["run", "--manifest", second, "--out", scratch("good"), "--command", commandOf("good")],
    );
    expect(foreign.code).toBe(2);
    expect(foreign.stderr).toContain("began with, got another manifest. ");
    mkdirSync(scratch("taken"));
    writeFileSync(join(scratch("taken"), "thesis.tex"), "");
    const taken = await run("taken", "--command", "true");
    expect(taken.code).toBe(2);
    expect(taken.stderr).toContain(
      `audit: expected an empty folder or one of ssl audit run, got thesis.tex in ${scratch("taken")}.`,
    );
  });

  test("needs one model, and no more than one", async () => {
    const none = await run("nothing");
    expect(none.code).toBe(2);
    expect(none.stderr).toContain(
      "error: one of '--checkpoint', '--command' and '--maps' is required.",
    );
    const two = await run("nothing", "--command", "true", "--maps", scratch("disc"));
    expect(two.code).toBe(2);
    const alone = await run("nothing", "--command", "true", "--picture-only", scratch("disc"));
    expect(alone.stderr).toContain("error: option '--picture-only' needs '--maps'.");
  });
});
