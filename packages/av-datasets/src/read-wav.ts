/** A recording as a WAV file holds it. */
export interface WavAudio {
  /** Samples per second, in Hz. */
  readonly sampleRate: number;
  /** One array a channel, all of one length; integers scaled to [−1, 1), floats as they stand. */
  readonly channels: readonly Float32Array[];
}

/** What the `fmt ` chunk says. */
interface Format {
  readonly kind: "integer" | "float";
  readonly channels: number;
  readonly sampleRate: number;
  readonly bits: number;
}

/**
 * Reads a WAV file: 8, 16, 24 or 32-bit integers, 32 or 64-bit floats, plain or extensible.
 *
 * Integers are divided by 2^(bits − 1), as ffmpeg, torchaudio and librosa do. Chunks other than
 * `fmt ` and `data` are passed over. What a chunk declares is held against the bytes that are
 * there before anything is allocated, so that a cut file is refused, not shortened.
 *
 * @param bytes - the whole file
 * @returns the rate and the channels, newly allocated; the caller's own; without a frame, empty
 * channels
 * @throws TypeError if `bytes` is not a Uint8Array
 * @throws RangeError if the bytes are not a WAV file, of another encoding, cut, or hold a float
 * that is not finite
 * @example
 * ```ts
 * import { readFile } from "node:fs/promises";
 * import { readWav } from "@ssl/av-datasets";
 * import { demoDataFolder } from "@ssl/demo-data";
 *
 * const audio = readWav(await readFile(new URL("sounds/owl.wav", demoDataFolder)));
 * console.log(audio.sampleRate, audio.channels.length); // 22050 1
 * ```
 */
export function readWav(bytes: Uint8Array): WavAudio {
  if (!(bytes instanceof Uint8Array)) {
    throw new TypeError(`readWav: expected bytes to be a Uint8Array, got ${typeof bytes}.`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const riff = fourCharacters(view, 0);
  const wave = fourCharacters(view, 8);
  if (riff !== "RIFF" || wave !== "WAVE") {
    throw new RangeError(
      'readWav: expected a file that begins with "RIFF" and "WAVE", ' +
        `got ${JSON.stringify(riff)} and ${JSON.stringify(wave)}. ` +
        "Convert it to WAV first, for example with ffmpeg.",
    );
  }
  let format: Format | undefined;
  for (let at = 12; at + 8 <= view.byteLength; ) {
    const name = fourCharacters(view, at);
    const declared = view.getUint32(at + 4, true);
    const found = view.byteLength - at - 8;
    if (declared > found && (name === "fmt " || name === "data")) {
      throw new RangeError(
        `readWav: expected ${declared} bytes in the ${JSON.stringify(name)} chunk, ` +
          `got ${found}. The file is cut, or was written to a pipe; write it anew.`,
      );
    }
    const chunk = new DataView(view.buffer, view.byteOffset + at + 8, Math.min(declared, found));
    if (name === "fmt ") format = readFormat(chunk);
    if (name === "data") {
      if (format === undefined) {
        throw new RangeError('readWav: expected a "fmt " chunk before "data", got none.');
      }
      return { sampleRate: format.sampleRate, channels: readSamples(chunk, format) };
    }
    at += 8 + declared + (declared % 2);
  }
  const missing = format === undefined ? '"fmt "' : '"data"';
  throw new RangeError(
    `readWav: expected a ${missing} chunk, got none in ${view.byteLength} bytes. The file is cut.`,
  );
}

function fourCharacters(view: DataView, at: number): string {
  const end = Math.min(at + 4, view.byteLength);
  let text = "";
  for (let i = at; i < end; i++) text += String.fromCharCode(view.getUint8(i));
  return text;
}

function readFormat(chunk: DataView): Format {
  if (chunk.byteLength < 16) {
    throw new RangeError(
      `readWav: expected a "fmt " chunk of at least 16 bytes, got ${chunk.byteLength}.`,
    );
  }
  const tag = chunk.getUint16(0, true);
  // The extensible format (0xfffe) keeps the encoding in the first two bytes of a GUID.
  const encoding = tag === 0xfffe && chunk.byteLength >= 26 ? chunk.getUint16(24, true) : tag;
  const channels = chunk.getUint16(2, true);
  const sampleRate = chunk.getUint32(4, true);
  const frameBytes = chunk.getUint16(12, true);
  const bits = chunk.getUint16(14, true);
  const kind = encoding === 1 ? "integer" : encoding === 3 ? "float" : undefined;
  const sizes = kind === "integer" ? [8, 16, 24, 32] : [32, 64];
  if (kind === undefined || !sizes.includes(bits)) {
    throw new RangeError(
      "readWav: expected integers of 8, 16, 24 or 32 bits or floats of 32 or 64, " +
        `got format ${encoding} with ${bits} bits. Convert it, for example with ffmpeg.`,
    );
  }
  if (channels < 1 || sampleRate < 1 || frameBytes !== (channels * bits) / 8) {
    throw new RangeError(
      "readWav: expected at least one channel, a positive sample rate and frames of channels × " +
        `bits / 8 bytes, got ${channels} channels, ${sampleRate} Hz and ${frameBytes} bytes.`,
    );
  }
  return { kind, channels, sampleRate, bits };
}

function readSamples(chunk: DataView, format: Format): Float32Array[] {
  const bytes = format.bits / 8;
  const frameBytes = bytes * format.channels;
  if (chunk.byteLength % frameBytes !== 0) {
    throw new RangeError(
      `readWav: expected a "data" chunk of whole frames of ${frameBytes} bytes, ` +
        `got ${chunk.byteLength} bytes. The file is damaged.`,
    );
  }
  const read = sampleReader(chunk, format);
  const frames = chunk.byteLength / frameBytes;
  return Array.from({ length: format.channels }, (_, channel) => {
    const samples = new Float32Array(frames);
    for (let frame = 0; frame < frames; frame++) {
      const value = read(frame * frameBytes + channel * bytes);
      if (!Number.isFinite(value)) {
        throw new RangeError(
          `readWav: expected finite samples, got ${value} in channel ${channel}, frame ${frame}.`,
        );
      }
      samples[frame] = value;
    }
    return samples;
  });
}

function sampleReader(chunk: DataView, { kind, bits }: Format): (at: number) => number {
  if (kind === "float") {
    return bits === 32 ? (at) => chunk.getFloat32(at, true) : (at) => chunk.getFloat64(at, true);
  }
  if (bits === 8) return (at) => (chunk.getUint8(at) - 128) / 128;
  if (bits === 16) return (at) => chunk.getInt16(at, true) / 2 ** 15;
  if (bits === 24) {
    return (at) => (chunk.getUint16(at, true) + chunk.getInt8(at + 2) * 2 ** 16) / 2 ** 23;
  }
  return (at) => chunk.getInt32(at, true) / 2 ** 31;
}
