import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { openMapSet, readTruth } from "@ssl/av-datasets";
import {
  type Annotation,
  floorsUnder,
  imageArea,
  interactiveScores,
  mapChange,
  negativeScores,
  publishedProtocols,
  scoreUnder,
  sideByMass,
  sideByPeak,
  universalThresholds,
} from "@ssl/metrics-ciou";
import { namedStream } from "@ssl/named-streams";
import { type AuditReport, readAuditReport } from "@ssl/report";
import { mulberry32 } from "@ssl/testing";
import { beforeAll, describe, expect, test } from "vitest";
import type { AuditManifest, AuditSample } from "../src/audit/audit-manifest.ts";
import {
  auditHere,
  boxesOf,
  boxMap,
  builtAudit,
  type Corners,
  discMap,
  manifestOf,
  writeModel,
} from "./audit-fixtures.ts";
import { type Run, runSsl } from "./run-ssl.ts";
import { scratchFolder } from "./scratch-folder.ts";
import { writeTinyCheckpoint } from "./tiny-checkpoint.ts";

const scratch = scratchFolder();
const QUICK = ["--protocol", "oya-minmax-224,hche11", "--resamples", "1000"];
let file: string;
/** A manifest of the same samples without off-screen and same-class sounds. */
let brief: string;
let manifest: AuditManifest;
let boxes: Map<string, Corners>;

beforeAll(async () => {
  // Each scene has two objects, one of which sounds.
  file = await builtAudit(scratch("audit"), { scenes: 72 });
  manifest = manifestOf(file);
  boxes = boxesOf(file);
  brief = join(scratch("audit"), "brief.json");
  const samples = manifest.samples.filter(
    ({ condition }) => condition !== "off-screen" && condition !== "same-class",
  );
  writeFileSync(brief, JSON.stringify({ ...manifest, samples }));
});

/** Numbers of 0 to 1. */
function uniform(seed: number): () => number {
  const words = mulberry32(seed);
  return () => words() / 2 ** 32;
}

const EMPTY = new Float32Array(256);
/** Knows where everything is: marks what sounds, and nothing if that is not in the picture. */
function oracle(known: ReadonlyMap<string, Corners>): (sample: AuditSample) => Float32Array {
  return (sample) => {
    const { condition, of, id } = sample;
    if (condition === "concat" || condition === "original") return boxMap(known.get(id)!);
    return condition === "same-class" ? boxMap(known.get(of)!) : EMPTY;
  };
}
/** Runs a model of maps and reports on it. */
async function audited(
  name: string,
  model: (sample: AuditSample) => Float32Array | undefined,
  { at = brief, report = [] }: { readonly at?: string; readonly report?: readonly string[] } = {},
): Promise<{ report: AuditReport; done: Run }> {
  const maps = writeModel(scratch(`${name}-maps`), manifestOf(at), model);
  const out = scratch(name);
  const ran = await auditHere("run", "--manifest", at, "--maps", maps, "--out", out);
  expect(ran.code, ran.stderr).toBe(0);
  const done = await auditHere("report", out, "--name", name, ...QUICK, ...report);
  expect(done.code, done.stderr).toBe(0);
  return { report: readAuditReport(readFileSync(join(out, "report.json"), "utf8")), done };
}

describe("the verdict of ssl audit report", () => {
  test("an oracle listens", async () => {
    const { report, done } = await audited("oracle", oracle(boxes));
    expect(report.verdict.verdict).toBe("listens");
    expect(report.verdict.rules.map(({ holds }) => holds)).toEqual([true, true, true, true]);
    expect(report.concat!.sideByMass).toMatchObject({ value: 1, interval: [1, 1] });
    expect(report.concat!.sideByPeak.value).toBe(1);
    expect(report.pictureOnlyIs).toBe("silence");
    expect(report.verdict.sentence).toMatch(
      /^oracle listens: its map lies on the side of the sound in 100\.0 % \[100\.0, 100\.0\] \(\d\d pairs, chance 50 %\), and the sound adds \+\d\d\.\d points \[.*\] of mean cIoU at 0\.5 \(oya-minmax-224\) to the picture alone \(72 pictures\)\.$/,
    );
    expect(done.stdout.startsWith(`${report.verdict.sentence}\n`)).toBe(true);
    expect(readFileSync(join(scratch("oracle"), "report.html"), "utf8")).toContain(
      report.verdict.sentence,
    );
    expect(report.negative).toBeNull();
    expect(report.change["other-class"]!.oneMinusCorrelation.value).toBe(1);
  });

  test("a fixed disc does not listen", async () => {
    const { report } = await audited("disc", discMap);
    expect(report.verdict.verdict).toBe("does not listen");
    expect(report.verdict.rules.map(({ holds }) => holds)).toEqual([true, false, false, false]);
    expect(report.concat!.sideByMass).toMatchObject({ value: 0.5, interval: [0.5, 0.5] });
    expect(report.concat!.sideByPeak).toMatchObject({ value: 0.5, interval: [0.5, 0.5] });
    const nothing = { value: 0, interval: [0, 0], n: 72 };
    const none = { oneMinusCorrelation: nothing, flipped: nothing, peakMoved: nothing };
    for (const change of Object.values(report.change)) expect(change).toMatchObject(none);
    expect(report.noiseFloor).toEqual(none);
    expect(report.gap["oya-minmax-224"]!.meanAtHalf!.difference).toEqual(nothing);
    expect(report.verdict.sentence).toMatch(/, and no map changes with the sound\.$/);
  });

  test("our own potential map does not listen", async () => {
    const checkpoint = scratch("tiny.safetensors");
    await writeTinyCheckpoint(checkpoint);
    const out = scratch("potential");
    const ran = await auditHere(
      ...["run", "--manifest", brief, "--checkpoint", checkpoint, "--map", "potential"],
      ...["--out", out, "--backend", "wasm"],
    );
    expect(ran.code, ran.stderr).toBe(0);
    const done = await auditHere("report", out, ...QUICK, "--json");
    const report = readAuditReport(done.stdout);
    expect(report.name).toBe("the potential map of tiny");
    expect(report.verdict.verdict).toBe("does not listen");
    expect(report.pictureOnlyIs).toBe("own");
    expect(report.gap.hche11!.ciou50!.difference.interval).toEqual([0, 0]);
    const other = await auditHere(
      ...[
        "run",
        "--manifest",
        brief,
        "--checkpoint",
        checkpoint,
        "--out",
        out,
        "--backend",
        "wasm",
      ],
    );
    expect(other.code).toBe(2);
    expect(other.stderr).toContain(
      `began with, got the localization map of ${checkpoint} instead of the potential map of`,
    );
  });

  test("a map that wobbles whatever it hears does not listen, and does not pass for one that does", async () => {
    const random = uniform(5);
    const { report } = await audited("wobbly", () => discMap().map((x) => x + 0.3 * random()));
    expect(report.verdict.verdict).not.toBe("listens");
    expect(report.change["other-class"]!.oneMinusCorrelation.value).toBeGreaterThan(0);
    expect(report.noiseFloor.oneMinusCorrelation.value).toBeCloseTo(
      report.change["other-class"]!.oneMinusCorrelation.value,
      2,
    );
    expect(report.verdict.rules[3]!.holds).not.toBe(true);
  });

  test("20 samples cannot tell, not even of an oracle or a disc", async () => {
    const at = await builtAudit(scratch("twenty"), { scenes: 20 });
    for (const [name, model] of [
      ["oracle-of-20", oracle(boxesOf(at))],
      ["disc-of-20", discMap],
    ] as const) {
      const { report } = await audited(name, model, { at });
      expect(report.verdict.verdict).toBe("cannot tell");
      expect(report.verdict.sentence).toMatch(
        new RegExp(
          `^Cannot tell at N = 20 whether ${name} listens: 20 pictures and \\d+ pairs of them`,
        ),
      );
    }
  });

  test("one that answers in the wrong direction is told what may be the matter", async () => {
    const upsideDown = (sample: AuditSample) => oracle(boxes)(sample).map((x) => 0 - x);
    const { report } = await audited("upside-down", upsideDown);
    expect(report.verdict.verdict).toBe("cannot tell");
    expect(report.verdict.sentence).toContain("check that high values of its maps mean the source");
  });
});

describe("the numbers of ssl audit report", () => {
  const paper = publishedProtocols.find(({ id }) => id === "oya-minmax-224")!;
  const LVS = publishedProtocols.find(({ id }) => id === "hche11")!;
  /** Listens a little: a blob beside the source, less so with foreign sounds, never the same. */
  function rough(): (sample: AuditSample) => Float32Array {
    const random = uniform(11);
    return (sample) => {
      const { condition, of, id } = sample;
      const known = condition === "concat" ? boxes.get(id)! : boxes.get(of)!;
      const strength = { original: 1, concat: 0.7, "same-class": 0.8 }[condition as string] ?? 0.2;
      return boxMap(known).map((x) => strength * x + random());
    };
  }
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  let report: AuditReport;
  let maps: Awaited<ReturnType<typeof openMapSet>>;
  let truth: Map<string, Annotation>;
  let originals: AuditSample[];

  beforeAll(async () => {
    ({ report } = await audited("rough", rough(), { at: file }));
    maps = await openMapSet(join(scratch("rough"), "maps"));
    const { samples } = await readTruth(join(scratch("audit"), "truth.json"));
    truth = new Map(samples.map(({ id, annotation }) => [id, annotation]));
    originals = manifest.samples.filter(({ condition }) => condition === "original");
  });

  test("the gap is what ssl score finds between the two sets of maps", async () => {
    const silent = writeModel(scratch("silent"), { ...manifest, samples: originals }, () => EMPTY);
    for (const { id } of originals) {
      const from = join(scratch("rough"), "maps", `${id}~silence.npy`);
      writeFileSync(join(silent, `${id}.npy`), readFileSync(from));
    }
    const samples = originals.map(({ id }) => ({ id, annotators: [[boxes.get(id)!]] }));
    const head = { schema: "ssl-truth/1", name: "originals", coordinates: "pixels" };
    const only = scratch("originals.json");
    writeFileSync(only, JSON.stringify({ ...head, width: 32, height: 32, consensus: 1, samples }));
    const run = await runSsl([
      ...["score", "--truth", only, "--maps", join(scratch("rough"), "maps")],
      ...["--against", silent, "--protocol", "oya-minmax-224,hche11", "--resamples", "1000"],
      ...["--format", "json"],
    ]);
    expect(run.code, run.stderr).toBe(0);
    const { protocols } = JSON.parse(run.stdout);
    for (const [id, names] of [
      ["oya-minmax-224", ["meanAtHalf", "aucOfMean", "successAtHalf", "successAuc"]],
      ["hche11", ["ciou50", "auc", "meanCiou"]],
    ] as const) {
      for (const name of names) {
        const { own, pictureOnly, difference, floors } = report.gap[id]![name]!;
        const found = protocols[id];
        expect(own.value).toBeCloseTo(found[name], 9);
        expect(pictureOnly.value).toBeCloseTo(found.against[name], 9);
        expect(difference.value).toBeCloseTo(found.difference[name].value, 9);
        difference.interval.forEach((end, i) => {
          expect(end).toBeCloseTo(found.difference[name].interval[i], 9);
        });
        expect(own.n).toBe(72);
        expect(floors!.centreDisc).toBeCloseTo(found.floors.centreDisc[name], 9);
        expect(Object.keys(floors!)).toEqual(["allOn", "centreDisc", "oracleDisc", "noise"]);
      }
    }
  });

  test("success curves come with bands and floors, under the protocol that judges", () => {
    expect(report.judgedBy).toEqual({ protocol: "oya-minmax-224", measure: "meanAtHalf" });
    const { own, against, floors } = report.curves!["oya-minmax-224"]!;
    const { successAtHalf } = report.gap["oya-minmax-224"]!;
    expect(own.shares[10]).toBeCloseTo(successAtHalf!.own.value, 12);
    expect(own.band![10]).toEqual(successAtHalf!.own.interval);
    expect(against!.shares[10]).toBeCloseTo(successAtHalf!.pictureOnly.value, 12);
    expect(floors.centreDisc![10]).toBeCloseTo(successAtHalf!.floors!.centreDisc!, 12);
    expect(own.shares.length).toBe(21);
  });

  test("the change is that of each picture's maps, draws averaged, with the floors of two draws", async () => {
    for (const condition of ["silence", "noise", "off-screen", "other-class"]) {
      const changes: number[] = [];
      const between: number[] = [];
      for (const { id } of originals) {
        const own = await maps.read(id);
        const foreign = manifest.samples.filter(
          (sample) => sample.of === id && sample.condition === condition,
        );
        const drawn = await Promise.all(foreign.map((sample) => maps.read(sample.id)));
        changes.push(mean(drawn.map((map) => mapChange(own, map).flipped)));
        const pairs = drawn.filter((_, i) => i % 2 === 1);
        if (pairs.length > 0) {
          between.push(mean(pairs.map((map, i) => mapChange(drawn[2 * i]!, map).flipped)));
        }
      }
      const found = report.change[condition]!;
      expect(found.flipped.value).toBeCloseTo(mean(changes), 12);
      expect(found.flipped.n).toBe(72);
      expect(found.flipped.interval[0]).toBeLessThan(mean(changes));
      const draws = { silence: 1, noise: 2, "off-screen": 10, "other-class": 2 }[condition];
      expect(found.draws).toBe(draws);
      if (condition === "silence") expect(found.betweenDraws).toBeNull();
      else expect(found.betweenDraws!.flipped.value).toBeCloseTo(mean(between), 12);
      if (condition === "noise") {
        expect(report.noiseFloor).toEqual(found.betweenDraws);
      }
    }
  });

  test("the two sounds of a pair are one draw: n counts pairs", async () => {
    const concat = manifest.samples.flatMap((one) => (one.condition === "concat" ? [one] : []));
    const found = await Promise.all(
      concat.map(async ({ id, side }) => ({ map: await maps.read(id), side, id })),
    );
    const { sideByMass: mass, sideByPeak: peak, chance, scores } = report.concat!;
    expect(mass.value).toBeCloseTo(mean(found.map(({ map, side }) => sideByMass(map, side))), 12);
    expect(peak.value).toBeCloseTo(mean(found.map(({ map, side }) => sideByPeak(map, side))), 12);
    expect([mass.n, peak.n, chance]).toEqual([concat.length / 2, concat.length / 2, 0.5]);
    const { measure, floors } = scores["oya-minmax-224"]!;
    const cious = found.map(({ map, id }) => scoreUnder(map, truth.get(id)!, [paper])[0]!.ciou);
    expect(measure.value).toBeCloseTo(mean(cious), 6);
    const discs = concat.map(({ id }) => floorsUnder(truth.get(id)!, [paper])[0]!.centreDisc.ciou);
    expect(floors.centreDisc).toBeCloseTo(mean(discs), 6);
  });

  test("negative audio is judged at a threshold from the other half of the pictures", async () => {
    const { kinds, universalThreshold } = report.negative!;
    expect(Object.keys(kinds)).toEqual(["silence", "noise", "off-screen"]);
    const { threshold, rule, score, cost } = universalThreshold!;
    expect(score.n).toBe(36);
    expect(rule).toContain("third quartile");
    const order = namedStream(1, "audit-calibration").permutation(72);
    const calibrating = new Set(Array.from(order.subarray(0, 36), (place) => originals[place]!.id));
    const maxima: number[] = [];
    for (const sample of manifest.samples) {
      if (!calibrating.has(sample.of) || !("draw" in sample) || sample.draw > 0) continue;
      if (!(sample.condition in kinds)) continue;
      maxima.push(Math.max(...Array.from((await maps.read(sample.id)).data)));
    }
    expect(threshold).toBe(universalThresholds(maxima).thirdQuartile);
    const universal = {
      ...paper,
      normalisation: "none",
      threshold: { above: threshold },
      summary: "success",
    } as const;
    const half = originals.filter(({ id }) => !calibrating.has(id));
    const cious: number[] = [];
    const free: number[] = [];
    const areas: Record<string, number[]> = { silence: [], noise: [], "off-screen": [] };
    for (const { id } of half) {
      const [own, bound] = scoreUnder(await maps.read(id), truth.get(id)!, [paper, universal]);
      free.push(own!.ciou);
      cious.push(bound!.ciou);
      for (const kind of Object.keys(areas)) {
        for (const sample of manifest.samples) {
          if (sample.of !== id || sample.condition !== kind) continue;
          areas[kind]!.push(imageArea(await maps.read(sample.id), threshold));
        }
      }
    }
    expect(score.value).toBeCloseTo(mean(cious), 9);
    expect(cost.value).toBeCloseTo(mean(free) - mean(cious), 9);
    const expected = negativeScores({ cious, areas });
    for (const [kind, { pIA, aucN, fLoc, floors }] of Object.entries(kinds)) {
      const found = expected.kinds[kind]!;
      expect(pIA.value).toBeCloseTo(found.area, 9);
      expect(aucN.value).toBeCloseTo(found.areaAuc, 9);
      expect(fLoc.value).toBeCloseTo(found.fLoc, 9);
      expect(fLoc.interval[0]).toBeLessThan(fLoc.value);
      expect(fLoc.interval[1]).toBeGreaterThan(fLoc.value);
      expect(floors!.pIA).toBe(0.5);
    }
  });

  test("a picture with several sources counts only if each of them is found, beside its floors", async () => {
    const at = await builtAudit(scratch("interactive"), {
      scenes: 12,
      compose: ["--interactive"],
    });
    const known = boxesOf(at);
    // Finds the first source of every picture, and the second one of every other picture.
    const half = (sample: AuditSample): Float32Array => {
      const scene = Number(/scene-(\d+)/.exec(sample.of)?.[1]);
      const second = sample.of.endsWith("_2") && scene % 2 === 1;
      const of = second ? sample.of.replace(/_2$/, "_1") : sample.of;
      return boxMap(known.get(sample.condition === "concat" ? sample.id : of)!);
    };
    const { report: found } = await audited("half", half, {
      at,
      report: ["--judge", "hche11"],
    });
    const { iiou, iauc, groups, protocol, floors } = found.interactive!;
    expect([groups, iiou.n, protocol]).toEqual([12, 12, "hche11"]);
    const own = await openMapSet(join(scratch("half"), "maps"));
    const { samples } = await readTruth(join(scratch("interactive"), "truth.json"));
    const scores = await Promise.all(
      samples
        .filter(({ id }) => id.startsWith("scene"))
        .map(async ({ id, annotation }) => ({
          group: id.replace(/_\d$/, ""),
          ciou: scoreUnder(await own.read(id), annotation, [LVS])[0]!.ciou,
        })),
    );
    const expected = interactiveScores(scores);
    expect(iiou.value).toBeCloseTo(expected.iiou, 12);
    expect(iauc.value).toBeCloseTo(expected.iauc, 12);
    expect(Object.keys(floors!)).toEqual(["centreDisc", "pictureOnly"]);
    // Two samples of one picture are one: n counts pictures.
    expect(found.gap.hche11!.ciou50!.own.n).toBe(12);
    expect(found.samples).toBe(24);
    expect(found.change.silence!.flipped.n).toBe(12);
  });

  test("the same again, and on several threads, is the same byte for byte", async () => {
    const before = readFileSync(join(scratch("rough"), "report.json"), "utf8");
    const args = ["report", scratch("rough"), "--name", "rough", ...QUICK];
    expect((await auditHere(...args)).code).toBe(0);
    expect(readFileSync(join(scratch("rough"), "report.json"), "utf8")).toBe(before);
    const apart = await runSsl(["audit", ...args, "--jobs", "2", "--json"]);
    expect(apart.code, apart.stderr).toBe(0);
    const numbers = ({ command: _, ...rest }: Record<string, unknown>) => rest;
    expect(numbers(JSON.parse(apart.stdout))).toEqual(numbers(JSON.parse(before)));
    expect(JSON.parse(apart.stdout).command).toBe(
      `ssl audit report ${scratch("rough")} --name rough --protocol oya-minmax-224,hche11 --resamples 1000 --jobs 2 --json`,
    );
    const seeded = await auditHere(...args, "--seed", "2", "--json");
    const { value, interval } = JSON.parse(seeded.stdout).concat.sideByMass;
    expect(value).toBe(report.concat!.sideByMass.value);
    expect(interval).not.toEqual(report.concat!.sideByMass.interval);
  });

  test("the page shows samples with pictures, sounds beside it, and maps", () => {
    const html = readFileSync(join(scratch("rough"), "report.html"), "utf8");
    expect(html).toContain("../audit/sounds/scene-000000~noise-0.wav");
    expect(html).toContain("data:image/jpeg;base64,");
    expect(html.length).toBeLessThan(2_000_000);
  });
});

describe("the input of ssl audit report", () => {
  let run: string;
  const report = (...more: string[]): Promise<Run> => auditHere("report", run, ...QUICK, ...more);

  beforeAll(async () => {
    run = scratch("some");
    const maps = writeModel(scratch("some-maps"), manifest, ({ id }) =>
      id === "scene-000003~noise-1" || id === "concat-2-left" ? undefined : discMap(),
    );
    const args = ["run", "--manifest", file, "--maps", maps, "--out", run, "--skip-bad"];
    expect((await auditHere(...args)).code).toBe(0);
  });

  test("a missing map is an error that names it; --skip-bad leaves it out and lists it", async () => {
    const refused = await report();
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain(
      `audit: expected a map for each of the ${manifest.samples.length} samples in ${run}, but 2 have ` +
        "none: scene-000003~noise-1, concat-2-left. Run ssl audit run again, or leave them out with " +
        "--skip-bad.",
    );
    expect(existsSync(join(run, "report.json"))).toBe(false);
    const skipped = await report("--skip-bad");
    expect(skipped.code, skipped.stderr).toBe(0);
    const found = readAuditReport(readFileSync(join(run, "report.json"), "utf8"));
    expect(found.leftOut).toEqual([
      { id: "scene-000003~noise-1", reason: "has no map" },
      { id: "concat-2-left", reason: "has no map" },
    ]);
    expect(found.noiseFloor.flipped.n).toBe(71);
    const pairs = manifest.samples.filter(({ condition }) => condition === "concat").length / 2;
    expect(found.concat!.sideByMass.n).toBe(pairs - 1);
    expect(skipped.stdout).toContain("Left out: 2 samples, which report.json lists.");
  });

  test("a folder that is no run, and a manifest that is gone or another one, are named", async () => {
    const none = await auditHere("report", scratch("nowhere"));
    expect(none.code).toBe(2);
    expect(none.stderr).toContain(
      `audit: expected a folder of ssl audit run (ssl-audit-run/1), got ${scratch("nowhere")}.`,
    );
    const moved = scratch("moved");
    renameSync(scratch("audit"), moved);
    try {
      const gone = await report("--skip-bad");
      expect(gone.code).toBe(2);
      expect(gone.stderr).toContain(
        `audit: expected a manifest of ssl audit build (ssl-audit/1) at ${file}. Give the ` +
          "manifest.json that it wrote; if its folder has moved, give its new place.",
      );
      const there = await report("--skip-bad", "--manifest", moved);
      expect(there.code, there.stderr).toBe(0);
    } finally {
      renameSync(moved, scratch("audit"));
    }
    const other = await builtAudit(scratch("other"), { scenes: 2 });
    const wrong = await report("--skip-bad", "--manifest", other);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain(
      `audit: expected the manifest that the maps in ${run} are of, got another in ${other}.`,
    );
  });

  test("a judge that is not asked for, a protocol that is none, and too few resamples are refused", async () => {
    const judge = await report("--skip-bad", "--judge", "ezvsl");
    expect(judge.code).toBe(2);
    expect(judge.stderr).toContain(
      "audit: expected --judge to be one of the protocols asked for, got ezvsl. Name one of " +
        "oya-minmax-224, hche11.",
    );
    const protocol = await auditHere("report", run, "--protocol", "ciou");
    expect(protocol.code).toBe(2);
    const resamples = await auditHere("report", run, "--resamples", "99");
    expect(resamples.code).toBe(2);
    expect(resamples.stderr).toContain("Expected at least 100.");
  });

  test("maps that were damaged after the run are named", async () => {
    const damaged = join(run, "maps", "scene-000005.npy");
    const whole = readFileSync(damaged);
    writeFileSync(damaged, whole.subarray(0, 100));
    const done = await report("--skip-bad");
    expect(done.code).toBe(2);
    expect(done.stderr).toContain("audit: expected a map of scene-000005 that can be scored in");
    writeFileSync(damaged, whole);
  });

  test("marks that are gone are named", async () => {
    const truth = join(scratch("audit"), "truth.json");
    const whole = readFileSync(truth);
    rmSync(truth);
    const done = await report("--skip-bad");
    writeFileSync(truth, whole);
    expect(done.code).toBe(2);
    expect(done.stderr).toContain(
      "audit: expected marks of scene-000000 in truth.json or masks/ beside the manifest, got none.",
    );
    expect(readdirSync(scratch("audit"))).toContain("truth.json");
  });
});
