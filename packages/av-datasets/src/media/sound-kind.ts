import { mp3Header } from "./mp3-frames.ts";

/** What `decodeSound` decodes; everything else is ffmpeg's. */
export type SoundKind = "wav" | "mp3" | "vorbis" | "opus" | "flac";

/** Tells a sound's kind from its first bytes, those after an ID3 tag; undefined: none of ours. */
export function soundKind(head: Uint8Array): SoundKind | undefined {
  if (["RIFF", "RF64", "BW64"].includes(text(head, 0, 4)) && text(head, 8, 4) === "WAVE") {
    return isCompressedWav(head) ? undefined : "wav";
  }
  if (text(head, 0, 4) === "fLaC") return "flac";
  if (text(head, 0, 4) === "OggS") return oggKind(head);
  return mp3Header(head, 0) === undefined ? undefined : "mp3";
}

/** Bytes of the ID3v2 tag at the beginning; 0 without one. */
export function id3Length(head: Uint8Array): number {
  if (head.length < 10 || text(head, 0, 3) !== "ID3") return 0;
  const [flags, a, b, c, d] = head.subarray(5, 10) as Iterable<number> as number[];
  const footer = flags! & 0x10 ? 10 : 0;
  return 10 + a! * 2 ** 21 + b! * 2 ** 14 + c! * 2 ** 7 + d! + footer;
}

function text(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}

/**
 * Whether the format is a compressed one. If the sizes are those of plain samples, only the
 * format's number can be wrong, and the file is `readWav`'s to refuse.
 */
function isCompressedWav(head: Uint8Array): boolean {
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  for (let at = 12; at + 24 <= head.length; ) {
    const size = view.getUint32(at + 4, true);
    if (text(head, at, 4) === "fmt ") {
      const tag = view.getUint16(at + 8, true);
      const extensible = tag === 0xfffe && at + 34 <= head.length;
      const encoding = extensible ? view.getUint16(at + 32, true) : tag;
      const frameBytes = (view.getUint16(at + 10, true) * view.getUint16(at + 22, true)) / 8;
      const byteRate = view.getUint32(at + 12, true) * frameBytes;
      const plain = frameBytes > 0 && view.getUint32(at + 16, true) === byteRate;
      return !plain && ![1, 3, 6, 7, 0xfffe].includes(encoding);
    }
    at += 8 + size + (size % 2);
  }
  return false;
}

/** Of a file of one stream its codec's name, if it is ours; films and others have several. */
function oggKind(head: Uint8Array): SoundKind | undefined {
  const segments = head[26] ?? 0;
  const packet = 27 + segments;
  const next = packet + head.subarray(27, packet).reduce((sum, size) => sum + size, 0);
  const several = text(head, next, 4) === "OggS" && (head[next + 5]! & 2) !== 0;
  if (several) return undefined;
  if (text(head, packet, 7) === "\x01vorbis") return "vorbis";
  if (text(head, packet, 8) === "OpusHead") return "opus";
  return undefined;
}
