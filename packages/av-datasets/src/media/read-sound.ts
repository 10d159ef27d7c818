import { open, readFile, stat } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { decodeKind, type Sound } from "./decode-sound.ts";
import { type SoundTrackOptions, soundTrack } from "./read-sound-track.ts";
import { id3Length, soundKind } from "./sound-kind.ts";

/** Bytes of a file's beginning that tell its kind; more than the chunks before a WAV's format. */
const HEAD_BYTES = 65_536;

/** Bytes: three hours of stereo at 48 kHz and 16 bits; larger files are cut first. */
const LARGEST_FILE = 2 ** 31 - 1;

/**
 * Reads a sound file, or the sound of a film, as one channel at one rate.
 *
 * Not in the paper. The kind is told by the file's bytes, not by its name. WAV, mp3, Ogg Vorbis, Ogg
 * Opus and FLAC are decoded as `decodeSound` does; everything else is read by the system's ffmpeg,
 * as `readSoundTrack` does.
 *
 * @param path - the file's path or `file:` URL
 * @param options - the rate, and a signal for files that ffmpeg reads
 * @returns the sound; the caller's own
 * @throws RangeError if the file is larger than 2 GiB, has no sound or not one sample of it
 * @throws Error, with its cause if there is one, if the file is missing, cut or damaged, or needs
 * ffmpeg and there is none
 * @example
 * ```ts
 * import { readSound } from "@ssl/av-datasets";
 * import { demoDataFolder } from "@ssl/demo-data";
 *
 * const sound = await readSound(new URL("sounds/owl.wav", demoDataFolder));
 * console.log(sound.codec, sound.seconds.toFixed(1)); // wav 1.2
 * ```
 */
export async function readSound(
  path: string | URL,
  options: SoundTrackOptions = {},
): Promise<Sound> {
  const file = path instanceof URL ? fileURLToPath(path) : path;
  const head = await readHead(file);
  const kind = soundKind(head.bytes);
  if (kind === undefined) return soundTrack("readSound", file, options);
  const { size } = head;
  if (size > LARGEST_FILE) {
    throw new RangeError(
      `readSound: expected a sound file of at most ${LARGEST_FILE} bytes, got ${size} in ${file}. ` +
        "Cut it in parts, for example with ffmpeg.",
    );
  }
  const bytes = await readFile(file);
  return decodeKind("readSound", kind, bytes.subarray(head.start), file, options);
}

/** The first bytes after an ID3 tag, and where they begin; and the file's size. */
async function readHead(file: string): Promise<{ bytes: Uint8Array; start: number; size: number }> {
  try {
    const status = await stat(file);
    if (!status.isFile()) throw new Error("a folder or a device");
    const { size } = status;
    const handle = await open(file);
    try {
      const read = async (start: number): Promise<Uint8Array> => {
        const { bytesRead, buffer } = await handle.read(new Uint8Array(HEAD_BYTES), {
          position: start,
        });
        return buffer.subarray(0, bytesRead);
      };
      const first = await read(0);
      const start = id3Length(first);
      return { bytes: start === 0 ? first : await read(start), start, size };
    } finally {
      await handle.close();
    }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`readSound: expected a sound file, got ${file}: ${reason}.`, { cause });
  }
}
