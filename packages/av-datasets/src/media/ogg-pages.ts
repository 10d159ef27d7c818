/** What is known of an Ogg file of one whole stream. */
export interface OggStream {
  /** The first page's packet, which names the codec. */
  readonly head: Uint8Array;
  /** The last page's position, in samples of the codec's clock. */
  readonly granule: number;
}

/** The checksum of Ogg pages: polynomial 0x04c11db7, most significant bit first (RFC 3533). */
const TABLE = Int32Array.from({ length: 256 }, (_, i) => {
  let sum = i << 24;
  for (let bit = 0; bit < 8; bit++) sum = (sum << 1) ^ (sum < 0 ? 0x04c1_1db7 : 0);
  return sum;
});

/**
 * Walks the pages of an Ogg file and holds each against its checksum, its number and the end mark.
 *
 * @throws Error with a bare reason if a page is cut, damaged or missing, or there are several streams
 */
export function oggStream(bytes: Uint8Array): OggStream {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let head = new Uint8Array();
  let granule = 0;
  let ended = false;
  let at = 0;
  for (let page = 0; at < bytes.length; page++) {
    const segments = at + 27 + (bytes[at + 26] ?? 0);
    const start = bytes.subarray(at, at + 4);
    if (String.fromCharCode(...start) !== "OggS".slice(0, start.length)) {
      throw new Error(`no page where one should begin, at byte ${at}`);
    }
    const end = segments + bytes.subarray(at + 27, segments).reduce((sum, size) => sum + size, 0);
    if (segments > bytes.length || end > bytes.length) {
      throw new Error(`page ${page} is cut at the end of the file`);
    }
    if (view.getInt32(at + 22, true) !== oggChecksum(bytes.subarray(at, end))) {
      throw new Error(`the checksum of page ${page} does not fit`);
    }
    if (view.getUint32(at + 14, true) !== view.getUint32(14, true) || ended) {
      throw new Error("it holds several streams; convert it, for example with ffmpeg");
    }
    const number = view.getUint32(at + 18, true);
    if (number !== page) throw new Error(`page ${number} follows where page ${page} should`);
    const position = view.getBigInt64(at + 6, true);
    // −1 stands on a page on which no packet ends.
    if (position >= 0n) granule = Number(position);
    if (page === 0) head = bytes.slice(segments, end);
    ended = (bytes[at + 5]! & 4) !== 0;
    at = end;
  }
  if (!ended) throw new Error("the last page is not marked as the end");
  return { head, granule };
}

/** The checksum of a page, whose own four bytes count as zeros. */
export function oggChecksum(page: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < page.length; i++) {
    const byte = i >= 22 && i < 26 ? 0 : page[i]!;
    sum = (sum << 8) ^ TABLE[((sum >>> 24) ^ byte) & 0xff]!;
  }
  return sum;
}
