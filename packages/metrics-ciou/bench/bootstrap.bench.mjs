// Bootstrap intervals and the sign-flip test of as many samples as VGG-SS has, 10 000 resamples, one
// thread, beside scipy.stats.bootstrap where Python has SciPy (apt-get install python3-scipy). The
// answers are checked before anything is timed.
//
//     pnpm --filter @ssl/metrics-ciou run build && node packages/metrics-ciou/bench/bootstrap.bench.mjs
//
// PYTHON names the interpreter (default python3). Milliseconds: minimum and median of the runs.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpus, loadavg } from "node:os";
import { bootstrapIntervals, permutationTest } from "@ssl/metrics-ciou";
import { namedStream } from "@ssl/named-streams";

const SAMPLES = 5158;
const RESAMPLES = 10_000;
const RUNS = 5;

const stream = namedStream(1, "bench");
/** Consensus IoUs, success at 0.5, and the area under the success curve, for each of 18 protocols. */
const columns = Array.from({ length: 18 }, () => {
  const iou = Float64Array.from({ length: SAMPLES }, () => stream.uniform() ** 2);
  return [iou.map((value) => Number(value >= 0.5)), iou.map(areaOf), iou];
}).flat();

const SCIPY = `
import sys, time
import numpy as np
import scipy
from scipy.stats import bootstrap
column = np.frombuffer(sys.stdin.buffer.read())
times = []
for _ in range(3):
    start = time.perf_counter()
    result = bootstrap((column,), np.mean, vectorized=True, batch=100, n_resamples=${RESAMPLES},
                       method="BCa", random_state=1)
    times.append((time.perf_counter() - start) * 1e3)
print(scipy.__version__, *result.confidence_interval, result.standard_error, *times)
`;

checkAgainstSlow();
console.log(`${cpus()[0].model.trim()}, Node ${process.version}`);
console.log(
  `load average ${loadavg()[0].toFixed(1)}; ${SAMPLES} samples, ${RESAMPLES} resamples; ms: min, median`,
);
for (const count of [1, 3, 54]) {
  const statistics = columns.slice(0, count).map((column) => ({ columns: [column] }));
  const options = { seed: 1, resamples: RESAMPLES };
  report(
    `bootstrapIntervals, ${count} column${count > 1 ? "s" : ""}`,
    times(() => bootstrapIntervals(statistics, options)),
  );
}
const test = () => permutationTest(columns[2], columns[5], { seed: 1, resamples: RESAMPLES });
report("permutationTest", times(test));
compareWithScipy();

/** The same intervals from rows that a slow and obvious loop has drawn: as near as chance allows. */
function checkAgainstSlow() {
  const column = columns[2].subarray(0, 200);
  const resamples = 20_000;
  const below = namedStream(2, "slow").below;
  const means = Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let i = 0; i < column.length; i++) sum += column[below(column.length)];
    return sum / column.length;
  }).sort((a, b) => a - b);
  const [mine] = bootstrapIntervals([{ columns: [column] }], { seed: 1, resamples });
  const slow = [0.025, 0.975].map((share) => means[Math.round(share * (resamples - 1))]);
  const width = slow[1] - slow[0];
  for (const [end, value] of slow.entries()) {
    const off = Math.abs(mine.percentile[end] - value) / width;
    assert(off < 0.03, `end ${end} is off by ${off} of the interval`);
  }
  const { pValue } = permutationTest([1, 2, 3, 4], [0, 0, 0, 0], { seed: 1 });
  assert(Math.abs(pValue - 2 / 16) < 0.015, `p is ${pValue}, not 2 / 16`);
}

function compareWithScipy() {
  const { status, stdout } = spawnSync(process.env.PYTHON ?? "python3", ["-c", SCIPY], {
    input: new Uint8Array(columns[2].buffer),
    encoding: "utf8",
    env: { ...process.env, OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1" },
  });
  if (status !== 0) {
    console.log("scipy: not found (apt-get install python3-scipy, PYTHON=/usr/bin/python3)");
    return;
  }
  const [version, ...rest] = stdout.trim().split(" ");
  const [low, high, error, ...theirs] = rest.map(Number);
  const statistics = [{ columns: [columns[2]] }];
  const [mine] = bootstrapIntervals(statistics, { seed: 1, resamples: RESAMPLES });
  // Five standard deviations of the difference of two quantiles of 10 000 values each.
  assert(Math.abs(mine.bca[0] - low) < 0.2 * error, `lower end ${mine.bca[0]}, SciPy has ${low}`);
  assert(Math.abs(mine.bca[1] - high) < 0.2 * error, `upper end ${mine.bca[1]}, SciPy has ${high}`);
  report(`scipy.stats.bootstrap ${version}, 1 column, BCa alone`, theirs);
}

/** Mean success over the bars 0, 0.05, … 1 by the trapezoid rule. */
function areaOf(iou) {
  let area = 0;
  for (let bar = 0; bar <= 20; bar++) {
    if (iou >= 0.05 * bar) area += bar % 20 === 0 ? 0.025 : 0.05;
  }
  return area;
}

function times(call) {
  call();
  return Array.from({ length: RUNS }, () => {
    const start = performance.now();
    call();
    return performance.now() - start;
  });
}

function report(name, values) {
  const sorted = [...values].sort((a, b) => a - b);
  const [least, middle] = [sorted[0], sorted[Math.floor(sorted.length / 2)]];
  console.log(
    `${name.padEnd(50)} ${least.toFixed(0).padStart(6)} ${middle.toFixed(0).padStart(6)}`,
  );
}
