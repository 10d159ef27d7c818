import type { LocalizerCalls } from "./localizer-worker.ts";
import { PlainError } from "./plain-error.ts";

/** Samples a second of all sounds in the page, as in the paper. */
export const SAMPLE_RATE = 22_050;
/** Decoded, five minutes of two channels at 48 kHz are 115 MB. */
const MOST_SECONDS = 300;
/** For files whose length cannot be told before they are decoded. */
const MOST_BYTES = 100e6;
/** No less than most files', so that the browser, which aliases on the way down, does not go down. */
const BROWSER_RATE = 48_000;

/** Decodes a sound file to one channel of `SAMPLE_RATE`, as trainings in Node do. */
export async function soundOfFile(file: File, worker: LocalizerCalls): Promise<Float32Array> {
  checkLength(file, await declaredSeconds(file));
  const bytes = new Uint8Array(await file.arrayBuffer());
  let waveform: Float32Array;
  try {
    waveform = await worker.decodeSound(bytes, file.name);
  } catch (error) {
    // Of another kind than ours, such as m4a, or else damaged.
    if ((error as Error).name !== "RangeError") throw unreadable(file, (error as Error).message);
    waveform = await decodedByBrowser(file, bytes, worker);
  }
  checkLength(file, waveform.length / SAMPLE_RATE);
  return waveform;
}

async function decodedByBrowser(
  file: File,
  bytes: Uint8Array,
  worker: LocalizerCalls,
): Promise<Float32Array> {
  let audio: AudioBuffer;
  try {
    audio = await new OfflineAudioContext(1, 1, BROWSER_RATE).decodeAudioData(
      bytes.buffer as ArrayBuffer,
    );
  } catch {
    throw unreadable(file, "it is damaged, or of a kind that neither page nor browser knows");
  }
  const channels = Array.from({ length: audio.numberOfChannels }, (_, channel) =>
    audio.getChannelData(channel),
  );
  return worker.monoWaveform(channels, audio.sampleRate);
}

function checkLength(file: File, seconds: number | undefined): void {
  if (seconds === undefined ? file.size > MOST_BYTES : seconds > MOST_SECONDS) {
    const what = seconds === undefined ? `has ${megabytes(file.size)}` : `lasts ${spoken(seconds)}`;
    const most = seconds === undefined ? megabytes(MOST_BYTES) : spoken(MOST_SECONDS);
    throw new PlainError(
      `“${file.name}” ${what}; this page takes up to ${most}. Cut out what is to be heard first.`,
    );
  }
}

/** What the file says of its length, for which its samples need not be decoded. */
async function declaredSeconds(file: File): Promise<number | undefined> {
  const url = URL.createObjectURL(file);
  const audio = new Audio();
  audio.preload = "metadata";
  try {
    const known = await new Promise<boolean>((resolve) => {
      audio.onloadedmetadata = () => resolve(true);
      audio.onerror = () => resolve(false);
      audio.src = url;
    });
    return known && Number.isFinite(audio.duration) ? audio.duration : undefined;
  } finally {
    audio.removeAttribute("src");
    URL.revokeObjectURL(url);
  }
}

function unreadable(file: File, reason: string): PlainError {
  return new PlainError(`“${file.name}” cannot be read as a sound: ${reason.replace(/\.$/, "")}.`);
}

function spoken(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return `${seconds.toFixed(1)} s`;
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
