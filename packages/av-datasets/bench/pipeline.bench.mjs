// Samples a second and peak memory of prepareSamples: 1 s of stereo at 44.1 kHz (WAV of 16 bits) and a
// JPEG of 320 × 240, to a spectrogram and a picture of 224 × 224; 1 and 2 threads, 1,000 and 10,000
// samples, each in a process of its own. The files, 64 of each kind, are made in a temporary folder.
//
// The processor time a sample is printed too: it says how much of it threads can share out.
//
//     pnpm --filter @ssl/av-datasets run build && node packages/av-datasets/bench/pipeline.bench.mjs

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { prepareSamples } from "@ssl/av-datasets";
import sharp from "sharp";

const FILES = 64;
const RATE = 44_100;
const SECONDS = 1;

const [folder, count, workers] = process.argv.slice(2);
if (folder === undefined) await runAll();
else await runOne(folder, Number(count), Number(workers));

async function runAll() {
  const scratch = mkdtempSync(join(tmpdir(), "pipeline-bench-"));
  try {
    for (let i = 0; i < FILES; i++) await writeSample(scratch, i);
    console.log(`${cpus()[0].model}, load ${loadavg()[0].toFixed(1)}, Node ${process.version}`);
    console.log("samples  threads  samples/s  CPU ms each  peak MB");
    for (const threads of [1, 2]) for (const n of [1000, 10_000]) run(scratch, n, threads);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function run(scratch, n, threads) {
  const args = [fileURLToPath(import.meta.url), scratch, String(n), String(threads)];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  const { rate, cpu, peak } = JSON.parse(stdout);
  const cells = [String(n).padStart(7), String(threads).padStart(7)];
  const numbers = [rate.toFixed(0).padStart(10), cpu.toFixed(1).padStart(12)];
  console.log(...cells, ...numbers, peak.toFixed(0).padStart(8));
}

async function runOne(scratch, n, threads) {
  const form = { workers: threads, pictureSize: { width: 224, height: 224 } };
  for await (const sample of prepareSamples(samples(scratch, 4), form)) check(sample);
  const start = performance.now();
  const before = process.cpuUsage();
  let done = 0;
  for await (const sample of prepareSamples(samples(scratch, n), form)) {
    assert.equal(sample.id, String(done++));
  }
  assert.equal(done, n);
  const rate = (1000 * n) / (performance.now() - start);
  const { user, system } = process.cpuUsage(before);
  const cpu = (user + system) / 1000 / n;
  const peak = process.resourceUsage().maxRSS / 1000;
  process.stdout.write(JSON.stringify({ rate, cpu, peak }));
}

function* samples(scratch, n) {
  for (let i = 0; i < n; i++) {
    const file = join(scratch, String(i % FILES));
    yield { id: String(i), picture: `${file}.jpg`, sound: `${file}.wav` };
  }
}

function check({ id, picture, sound, spectrogram }) {
  assert.deepEqual(picture.shape, [224, 224, 3]);
  assert.deepEqual(spectrogram.shape, [44, 512, 2]);
  const hertz = 220 + 10 * Number(id);
  const tone = Math.sin((2 * Math.PI * hertz * 10_001) / 22_050) / 2;
  assert(Math.abs(sound.waveform.get(10_001) - tone) < 1e-3, "the tone is off");
}

async function writeSample(scratch, i) {
  const frames = RATE * SECONDS;
  const wav = Buffer.alloc(44 + 4 * frames);
  wav.write("RIFF", 0, "latin1");
  wav.writeUInt32LE(36 + 4 * frames, 4);
  wav.write("WAVEfmt ", 8, "latin1");
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(2, 22);
  wav.writeUInt32LE(RATE, 24);
  wav.writeUInt32LE(4 * RATE, 28);
  wav.writeUInt16LE(4, 32);
  wav.writeUInt16LE(16, 34);
  wav.write("data", 36, "latin1");
  wav.writeUInt32LE(4 * frames, 40);
  for (let t = 0; t < frames; t++) {
    const value = Math.round(16_384 * Math.sin((2 * Math.PI * (220 + 10 * i) * t) / RATE));
    wav.writeInt16LE(value, 44 + 4 * t);
    wav.writeInt16LE(value, 46 + 4 * t);
  }
  writeFileSync(join(scratch, `${i}.wav`), wav);
  const pixels = Uint8Array.from({ length: 320 * 240 * 3 }, (_, p) => (p * (i + 7)) % 253);
  const raw = { width: 320, height: 240, channels: 3 };
  await sharp(pixels, { raw })
    .blur(2)
    .jpeg()
    .toFile(join(scratch, `${i}.jpg`));
}
