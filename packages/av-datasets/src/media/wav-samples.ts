import type { WavFormat } from "./wav-format.ts";

/** Reads the interleaved samples of a `data` chunk, one array a channel. */
export function wavSamples(chunk: DataView, format: WavFormat): Float32Array[] {
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

function sampleReader(chunk: DataView, { kind, bits }: WavFormat): (at: number) => number {
  if (kind === "float") {
    return bits === 32 ? (at) => chunk.getFloat32(at, true) : (at) => chunk.getFloat64(at, true);
  }
  if (kind !== "integer") {
    const table = Float32Array.from({ length: 256 }, (_, code) =>
      kind === "a-law" ? aLaw(code) : muLaw(code),
    );
    return (at) => table[chunk.getUint8(at)]!;
  }
  if (bits === 8) return (at) => (chunk.getUint8(at) - 128) / 128;
  if (bits === 16) return (at) => chunk.getInt16(at, true) / 2 ** 15;
  if (bits === 24) {
    return (at) => (chunk.getUint16(at, true) + chunk.getInt8(at + 2) * 2 ** 16) / 2 ** 23;
  }
  return (at) => chunk.getInt32(at, true) / 2 ** 31;
}

/** ITU-T G.711, A-law: sign, three bits of exponent, four of mantissa, every second bit inverted. */
function aLaw(code: number): number {
  const bits = code ^ 0x55;
  const exponent = (bits >> 4) & 7;
  const mantissa = 16 * (bits & 15) + 8;
  const magnitude = exponent === 0 ? mantissa : (mantissa + 256) * 2 ** (exponent - 1);
  return (bits & 0x80 ? magnitude : -magnitude) / 2 ** 15;
}

/** ITU-T G.711, mu-law: the same fields, all bits inverted, with a bias of 132. */
function muLaw(code: number): number {
  const bits = ~code & 0xff;
  const magnitude = (8 * (bits & 15) + 132) * 2 ** ((bits >> 4) & 7) - 132;
  return (bits & 0x80 ? -magnitude : magnitude) / 2 ** 15;
}
