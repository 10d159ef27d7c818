import type { FileHandle } from "node:fs/promises";

/**
 * How long a media file says it is, in bytes, where its outermost container does: MP4 and QuickTime
 * by their boxes, Matroska and WebM by their segment, AVI, AIFF and WAV by their first chunk.
 *
 * @returns undefined for other containers, and for those that were written without knowing it
 */
export async function declaredBytes(file: FileHandle, size: number): Promise<number | undefined> {
  const head = await bytesAt(file, 0, 64);
  if (head.byteLength < 12) return undefined;
  const name = tag(head, 0);
  if (name === "RIFF") return chunkEnd(head.getUint32(4, true));
  if (name === "FORM") return chunkEnd(head.getUint32(4, false));
  if (head.getUint32(0, false) === 0x1a45_dfa3) return segmentEnd(head);
  if (["ftyp", "moov", "mdat", "free", "skip", "wide"].includes(tag(head, 4))) {
    return boxesEnd(file, size);
  }
  return undefined;
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<DataView> {
  const { buffer, bytesRead } = await file.read(new Uint8Array(length), { position });
  return new DataView(buffer.buffer, 0, bytesRead);
}

function tag(view: DataView, at: number): string {
  return String.fromCharCode(...new Uint8Array(view.buffer, at, 4));
}

/** Lengths of 0 and of all ones stand where the writer could not come back to fill them in. */
function chunkEnd(declared: number): number | undefined {
  return declared === 0 || declared === 0xffff_ffff ? undefined : 8 + declared;
}

/** Adds up boxes until they are no boxes, or end beyond the file. */
async function boxesEnd(file: FileHandle, size: number): Promise<number | undefined> {
  let at = 0;
  while (at < size) {
    const box = await bytesAt(file, at, 16);
    if (box.byteLength < 8) return at + 8;
    if (!/^[ -~\xa9]{4}$/.test(tag(box, 4))) return at;
    const short = box.getUint32(0, false);
    if (short === 0) return size;
    if (short === 1 && box.byteLength < 16) return at + 16;
    const length = short === 1 ? Number(box.getBigUint64(8, false)) : short;
    if (length < 8) return at;
    at += length;
  }
  return at;
}

/** The end of the segment that follows the EBML header. */
function segmentEnd(head: DataView): number | undefined {
  const header = variableLength(head, 4);
  if (header === undefined || header.value === undefined) return undefined;
  const at = header.end + header.value;
  if (at + 4 > head.byteLength || head.getUint32(at, false) !== 0x1853_8067) return undefined;
  const segment = variableLength(head, at + 4);
  return segment?.value === undefined ? undefined : segment.end + segment.value;
}

/** An EBML length: as many bytes as the first has leading zeros and one more; all ones: unknown. */
function variableLength(
  view: DataView,
  at: number,
): { readonly value: number | undefined; readonly end: number } | undefined {
  if (at >= view.byteLength) return undefined;
  const first = view.getUint8(at);
  const bytes = Math.clz32(first) - 23;
  if (bytes > 8 || at + bytes > view.byteLength) return undefined;
  let value = first - 2 ** (8 - bytes);
  for (let i = 1; i < bytes; i++) value = value * 256 + view.getUint8(at + i);
  return { value: value >= 2 ** (7 * bytes) - 1 ? undefined : value, end: at + bytes };
}
