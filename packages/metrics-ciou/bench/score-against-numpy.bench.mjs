// 5158 maps of 14 x 14 under the protocol hche11, beside the same evaluation in NumPy and OpenCV, one
// thread each; then under all published protocols at once. The answers are checked before anything is
// timed. Half of the maps are noise, half are blobs as a network makes them.
//
//     pnpm --filter @ssl/metrics-ciou run build
//     node packages/metrics-ciou/bench/score-against-numpy.bench.mjs
//
// PYTHON names the interpreter (default python3), which needs numpy and cv2 (Debian: python3-opencv).
// Rounds of ours and theirs alternate; the least time of each counts.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import {
  addToScoreSet,
  emptyScoreSet,
  publishedProtocols,
  scoreSetSummary,
  scoreUnder,
} from "@ssl/metrics-ciou";
import { namedStream } from "@ssl/named-streams";
import ndarray from "ndarray";

const SAMPLES = 5158;
const SIDE = 14;
const ROUNDS = 3;
const python = process.env.PYTHON ?? "python3";

/** Reads maps and boxes, prints every sample's cIoU and the seconds that all of them took. */
const EVALUATOR = `
import json, sys, time
import cv2
import numpy as np

cv2.setNumThreads(1)
folder = sys.argv[1]
maps = np.fromfile(folder + "/maps.f32", np.float32).reshape(-1, ${SIDE}, ${SIDE})
boxes = json.load(open(folder + "/boxes.json"))

def truth_of(rectangles):
    truth = np.zeros((224, 224))
    for left, top, right, bottom in rectangles:
        edges = [int(224 * min(max(edge, 0), 1)) for edge in (left, top, right, bottom)]
        truth[edges[1]:edges[3], edges[0]:edges[2]] += 1
    return np.minimum(truth, 1)

def stretched(values):
    least, most = values.min(), values.max()
    return (values - least) / (most - least) if most > least else values

def consensus_iou(heat, truth):
    values = 1 - stretched(-cv2.resize(heat, (224, 224), interpolation=cv2.INTER_LINEAR))
    threshold = np.sort(values.flatten())[values.size // 2]
    on = np.zeros((224, 224))
    on[(values > threshold) | (values >= 1)] = 1
    shared = np.sum(on * truth)
    return shared / (np.sum(truth) + np.sum(on * (truth == 0)))

def score():
    return [consensus_iou(heat, truth_of(own)) for heat, own in zip(maps, boxes)]

for heat, own in zip(maps[:100], boxes[:100]):
    consensus_iou(heat, truth_of(own))
start = time.perf_counter()
ious = score()
seconds = time.perf_counter() - start
bars = 0.05 * np.arange(21)
shares = [np.mean(np.array(ious) >= bar) for bar in bars]
print(json.dumps({
    "seconds": seconds, "ious": ious, "ciou50": shares[10], "auc": np.trapz(shares, bars),
    "versions": f"NumPy {np.__version__}, OpenCV {cv2.__version__}",
}))
`;

const random = namedStream(1, "bench");
const samples = Array.from({ length: SAMPLES }, (_, i) => ({
  map: ndarray(i % 2 === 0 ? noise() : blobs(), [SIDE, SIDE]),
  annotation: {
    annotators: [Array.from({ length: 1 + (i % 8 === 0) }, box)],
    frame: { height: 1, width: 1 },
    consensus: 1,
  },
}));
const hche11 = publishedProtocols.find(({ id }) => id === "hche11");

const folder = mkdtempSync(join(tmpdir(), "score-against-numpy-"));
try {
  writeFileSync(join(folder, "evaluator.py"), EVALUATOR);
  writeFileSync(
    join(folder, "maps.f32"),
    Float32Array.from(samples.flatMap(({ map }) => [...map.data])),
  );
  writeFileSync(
    join(folder, "boxes.json"),
    JSON.stringify(
      samples.map(({ annotation }) =>
        annotation.annotators[0].map(({ left, top, right, bottom }) => [left, top, right, bottom]),
      ),
    ),
  );
  bench();
} finally {
  rmSync(folder, { recursive: true });
}

function bench() {
  const ours = [];
  const all = [];
  const each = publishedProtocols.map(() => []);
  let theirs = numpy();
  if (theirs) check(theirs);
  const numpySeconds = theirs ? [theirs.seconds] : [];
  for (let round = 0; round < ROUNDS; round++) {
    if (theirs && round > 0) {
      theirs = numpy();
      numpySeconds.push(theirs.seconds);
    }
    ours.push(seconds([hche11]));
    all.push(seconds(publishedProtocols));
    for (const [i, protocol] of publishedProtocols.entries()) each[i].push(seconds([protocol]));
  }

  console.log(`${cpus()[0].model.trim()}, Node ${process.version}`);
  console.log(
    `load average ${loadavg()[0].toFixed(1)}; ${SAMPLES} maps; least of ${ROUNDS} rounds`,
  );
  const one = least(ours);
  if (theirs) {
    const numpyOne = least(numpySeconds);
    console.log(`hche11, ${theirs.versions}:  ${numpyOne.toFixed(2)} s`);
    console.log(`hche11, ours:  ${one.toFixed(3)} s, ${(numpyOne / one).toFixed(1)} times as fast`);
  } else {
    console.log(`hche11, ours:  ${one.toFixed(3)} s`);
  }
  const singles = each.map(least);
  const mean = singles.reduce((sum, time) => sum + time, 0) / singles.length;
  const together = least(all);
  console.log(
    `${singles.length} protocols at once:  ${together.toFixed(2)} s, ` +
      `${(together / one).toFixed(1)} times hche11 alone, ` +
      `${(together / mean).toFixed(1)} times the mean of one alone, ` +
      `${(together / mean / singles.length).toFixed(2)} of all one by one`,
  );
}

/** The evaluation in Python, or undefined (and a message) where it cannot run. */
function numpy() {
  const options = {
    encoding: "utf8",
    env: { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" },
    maxBuffer: 2 ** 26,
    stdio: ["ignore", "pipe", "pipe"],
  };
  try {
    return JSON.parse(execFileSync(python, [join(folder, "evaluator.py"), folder], options));
  } catch (error) {
    const reason = String(error.stderr ?? error.message)
      .trim()
      .split("\n")
      .at(-1);
    console.log(
      `${python} did not run the evaluation: ${reason}\n` +
        "It needs numpy and cv2: apt-get install python3-opencv, then PYTHON=/usr/bin/python3.",
    );
    return undefined;
  }
}

function check(theirs) {
  const set = scored([hche11], (ciou, i) => {
    const other = theirs.ious[i];
    const same = Number.isNaN(ciou) ? other === null : Math.abs(ciou - other) < 2e-4;
    assert(same, `sample ${i}: ours ${ciou}, theirs ${other}`);
  });
  const { ciou50, auc } = scoreSetSummary(set);
  assert(Math.abs(ciou50 - theirs.ciou50) < 5e-4, `cIoU@0.5: ${ciou50}, ${theirs.ciou50}`);
  assert(Math.abs(auc - theirs.auc) < 5e-4, `AUC: ${auc}, ${theirs.auc}`);
  console.log(`both: cIoU@0.5 ${ciou50.toFixed(4)}, AUC ${auc.toFixed(4)}`);
}

/** The set of the first protocol's scores. */
function scored(protocols, see = () => undefined) {
  let set = emptyScoreSet(protocols[0]);
  for (const [i, { map, annotation }] of samples.entries()) {
    const [score] = scoreUnder(map, annotation, protocols);
    see(score.ciou, i);
    set = addToScoreSet(set, score);
  }
  return set;
}

function seconds(protocols) {
  const start = performance.now();
  scored(protocols);
  return (performance.now() - start) / 1000;
}

function least(values) {
  return Math.min(...values);
}

function noise() {
  return Float32Array.from({ length: SIDE * SIDE }, () => random.uniform());
}

function blobs() {
  const spots = Array.from({ length: 3 }, () => ({
    x: SIDE * random.uniform(),
    y: SIDE * random.uniform(),
    width: 1 + 3 * random.uniform(),
    height: random.uniform(),
  }));
  return Float32Array.from({ length: SIDE * SIDE }, (_, i) =>
    spots.reduce((sum, { x, y, width, height }) => {
      const distance = ((i % SIDE) - x) ** 2 + (Math.floor(i / SIDE) - y) ** 2;
      return sum + height * Math.exp(-distance / (2 * width ** 2));
    }, 0.05 * random.uniform()),
  );
}

function box() {
  const left = 0.7 * random.uniform();
  const top = 0.7 * random.uniform();
  const right = left + 0.1 + (0.9 - left) * random.uniform();
  const bottom = top + 0.1 + (0.9 - top) * random.uniform();
  return { left, top, right, bottom };
}
