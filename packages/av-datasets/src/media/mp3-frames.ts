/** What the four bytes before a frame of MPEG audio, layer III, say. */
export interface Mp3Header {
  /** 1, 2 or 2.5. */
  readonly version: number;
  readonly sampleRate: number;
  readonly channels: 1 | 2;
  /** Length of the frame, with its header. */
  readonly bytes: number;
  /** Samples per channel. */
  readonly samples: number;
}

/** The frames of a file, and what it says of their number. */
export interface Mp3Frames {
  readonly header: Mp3Header;
  /** Where the last one ends. */
  readonly end: number;
  /** Samples per channel that a decoder returns at least: the frames' without what is trimmed. */
  readonly samples: number;
}

const BITRATES = [
  [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];
const RATES = [44_100, 48_000, 32_000];

/** Reads the header of a layer III frame; undefined if there is none of a stated length. */
export function mp3Header(bytes: Uint8Array, at: number): Mp3Header | undefined {
  const [first = 0, second = 0, third = 0, fourth = 0] = bytes.subarray(at, at + 4);
  const layerThree = (second & 0x06) === 0x02;
  if (first !== 0xff || (second & 0xe0) !== 0xe0 || !layerThree) return undefined;
  const version = [2.5, undefined, 2, 1][(second >> 3) & 3];
  const rate = RATES[(third >> 2) & 3];
  if (version === undefined || rate === undefined) return undefined;
  const bitrate = BITRATES[version === 1 ? 0 : 1]![third >> 4];
  if (bitrate === undefined || bitrate === 0) return undefined;
  const sampleRate = version === 1 ? rate : version === 2 ? rate / 2 : rate / 4;
  const samples = version === 1 ? 1152 : 576;
  const padding = (third >> 1) & 1;
  return {
    version,
    sampleRate,
    channels: fourth >> 6 === 3 ? 1 : 2,
    bytes: Math.floor(((samples / 8) * bitrate * 1000) / sampleRate) + padding,
    samples,
  };
}

/**
 * Walks the frames of an mp3 file from the first byte on, and holds their number against the one that a
 * Xing, Info or VBRI header declares.
 *
 * @throws Error with a bare reason if a frame is cut, missing or of another format
 */
export function mp3Frames(bytes: Uint8Array): Mp3Frames {
  const header = mp3Header(bytes, 0);
  if (header === undefined) throw new Error("no frame of MPEG layer III at its beginning");
  let count = 0;
  let at = 0;
  while (at < bytes.length && !isTag(bytes, at)) {
    const frame = mp3Header(bytes, at);
    if (frame === undefined) {
      throw new Error(`no frame where one should begin, ${at} bytes after the first`);
    }
    const same =
      frame.version === header.version &&
      frame.sampleRate === header.sampleRate &&
      frame.channels === header.channels;
    if (!same) throw new Error(`frame ${count} is of another rate or number of channels`);
    if (at + frame.bytes > bytes.length) {
      throw new Error(`frame ${count} has ${bytes.length - at} of its ${frame.bytes} bytes`);
    }
    at += frame.bytes;
    count++;
  }
  const tag = mp3Tag(bytes.subarray(0, header.bytes), header);
  const sounding = tag === undefined ? count : count - 1;
  if (tag?.frames !== undefined && tag.frames !== sounding) {
    throw new Error(`it declares ${tag.frames} frames and has ${sounding}`);
  }
  const trimmed = tag?.trimmed ?? 0;
  return { header, end: at, samples: Math.max(0, sounding * header.samples - trimmed) };
}

/** What the first frame says of the others, if it is a table of contents and no sound. */
interface Mp3Tag {
  readonly frames?: number;
  /** Samples that a decoder leaves out at both ends together. */
  readonly trimmed: number;
}

function mp3Tag(frame: Uint8Array, header: Mp3Header): Mp3Tag | undefined {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const text = (at: number): string => String.fromCharCode(...frame.subarray(at, at + 4));
  if (text(36) === "VBRI" && frame.length >= 36 + 18) {
    return { frames: view.getUint32(36 + 14, false), trimmed: 0 };
  }
  const side = header.version === 1 ? [17, 32] : [9, 17];
  const at = 4 + side[header.channels - 1]!;
  if (text(at) !== "Xing" && text(at) !== "Info") return undefined;
  const flags = view.getUint32(at + 4, false);
  const counted = (flags & 1) !== 0;
  // The sizes of the fields that the flags announce: frames, bytes, table of contents, quality.
  const lame = [4, 4, 100, 4].reduce((sum, size, i) => sum + (flags & (1 << i) ? size : 0), at + 8);
  let trimmed = 0;
  if (lame + 24 <= frame.length && frame[lame] !== 0) {
    const both = (view.getUint16(lame + 21, false) << 8) | frame[lame + 23]!;
    // A decoder's own delay, 529 samples, is taken from the padding's part.
    trimmed = (both >> 12) + 529 + Math.max(0, (both & 0xfff) - 529);
  }
  return { ...(counted && { frames: view.getUint32(at + 8, false) }), trimmed };
}

/** Whether only tags (ID3v1, APE, Lyrics3) or zeros follow. */
function isTag(bytes: Uint8Array, at: number): boolean {
  const text = String.fromCharCode(...bytes.subarray(at, at + 8));
  if (/^(TAG|APETAGEX|LYRICSBE|ID3)/.test(text)) return true;
  return bytes.subarray(at).every((byte) => byte === 0);
}
