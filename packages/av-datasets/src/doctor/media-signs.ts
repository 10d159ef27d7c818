import { readFrames } from "../media/read-frames.ts";
import type { PictureSigns } from "./picture-signs.ts";
import { pictureSigns, pixelSigns } from "./picture-signs.ts";
import { fileSound, type SoundSigns, soundSigns } from "./sound-signs.ts";

/** A file to look at. */
export interface MediaFile {
  readonly path: string;
  readonly kind: "picture" | "sound" | "video";
}

/** What a file is, or why it cannot be read. */
export interface MediaSigns {
  readonly picture?: PictureSigns;
  readonly sound?: SoundSigns;
  /** Why its picture cannot be read. */
  readonly pictureFault?: string;
  /** Why its sound cannot be read. */
  readonly soundFault?: string;
}

/** Looks at one file; only an abort is thrown. */
export async function mediaSigns(
  { path, kind }: MediaFile,
  signal?: AbortSignal,
): Promise<MediaSigns> {
  signal?.throwIfAborted();
  const signs: { -readonly [Key in keyof MediaSigns]: MediaSigns[Key] } = {};
  if (kind !== "sound") {
    try {
      signs.picture =
        kind === "picture" ? await pictureSigns(path) : await frameSigns(path, signal);
    } catch (error) {
      signal?.throwIfAborted();
      signs.pictureFault = reasons(error, path);
    }
  }
  if (kind !== "picture") {
    try {
      signs.sound = soundSigns(await fileSound(path, signal));
    } catch (error) {
      signal?.throwIfAborted();
      signs.soundFault = reasons(error, path);
    }
  }
  return signs;
}

/** The first frame of a film. */
async function frameSigns(path: string, signal: AbortSignal | undefined): Promise<PictureSigns> {
  const options = { times: [0], ...(signal === undefined ? {} : { signal }) };
  for await (const { picture } of readFrames(path, options)) return pixelSigns(picture);
  throw new Error(`examineDataSet: expected a frame in ${path}, got none.`);
}

/** An error's message and those of its causes, as far as they say more; without the path. */
function reasons(error: unknown, path: string): string {
  let text = "";
  for (let at = error; at instanceof Error; at = at.cause) {
    const message = at.message.replaceAll(path, "the file").replace(/\.$/, "");
    if (!text.includes(message)) text += text === "" ? message : `: ${message}`;
  }
  return text.replaceAll(/\s+/g, " ") || String(error);
}
