import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { writeNpy } from "@ssl/tensor-files";
import { expect, test } from "vitest";
import { type Run, runSsl } from "./run-ssl.ts";
import {
  goldenSet,
  smallMaps,
  smallTruth,
  writeGoldenMaps,
  writeJson,
  writeMaps,
  zipBomb,
} from "./score-fixtures.ts";
import { scratchFolder } from "./scratch-folder.ts";

const scratch = scratchFolder();
const truth = writeJson(scratch("truth.json"), smallTruth);
const maps = writeMaps(scratch("maps"), smallMaps);
const poorMaps = writeMaps(scratch("poor-maps"), {
  a: [0, 1, 0, 1],
  b: [0, 1, 0, 0.9],
  c: [1, 0.8, 0.1, 0],
});

function score(...more: string[]): Promise<Run> {
  return runSsl(["score", "--truth", truth, "--maps", maps, ...more]);
}

/** A report as JSON, loosely typed: its form is what the tests are about. */
interface Json {
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into the report by name
  [name: string]: any;
}

/** Runs a command that must work, and reads its JSON. */
async function report(...args: string[]): Promise<Json> {
  const run = await runSsl([...args, "--format", "json"]);
  expect(run.code, run.stderr).toBe(0);
  return JSON.parse(run.stdout);
}

/** Holds a report to the golden set's scores under every protocol that it names. */
function expectGoldenScores(found: Json, golden: ReturnType<typeof goldenSet>["expect"]): void {
  for (const [name, expected] of Object.entries(golden)) {
    const protocol = found.protocols[name.replaceAll("_", "-")];
    const pairs: [string, string][] = name.startsWith("oya")
      ? [
          ["meanAtHalf", "reading_A_mean_at_tau_0_5"],
          ["aucOfMean", "reading_A_auc_of_mean_curve"],
          ["successAtHalf", "reading_B_success_at_0_5"],
          ["successAuc", "reading_B_success_auc"],
        ]
      : [
          ["ciou50", "ciou50"],
          ["auc", "auc"],
          ["meanCiou", "mean_ciou"],
        ];
    for (const [ours, theirs] of pairs) {
      expect(protocol[ours], `${name} ${ours}`).toBeCloseTo(expected[theirs]!, 3.5);
    }
    expect(protocol.nan).toBe(expected.n_nan);
  }
}

test("prints what every published evaluator prints for the same Flickr-style maps", async () => {
  const { cases, expect: golden } = goldenSet("flickr_core");
  const path = writeJson(scratch("flickr.json"), {
    schema: "ssl-truth/1",
    name: "flickr",
    coordinates: "pixels",
    width: 256,
    height: 256,
    consensus: 2,
    samples: cases.map(({ name, annotators_256: annotators }) => ({ id: name, annotators })),
  });
  const folder = writeGoldenMaps(scratch("flickr"), cases);
  const found = await report("score", "--truth", path, "--maps", folder, "--resamples", "100");
  expect(found.truth).toMatchObject({ name: "flickr", n: 29 });
  expect([found.scored, found.missing, found.bad]).toEqual([29, [], []]);
  expect(Object.keys(found.protocols)).toEqual(
    expect.arrayContaining(Object.keys(golden).map((name) => name.replaceAll("_", "-"))),
  );
  expectGoldenScores(found, golden);
});

test("scores IS3's file as published, with success over whole groups", async () => {
  const { cases, expect: golden } = goldenSet("is3_all");
  const path = writeJson(
    scratch("IS3_annotation.json"),
    cases.map(({ name, boxes_224: boxes }) => ({
      image: `images/${name}.jpg`,
      audio: `audio_wav/${name}.wav`,
      gt_box: boxes![0],
    })),
  );
  const folder = writeGoldenMaps(scratch("is3"), cases);
  const found = await report("score", "--truth", path, "--maps", folder, "--resamples", "0");
  expectGoldenScores(found, golden);
  // published-protocols.json, `interactive`.
  const { "sslalign-torch": plain, "sslalign-torch-adap": adaptive } = found.protocols;
  expect(plain.groups).toMatchObject({ count: 3, iiou: 0 });
  expect(plain.groups.iauc).toBeCloseTo(0.325, 6);
  expect(adaptive.groups.iiou).toBeCloseTo(2 / 3, 6);
  expect(adaptive.groups.iauc).toBeCloseTo(0.441666667, 6);
});

test("scores VGG-SS's file with its absurd boxes as published, and says so", async () => {
  const { cases, expect: golden } = goldenSet("vggss_all");
  const path = writeJson(
    scratch("vggss.json"),
    cases.map(({ name, boxes_norm: bbox }) => ({ file: name, class: "dog barking", bbox })),
  );
  const folder = writeGoldenMaps(scratch("vggss"), cases);
  const run = await runSsl(["score", "--truth", path, "--maps", folder, "--format", "json"]);
  expect(run.code, run.stderr).toBe(0);
  const found = JSON.parse(run.stdout);
  expectGoldenScores(found, golden);
  const unmarked = found.truth.notes.at(-1);
  expect(unmarked).toEqual({
    message:
      "1 of 5 samples have nothing marked; they stay in the set, and no map can score on them.",
    ids: ["vggss_corrupt_only"],
  });
  expect(run.stderr).toContain(`Truth: ${unmarked.message} vggss_corrupt_only\n`);
});

test("every protocol comes with an interval and floors", async () => {
  const found = await report("score", "--truth", truth, "--maps", maps);
  const { hche11, "oya-minmax-224": paper } = found.protocols;
  for (const protocol of [hche11, paper]) {
    const { interval, floors } = protocol;
    expect(interval).toMatchObject({ level: 0.95, method: "BCa", resamples: 10_000, seed: 1 });
    const names =
      protocol === paper
        ? ["meanAtHalf", "aucOfMean", "successAtHalf", "successAuc"]
        : ["ciou50", "auc", "meanCiou"];
    expect(Object.keys(floors)).toEqual(["allOn", "centreDisc", "oracleDisc", "noise"]);
    for (const name of names) {
      const [low, high] = interval[name];
      expect(low).toBeLessThanOrEqual(protocol[name]);
      expect(high).toBeGreaterThanOrEqual(protocol[name]);
    }
    for (const floor of Object.values<Json>(floors)) expect(Object.keys(floor)).toEqual(names);
  }
  // a and b are half of the picture, c all of it: every pixel on is right by half, half and all.
  expect(hche11.floors.allOn.meanCiou).toBeCloseTo((0.5 + 0.5 + 1) / 3, 6);
});

test("the result is the same on two threads, and of two shards merged in any order", async () => {
  const whole = await score(
    "--format",
    "json",
    "--out",
    scratch("whole.json"),
    "--against",
    poorMaps,
  );
  expect(whole.code, whole.stderr).toBe(0);
  expect(whole.stdout).toBe("");
  const json = readFileSync(scratch("whole.json"), "utf8");
  const jobs = await score("--format", "json", "--jobs", "2", "--against", poorMaps);
  expect(jobs.stdout, jobs.stderr).toBe(json);
  for (const shard of ["0", "1"]) {
    const file = scratch(`shard-${shard}.json`);
    const part = await score("--shard", `${shard}/2`, "--out", file, "--against", poorMaps);
    expect(part.code, part.stderr).toBe(0);
  }
  const shards = [scratch("shard-1.json"), scratch("shard-0.json")];
  const merged = await runSsl(["merge", ...shards, "--format", "json"]);
  expect(merged.stdout, merged.stderr).toBe(json);
});

test("merge refuses a missing, a doubled, a foreign and a broken shard by name", async () => {
  const shard = async (name: string, ...more: string[]): Promise<string> => {
    const file = scratch(name);
    const run = await score("--out", file, "--resamples", "0", "--protocol", "sspl", ...more);
    expect(run.code, run.stderr).toBe(0);
    return file;
  };
  const first = await shard("m0.json", "--shard", "0/3");
  const second = await shard("m1.json", "--shard", "1/3");
  const again = await shard("m1-again.json", "--shard", "1/3");
  const foreign = await shard("foreign.json", "--shard", "2/3", "--seed", "7");
  const merge = async (...files: string[]): Promise<string> => {
    const run = await runSsl(["merge", ...files, "--out", scratch("merged")]);
    expect(run.code).toBe(2);
    expect(existsSync(scratch("merged"))).toBe(false);
    return run.stderr;
  };
  expect(await merge(first, second)).toBe(
    "ssl: merge: expected all 3 shards, got none for 2/3. Score what is missing and name its files too.\n",
  );
  expect(await merge(first, second, again)).toBe(
    `ssl: merge: expected every shard once, got shard 1/3 in ${second} and ${again}.\n`,
  );
  expect(await merge(first, second, foreign)).toBe(
    `ssl: merge: expected shards of one run, got ${foreign} of another than ${first}: seed differ. ` +
      "Merge the files of one run only.\n",
  );
  expect(await merge(first, truth)).toContain(
    `ssl: merge: expected ${truth} to be a shard of schema ssl-score-shard/1. ` +
      "Merge what `ssl score --shard` wrote.\n  because: ",
  );
});

test("maps are held against others sample by sample", async () => {
  const found = await report(
    "score",
    "--truth",
    truth,
    "--maps",
    maps,
    "--against",
    poorMaps,
    "--protocol",
    "sspl",
  );
  const { sspl } = found.protocols;
  expect(sspl.against.meanCiou).toBeLessThan(sspl.meanCiou);
  expect(sspl.difference.meanCiou.value).toBeCloseTo(sspl.meanCiou - sspl.against.meanCiou, 12);
  expect(sspl.difference.meanCiou.interval[0]).toBeLessThanOrEqual(sspl.difference.meanCiou.value);
  expect(sspl.difference.ciou50.p).toBeGreaterThan(0);
  const same = await report(
    "score",
    "--truth",
    truth,
    "--maps",
    maps,
    "--against",
    maps,
    "--protocol",
    "sspl",
  );
  expect(same.protocols.sspl.difference.ciou50).toEqual({ value: 0, interval: [0, 0], p: 1 });
});

test("prints tables, Markdown and CSV of the same numbers", async () => {
  const { protocols } = await report(
    "score",
    "--truth",
    truth,
    "--maps",
    maps,
    "--protocol",
    "sspl,oya-max-224",
  );
  const percent = (protocols.sspl.meanCiou * 100).toFixed(2);
  const texts = await Promise.all(
    ["table", "markdown", "csv"].map((format) =>
      score("--protocol", "sspl,oya-max-224", "--format", format),
    ),
  );
  const [table, markdown, csv] = texts.map(({ code, stdout, stderr }) => {
    expect(code, stderr).toBe(0);
    return stdout;
  });
  expect(table).toContain("mean cIoU at 0.5");
  expect(table).toContain(`${percent} [`);
  expect(table).toContain(
    "small: in percent, [95 % BCa interval: bootstrap over samples, 10000 resamples, seed 1].",
  );
  expect(markdown).toMatch(
    /^\| protocol \| N \| cIoU@0\.5 \| AUC \| mean cIoU \| all on \| centre disc \|/,
  );
  expect(markdown).toMatch(/^\| sspl \| 3 \| /m);
  expect(csv!.split("\n")[0]).toBe("protocol,of,measure,value,low,high,p,n,nan");
  expect(csv).toContain(`sspl,maps,meanCiou,${protocols.sspl.meanCiou},`);
  expect(csv).toContain(
    `oya-max-224,centreDisc,aucOfMean,${protocols["oya-max-224"].floors.centreDisc.aucOfMean},`,
  );
});

test("missing and broken maps end it with exit code 2 and no file; --skip-bad lists them", async () => {
  const folder = writeMaps(scratch("broken-maps"), { ...smallMaps, d: [1, 2, 3, 4] });
  writeFileSync(`${folder}/b.npy`, readFileSync(`${folder}/b.npy`).subarray(0, 130));
  const args = ["score", "--truth", truth, "--maps", folder, "--format", "json"];
  const out = scratch("refused.json");
  const broken = await runSsl([...args, "--out", out]);
  expect(broken.code).toBe(2);
  expect(broken.stderr).toContain(
    "ssl: score: expected a map for every sample, but 1 have no score: b. Mend them, or leave them out with --skip-bad.\n  because: ",
  );
  expect(broken.stderr).toContain(`${folder}/b.npy`);
  rmSync(`${folder}/c.npy`);
  const missing = await runSsl([...args, "--out", out]);
  expect(missing.code).toBe(2);
  expect(missing.stderr).toContain(
    "ssl: score: expected a map for every sample, but 1 have no map: c. Mend them, or leave them out with --skip-bad.\n",
  );
  expect(existsSync(out)).toBe(false);
  const skipped = await report(
    ...args.slice(0, -2),
    "--skip-bad",
    "--protocol",
    "sspl",
    "--resamples",
    "0",
  );
  expect([skipped.scored, skipped.missing, skipped.unused]).toEqual([1, ["c"], ["d"]]);
  expect(skipped.bad).toEqual([{ id: "b", reason: expect.stringContaining("b.npy") }]);
});

const broken: [string, object | string, string][] = [
  ["a csv where a json belongs", "id,x0,y0\na,1,2\n", "csv"],
  ["no samples", { ...smallTruth, samples: [] }, "sample"],
  ["a sample without boxes", { ...smallTruth, samples: [{ id: "a", annotators: [] }] }, '"a"'],
  [
    "boxes at -2.88e16",
    { ...smallTruth, samples: [{ id: "a", annotators: [[[0, 0, -2.88e16, 5]]] }] },
    "-28800000000000000",
  ],
  ["one id twice", { ...smallTruth, samples: Array(2).fill(smallTruth.samples[0]) }, "a"],
  [
    "ids that differ in case",
    { ...smallTruth, samples: [smallTruth.samples[0], { ...smallTruth.samples[1], id: "A" }] },
    "A",
  ],
];

test.each(broken)(
  "a truth with %s ends it with exit code 2, naming file and cause",
  async (_, content, named) => {
    const path = scratch("broken-truth.json");
    writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
    const run = await runSsl(["score", "--truth", path, "--maps", maps, "--out", scratch("none")]);
    expect(run.code, run.stderr).toBe(2);
    expect(run.stderr).toContain(path);
    expect(run.stderr.toLowerCase()).toContain(named.toLowerCase());
    expect(existsSync(scratch("none"))).toBe(false);
  },
);

const badMaps: [string, (folder: string) => void, string][] = [
  ["a NaN in a map", (folder) => writeMaps(folder, { a: [1, 0, Number.NaN, 0] }), "NaN"],
  [
    "a map of three dimensions",
    (folder) => {
      const data = new Float32Array(8);
      writeFileSync(join(folder, "a.npy"), writeNpy({ shape: [2, 2, 2], data }));
    },
    "2, 2, 2",
  ],
  [
    "two files for one id",
    (folder) => copyFileSync(join(folder, "b.npy"), join(folder, "b.npz")),
    "b.npz",
  ],
  [
    "ids that differ in case",
    (folder) => copyFileSync(join(folder, "b.npy"), join(folder, "B.npy")),
    '"B"',
  ],
  [
    "an archive that would unpack to more than it says",
    (folder) => {
      rmSync(join(folder, "a.npy"));
      writeFileSync(join(folder, "a.npz"), zipBomb());
    },
    "a.npz",
  ],
];

test.each(badMaps)(
  "%s ends it with exit code 2, naming file and cause",
  async (_, spoil, named) => {
    const folder = writeMaps(mkdtempSync(scratch("bad-")), smallMaps);
    spoil(folder);
    const out = scratch("bad-out");
    const run = await runSsl(["score", "--truth", truth, "--maps", folder, "--out", out]);
    expect(run.code, run.stderr).toBe(2);
    expect(run.stderr).toContain(folder);
    expect(run.stderr).toContain(named);
    expect(existsSync(out)).toBe(false);
  },
);

test("a map of one value has a score under every protocol", async () => {
  const flat = writeMaps(scratch("flat"), {
    a: [3, 3, 3, 3],
    b: [0, 0, 0, 0],
    c: [-1, -1, -1, -1],
  });
  const found = await report("score", "--truth", truth, "--maps", flat, "--resamples", "0");
  expect(found.scored).toBe(3);
  // What each evaluator makes of a constant is in the README of metrics-ciou: here 3 is on everywhere and
  // right by half; so is 0, too, right by half again; and -1 as well, right in all of the picture.
  expect(found.protocols.sspl.meanCiou).toBeCloseTo(0.5 / 3, 6);
  expect(found.protocols.hche11.meanCiou).toBeCloseTo((0.5 + 0.5) / 3, 6);
  expect(found.protocols.vcs.meanCiou).toBeCloseTo((0.5 + 0.5 + 1) / 3, 6);
});

test("maps of which none belongs to the truth end it with exit code 2 on any number of threads", async () => {
  const foreign = writeMaps(scratch("foreign-maps"), { z: [1, 0, 0, 0] });
  for (const jobs of ["1", "2"]) {
    const args = ["--truth", truth, "--maps", foreign, "--skip-bad", "--jobs", jobs];
    const run = await runSsl(["score", ...args]);
    expect(run.code, run.stderr).toBe(2);
    expect(run.stderr).toContain(
      "ssl: score: expected at least one sample with a usable map, got none. Name the maps by the truth's ids.\n",
    );
  }
});

test("the command line's mistakes are named with what may stand there", async () => {
  const protocol = await score("--protocol", "lvs");
  expect(protocol.code).toBe(2);
  expect(protocol.stderr).toContain("Expected all, or some of oya-minmax-224,");
  expect((await score("--protocol", "sspl,sspl")).stderr).toContain(
    "Expected each protocol once, got sspl twice.",
  );
  expect((await score("--shard", "2/2")).stderr).toContain("Expected i/n with i from 0 to n - 1,");
  const absent = await runSsl(["score", "--truth", scratch("absent.json"), "--maps", maps]);
  expect(absent.code).toBe(2);
  expect(absent.stderr).toContain(scratch("absent.json"));
});
