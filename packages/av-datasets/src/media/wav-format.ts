/** What the `fmt ` chunk says. */
export interface WavFormat {
  readonly kind: "integer" | "float" | "a-law" | "mu-law";
  readonly channels: number;
  readonly sampleRate: number;
  /** Bits that a sample takes in the file, a multiple of 8. */
  readonly bits: number;
}

/** What follows the two bytes of an encoding in the GUID of an extensible format. */
const GUID_TAIL = "0000000010008000" + "00aa00389b71";

/** Reads the `fmt ` chunk; of the extensible form (0xfffe) the encoding is in its GUID. */
export function wavFormat(chunk: DataView): WavFormat {
  if (chunk.byteLength < 16) {
    throw new RangeError(
      `readWav: expected a "fmt " chunk of at least 16 bytes, got ${chunk.byteLength}.`,
    );
  }
  const tag = chunk.getUint16(0, true);
  const encoding = tag === 0xfffe ? extensibleEncoding(chunk) : tag;
  const channels = chunk.getUint16(2, true);
  const sampleRate = chunk.getUint32(4, true);
  const byteRate = chunk.getUint32(8, true);
  const frameBytes = chunk.getUint16(12, true);
  const bits = chunk.getUint16(14, true);
  const kind = wavKind(encoding, bits);
  if (kind === undefined) {
    throw new RangeError(
      "readWav: expected integers of up to 32 bits, floats of 32 or 64, A-law or mu-law, " +
        `got format ${encoding} with ${bits} bits. Convert it, for example with ffmpeg.`,
    );
  }
  const bytes = Math.ceil(bits / 8);
  if (channels < 1 || sampleRate < 1 || frameBytes !== channels * bytes) {
    throw new RangeError(
      "readWav: expected at least one channel, a positive sample rate and frames of channels × " +
        `bits / 8 bytes, got ${channels} channels, ${sampleRate} Hz and ${frameBytes} bytes.`,
    );
  }
  if (byteRate !== sampleRate * frameBytes) {
    throw new RangeError(
      `readWav: expected ${sampleRate * frameBytes} bytes a second for frames of ${frameBytes} ` +
        `bytes at ${sampleRate} Hz, got ${byteRate}. The header contradicts itself; write it anew.`,
    );
  }
  return { kind, channels, sampleRate, bits: 8 * bytes };
}

/** The kind of samples that an encoding's number means, if it is one that is read here. */
function wavKind(encoding: number, bits: number): WavFormat["kind"] | undefined {
  if (encoding === 1 && bits >= 1 && bits <= 32) return "integer";
  if (encoding === 3 && (bits === 32 || bits === 64)) return "float";
  if (encoding === 6 && bits === 8) return "a-law";
  if (encoding === 7 && bits === 8) return "mu-law";
  return undefined;
}

function extensibleEncoding(chunk: DataView): number {
  if (chunk.byteLength < 40) {
    throw new RangeError(
      `readWav: expected an extensible "fmt " chunk of at least 40 bytes, got ${chunk.byteLength}.`,
    );
  }
  const guid = Array.from({ length: 16 }, (_, i) =>
    chunk
      .getUint8(24 + i)
      .toString(16)
      .padStart(2, "0"),
  ).join("");
  const bits = chunk.getUint16(14, true);
  const valid = chunk.getUint16(18, true);
  if (guid.slice(4) !== GUID_TAIL || valid > bits) {
    throw new RangeError(
      "readWav: expected an extensible format of plain samples, " +
        `got the GUID ${guid} and ${valid} valid bits of ${bits}. ` +
        "Convert it, for example with ffmpeg.",
    );
  }
  return chunk.getUint16(24, true);
}
