import type { Distribution } from "./data-set-examination.ts";
import { distribution, frequencies } from "./distribution.ts";
import type { ExaminedFile } from "./examined-samples.ts";

/** Seconds, at which ranges of durations begin and end. */
const DURATIONS = [0.1, 0.25, 0.5, 1, 2, 3, 4, 5, 8, 10, 10.5, 15, 30, 60, 300];

/** Decibels below full scale. */
const LOUDNESS = [-80, -60, -50, -40, -35, -30, -25, -20, -15, -10, -5];

/** Sizes, formats, durations, rates and levels of what was looked at. */
export function mediaDistributions(files: readonly ExaminedFile[]): Distribution[] {
  const pictures = files.flatMap(({ signs }) => signs?.picture ?? []);
  const sounds = files.flatMap(({ signs }) => signs?.sound ?? []);
  return [
    ...frequencies(
      "picture size, pixels",
      pictures.map(({ width, height }) => `${width} × ${height}`),
    ),
    ...frequencies(
      "picture format",
      pictures.map(({ format }) => format),
    ),
    ...distribution(
      "sound duration, seconds",
      sounds.map(({ seconds }) => seconds),
      { edges: DURATIONS },
    ),
    ...frequencies(
      "sound rate, Hz",
      sounds.map(({ sampleRate }) => String(sampleRate)),
    ),
    ...frequencies(
      "sound channels",
      sounds.map(({ channels }) => String(channels)),
    ),
    ...frequencies(
      "sound codec",
      sounds.map(({ codec }) => codec),
    ),
    ...distribution(
      "sound level (RMS), dB of full scale",
      sounds.map(({ rms }) => 20 * Math.log10(Math.max(rms, 1e-6))),
      { edges: LOUDNESS },
    ),
  ];
}
