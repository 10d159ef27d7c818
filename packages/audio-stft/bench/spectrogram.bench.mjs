// 10 s at 22 050 Hz to amplitude and phase, beside torch.stft + abs + angle where Python has torch;
// and 10 s of other rates to 22 050 Hz. The answers are checked before anything is timed.
//
//     pnpm --filter @ssl/audio-stft run build && node packages/audio-stft/bench/spectrogram.bench.mjs
//
// PYTHON names the interpreter (default python3). Rounds of ours and theirs alternate.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpus, loadavg } from "node:os";
import { networkSpectrogram, resample, spectrogram, stftKernel } from "@ssl/audio-stft";
import ndarray from "ndarray";

const ROUNDS = 3;
const RUNS = 40;
const LENGTH = 220_500;

const chirp = Float32Array.from({ length: LENGTH }, (_, i) => Math.sin(0.1 * i + 6e-6 * i * i));
const waveform = ndarray(chirp);

const TORCH = `
import time, torch
i = torch.arange(${LENGTH}, dtype=torch.float64)
x, window = torch.sin(0.1 * i + 6e-6 * i * i).float(), torch.hann_window(1022)
def call():
    y = torch.stft(x, 1022, 511, window=window, return_complex=True).T
    return y.abs(), y.angle()
print(call()[0].double().sum().item())
for threads in (1, 2):
    torch.set_num_threads(threads)
    for _ in range(10): call()
    times = []
    for _ in range(${RUNS}):
        start = time.perf_counter()
        call()
        times.append((time.perf_counter() - start) * 1e3)
    print(*times)
`;

checkSpectrogram();
const ours = { spectrogram: [], networkSpectrogram: [] };
const torch = [[], []];
for (let round = 0; round < ROUNDS; round++) {
  ours.spectrogram.push(...times(() => spectrogram(waveform)));
  ours.networkSpectrogram.push(...times(() => networkSpectrogram(waveform)));
  for (const [i, values] of torchTimes().entries()) torch[i].push(...values);
}
const filters = {};
for (const from of [44_100, 48_000]) {
  const tone = ndarray(Float32Array.from({ length: 10 * from }, (_, i) => Math.sin(i / 10)));
  const { data } = resample(tone, { from, to: 22_050 });
  const worst = data
    .subarray(500, 220_000)
    .reduce((most, y, i) => Math.max(most, Math.abs(y - toneAt(i + 500, from))), 0);
  assert(worst < 1e-5, `resampled tone is off by ${worst}`);
  filters[`resample ${from} Hz to 22 050 Hz`] = times(() => resample(tone, { from, to: 22_050 }));
}

console.log(`${cpus()[0].model.trim()}, Node ${process.version}, kernel: ${stftKernel()}`);
console.log(`load average ${loadavg()[0].toFixed(1)}; ${ROUNDS} x ${RUNS} runs; ms: min, median`);
for (const [name, values] of Object.entries({ ...ours, ...filters })) report(name, values);
for (const [i, values] of torch.entries()) {
  if (values.length === 0) continue;
  report(`torch, ${i + 1} thread${i ? "s" : ""}`, values);
  const ratio = (of) => (of(ours.spectrogram) / of(values)).toFixed(2);
  console.log(`  spectrogram / torch: ${ratio(least)} of min, ${ratio(median)} of median`);
}
if (torch[0].length === 0) console.log("torch: not found");

function times(call) {
  for (let i = 0; i < 30; i++) call();
  return Array.from({ length: RUNS }, () => {
    const start = performance.now();
    call();
    return performance.now() - start;
  });
}

function torchTimes() {
  let printed;
  try {
    const options = { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] };
    printed = execFileSync(process.env.PYTHON ?? "python3", ["-c", TORCH], options);
  } catch {
    return [];
  }
  const [sum, ...rows] = printed.trim().split("\n");
  const mine = spectrogram(waveform).amplitude.data.reduce((total, value) => total + value, 0);
  assert(Math.abs(mine / Number(sum) - 1) < 1e-5, `sum of amplitudes ${mine}, torch has ${sum}`);
  return rows.map((row) => row.split(" ").map(Number));
}

/** Frames 3 and 200 by the definition, in float64. */
function checkSpectrogram() {
  const { amplitude, phase } = spectrogram(waveform);
  assert.deepEqual(amplitude.shape, [432, 512]);
  for (const frame of [3, 200]) {
    for (let bin = 0; bin < 512; bin += 7) {
      let re = 0;
      let im = 0;
      for (let n = 0; n < 1022; n++) {
        const value = chirp[(frame - 1) * 511 + n] * Math.sin((Math.PI * n) / 1022) ** 2;
        re += value * Math.cos((2 * Math.PI * bin * n) / 1022);
        im -= value * Math.sin((2 * Math.PI * bin * n) / 1022);
      }
      const a = amplitude.get(frame, bin);
      const p = phase.get(frame, bin);
      assert(Math.hypot(a * Math.cos(p) - re, a * Math.sin(p) - im) < 1e-4, `[${frame}, ${bin}]`);
    }
  }
}

function toneAt(i, from) {
  return Math.sin((i * from) / 22_050 / 10);
}

function least(values) {
  return Math.min(...values);
}

function median(values) {
  return values.toSorted((a, b) => a - b)[values.length >> 1];
}

function report(name, values) {
  console.log(`${name.padEnd(32)} ${least(values).toFixed(2)}  ${median(values).toFixed(2)}`);
}
