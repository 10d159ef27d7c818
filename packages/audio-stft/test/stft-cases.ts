import { type ExpectedTensor, type GoldenEntry, goldenTensor, readGolden } from "@ssl/testing";
import type { StftOptions } from "../src/index.ts";

/** A case of `golden/stft.json`. */
export interface StftCase {
  readonly id: string;
  readonly signal: Signal;
  readonly nFft: number;
  readonly hop: number;
  readonly center: boolean;
  readonly padMode: "reflect" | "constant";
  readonly frames: number;
  readonly bins: number;
  readonly expected: Record<"amplitude" | "real" | "imaginary", ExpectedTensor>;
  readonly silentFrames?: readonly number[];
  readonly phase?: {
    readonly max: number;
    readonly tolTimesAmplitudeOverMax: number;
    readonly samples: readonly (readonly [number, number])[];
  };
  readonly throws?: string;
}

type Signal = { readonly length: number } & (
  | { readonly kind: "noise"; readonly seed: number; readonly tensor: GoldenEntry }
  | { readonly kind: "zeros" }
  | { readonly kind: "dc"; readonly value: number }
  | { readonly kind: "impulse"; readonly value: number; readonly index: number }
  | {
      readonly kind: "tone";
      readonly value: number;
      readonly frequency: number;
      readonly sampleRate: number;
    }
  | {
      readonly kind: "chirp";
      readonly value: number;
      readonly from: number;
      readonly to: number;
      readonly sampleRate: number;
    }
);

/** All cases, with their waveforms. */
export function stftCases(): (StftCase & { waveform: Float32Array; options: StftOptions })[] {
  const { cases } = readGolden<{ cases: StftCase[] }>("stft", import.meta.url);
  return cases.map((golden) => ({
    ...golden,
    waveform: waveformOf(golden.signal),
    options: {
      windowLength: golden.nFft,
      hopLength: golden.hop,
      centered: golden.center,
      padding: golden.padMode,
    },
  }));
}

function waveformOf(signal: Signal): Float32Array {
  const { length } = signal;
  const sampled = (sample: (i: number) => number): Float32Array =>
    Float32Array.from({ length }, (_, i) => sample(i));
  switch (signal.kind) {
    case "noise":
      return goldenTensor(signal.tensor, signal.seed).data;
    case "zeros":
      return new Float32Array(length);
    case "dc":
      return sampled(() => signal.value);
    case "impulse":
      return sampled((i) => (i === signal.index ? signal.value : 0));
    case "tone":
      return sampled(
        (i) => signal.value * Math.sin((2 * Math.PI * signal.frequency * i) / signal.sampleRate),
      );
    case "chirp":
      return sampled((i) => {
        const frequency = signal.from + ((signal.to - signal.from) * i) / (2 * length);
        return signal.value * Math.sin((2 * Math.PI * frequency * i) / signal.sampleRate);
      });
  }
}
