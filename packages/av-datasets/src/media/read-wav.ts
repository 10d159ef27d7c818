import { type WavFormat, wavFormat } from "./wav-format.ts";
import { wavSamples } from "./wav-samples.ts";

/** A recording as a WAV file holds it. */
export interface WavAudio {
  /** Samples per second, in Hz. */
  readonly sampleRate: number;
  /** One array a channel, all of one length; integers scaled to [−1, 1), floats as they stand. */
  readonly channels: readonly Float32Array[];
}

/**
 * Reads a WAV file: integers of up to 32 bits, 32 or 64-bit floats, A-law or mu-law, of any number
 * of channels, plain or extensible; RIFF or, beyond 4 GB, RF64.
 *
 * Integers are divided by 2^(bits − 1), as ffmpeg, torchaudio and librosa do; A-law and mu-law
 * become 16-bit integers first (ITU-T G.711). Chunks other than `fmt ` and `data` are passed over.
 * What a chunk declares is held against the bytes that are there before anything is allocated, and
 * the chunks against the file's own length, so that a cut file is refused, not shortened.
 *
 * @param bytes - the whole file
 * @returns the rate and the channels, newly allocated; the caller's own; without a frame, empty
 * channels
 * @throws TypeError if `bytes` is not a Uint8Array
 * @throws RangeError if the bytes are not a WAV file, of another encoding, cut, contradict
 * themselves, or hold a float that is not finite
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
  const long = riff === "RF64" || riff === "BW64";
  if ((riff !== "RIFF" && !long) || wave !== "WAVE") {
    throw new RangeError(
      'readWav: expected a file that begins with "RIFF" and "WAVE", ' +
        `got ${JSON.stringify(riff)} and ${JSON.stringify(wave)}. ` +
        "Convert it to WAV first, for example with ffmpeg.",
    );
  }
  let format: WavFormat | undefined;
  let sizes: LongSizes | undefined;
  for (let at = 12; at + 8 <= view.byteLength; ) {
    const name = fourCharacters(view, at);
    const short = view.getUint32(at + 4, true);
    const declared = name === "data" && short === LONG && sizes ? sizes.data : short;
    const found = view.byteLength - at - 8;
    if (declared > found && ["fmt ", "data", "ds64"].includes(name)) {
      throw new RangeError(
        `readWav: expected ${declared} bytes in the ${JSON.stringify(name)} chunk, ` +
          `got ${found}. The file is cut, or was written to a pipe; write it anew.`,
      );
    }
    const chunk = new DataView(view.buffer, view.byteOffset + at + 8, Math.min(declared, found));
    if (name === "ds64" && long) sizes = longSizes(chunk);
    if (name === "fmt ") format = wavFormat(chunk);
    const next = at + 8 + declared + (declared % 2);
    if (name === "data") {
      if (format === undefined) {
        throw new RangeError('readWav: expected a "fmt " chunk before "data", got none.');
      }
      const channels = wavSamples(chunk, format);
      const size = view.getUint32(4, true);
      checkEnd(view, next, 8 + (size === LONG && sizes ? sizes.riff : size));
      return { sampleRate: format.sampleRate, channels };
    }
    at = next;
  }
  const missing = format === undefined ? '"fmt "' : '"data"';
  throw new RangeError(
    `readWav: expected a ${missing} chunk, got none in ${view.byteLength} bytes. The file is cut.`,
  );
}

/** The length that says that the true one is in the `ds64` chunk. */
const LONG = 0xffff_ffff;

/** What the `ds64` chunk of an RF64 file says, in bytes. */
interface LongSizes {
  readonly riff: number;
  readonly data: number;
}

function longSizes(chunk: DataView): LongSizes {
  if (chunk.byteLength < 24) {
    throw new RangeError(
      `readWav: expected a "ds64" chunk of at least 24 bytes, got ${chunk.byteLength}.`,
    );
  }
  return {
    riff: Number(chunk.getBigUint64(0, true)),
    data: Number(chunk.getBigUint64(8, true)),
  };
}

/** Holds the data chunk against the file: chunks must fill it up to the length it declares. */
function checkEnd(view: DataView, after: number, end: number): void {
  // A last chunk of odd length may lack its pad byte, and the pad byte may be left uncounted.
  if (end > view.byteLength + 1) {
    throw new RangeError(
      `readWav: expected the ${end} bytes that the header declares, got ${view.byteLength}. ` +
        "The file is cut, or was written to a pipe; write it anew.",
    );
  }
  let at = after;
  while (at + 8 <= end && /^[ -~]{4}$/.test(fourCharacters(view, at))) {
    const size = view.getUint32(at + 4, true);
    at += 8 + size + (size % 2);
  }
  if (at !== end && at !== end + 1) {
    throw new RangeError(
      `readWav: expected chunks up to the declared end at byte ${end}, got none that ends there ` +
        `from byte ${after} on. The data's declared length is wrong; write the file anew.`,
    );
  }
}

function fourCharacters(view: DataView, at: number): string {
  const end = Math.min(at + 4, view.byteLength);
  let text = "";
  for (let i = at; i < end; i++) text += String.fromCharCode(view.getUint8(i));
  return text;
}
