import { crc32, deflateSync } from "node:zlib";

/** The header of a PNG file. */
export interface PngFile {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly colour: number;
}

/** Writes values, rows of `width` pixels each, as a PNG file whose header may say anything. */
export function pngFile(
  { width, height, depth, colour }: PngFile,
  values: readonly number[],
): Uint8Array {
  const channels = [1, 0, 3, 1, 2, 0, 4][colour]!;
  const rowBytes = (width * channels * depth) / 8;
  const rows: number[] = [];
  values.forEach((value, i) => {
    if (i % rowBytes === 0) rows.push(0);
    rows.push(value);
  });
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, depth);
  header.setUint8(9, colour);
  return Buffer.concat([
    Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    pngChunk("IHDR", new Uint8Array(header.buffer)),
    pngChunk("IDAT", deflateSync(Uint8Array.from(rows))),
    pngChunk("IEND", new Uint8Array()),
  ]);
}

function pngChunk(name: string, data: Uint8Array): Uint8Array {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  chunk.set(body, 4);
  chunk.writeUInt32BE(crc32(body), chunk.length - 4);
  return chunk;
}
