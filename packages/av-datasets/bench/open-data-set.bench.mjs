// Opens folders of pairs, frames/<id>.jpg with audio/<id>.wav, as many as the paper trains on. The
// files are empty and written to a temporary folder, which takes a quarter of a minute.
//
//     pnpm --filter @ssl/av-datasets run build && node packages/av-datasets/bench/open-data-set.bench.mjs
//
// Each measurement is a process of its own. Milliseconds: minimum of five, to open and to go through
// the samples; megabytes: the process at its largest, less one that only imports the package.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const [folder, size] = process.argv.slice(2);
if (folder === undefined) measureAll();
else await measure(folder, Number(size));

/** Prints what one process takes. */
async function measure(path, subset) {
  const { openDataSet } = await import("@ssl/av-datasets");
  const empty = process.resourceUsage().maxRSS;
  const start = performance.now();
  const set = await openDataSet(path, subset > 0 ? { subset: { size: subset, seed: 1 } } : {});
  const opened = performance.now();
  let count = 0;
  for await (const { picture, sound } of set.samples()) count += Number(picture && sound && 1);
  const done = performance.now();
  const { maxRSS } = process.resourceUsage();
  console.log(
    JSON.stringify({ count, open: opened - start, samples: done - opened, maxRSS, empty }),
  );
}

function measureAll() {
  const root = mkdtempSync(join(tmpdir(), "open-data-set-"));
  try {
    console.log(`${cpus().length} × ${cpus()[0].model}, load ${loadavg()[0].toFixed(1)}`);
    for (const pairs of [10_000, 144_000]) {
      const path = join(root, String(pairs));
      for (const side of ["frames", "audio"]) mkdirSync(join(path, side), { recursive: true });
      for (let index = 0; index < pairs; index++) {
        const id = 2_400_000_000 + 131 * index;
        writeFileSync(join(path, `frames/${id}.jpg`), "");
        writeFileSync(join(path, `audio/${id}.wav`), "");
      }
      for (const subset of pairs > 10_000 ? [0, 10_000] : [0]) report(path, pairs, subset);
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function report(path, pairs, subset) {
  const runs = Array.from({ length: 5 }, () => run(path, subset));
  for (const { count } of runs) assert.equal(count, subset || pairs);
  const least = (name) => Math.min(...runs.map((one) => one[name])).toFixed(0);
  const memory = Math.max(...runs.map(({ maxRSS, empty }) => (maxRSS - empty) / 1024)).toFixed(0);
  const what = subset > 0 ? `${subset} of ${pairs} pairs` : `${pairs} pairs`;
  console.log(`${what}: ${least("open")} ms to open, ${least("samples")} ms through, ${memory} MB`);
}

function run(...args) {
  const script = fileURLToPath(import.meta.url);
  const { stdout, status } = spawnSync(process.execPath, [script, ...args.map(String)]);
  assert.equal(status, 0);
  return JSON.parse(stdout);
}
