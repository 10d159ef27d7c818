// Everything that computes, away from the page's thread: decoding sounds and finding them.
import { decodeSound, monoWaveform } from "@ssl/av-datasets/browser";
import {
  type Checkpoint,
  createLocalizer,
  type Localization,
  type Localizer,
  type LocalizerInput,
  localize,
  readCheckpoint,
} from "@ssl/ssl-core";
import { type BackendName, useBackend } from "@ssl/tfjs-backends";
import { answerCalls, type CallsTo } from "./worker-calls.ts";

let checkpoint: Checkpoint | undefined;
let localizer: Localizer | undefined;

const functions = {
  /** Takes a localizer's file; `start` makes it run. */
  load(bytes: Uint8Array): void {
    checkpoint = readCheckpoint(bytes);
  },

  /** Moves the localizer to a backend; if that does not start, it stays where it is. */
  async start(backend: BackendName, wasmPath: string): Promise<void> {
    if (checkpoint === undefined) throw new Error("start: expected load to come first.");
    await useBackend(backend, { wasmPath });
    const { configuration, weights } = checkpoint;
    const before = localizer;
    localizer = createLocalizer(configuration, { weights });
    before?.dispose();
  },

  /** The maps of pictures with their sounds, and how long they took. */
  async localize(
    inputs: readonly LocalizerInput[],
  ): Promise<{ readonly maps: Localization[]; readonly milliseconds: number }> {
    if (localizer === undefined) throw new Error("localize: expected start to come first.");
    const begin = performance.now();
    const maps = await localize(localizer, inputs);
    return { maps, milliseconds: performance.now() - begin };
  },

  /** A sound file's samples at 22 050 Hz, one channel. */
  async decodeSound(bytes: Uint8Array, name: string): Promise<Float32Array> {
    return (await decodeSound(bytes, name)).waveform.data;
  },

  /** The same of channels that the browser has decoded. */
  monoWaveform(channels: readonly Float32Array[], sampleRate: number): Float32Array {
    return monoWaveform({ channels, sampleRate }).data;
  },
};

/** These functions, as the page calls them. */
export type LocalizerCalls = CallsTo<typeof functions>;

answerCalls(functions);
