import type { WavAudio } from "./read-wav.ts";

/** What the STREAMINFO block says (RFC 9639). */
interface StreamInfo {
  readonly sampleRate: number;
  readonly channels: number;
  readonly bits: number;
  /** Per channel; 0: not known. */
  readonly samples: number;
  /** Of the samples as little-endian integers, interleaved; all 0: not known. */
  readonly md5: string;
}

/** Decodes a FLAC file of up to 24 bits; throws with a bare reason. */
export async function decodeFlac(bytes: Uint8Array): Promise<WavAudio> {
  const info = streamInfo(bytes);
  if (info.bits > 24) throw new Error(`it has ${info.bits} bits; up to 24 are read`);
  if (info.samples === 0 || /^0*$/.test(info.md5)) {
    throw new Error("it declares no length or checksum, as one written to a pipe; write it anew");
  }
  const { FLACDecoder } = await import("@wasm-audio-decoders/flac");
  const decoder = new FLACDecoder();
  await decoder.ready;
  try {
    const { channelData, errors } = await decoder.decodeFile(bytes);
    const [fault] = errors;
    if (fault !== undefined) throw new Error(fault.message);
    const found = channelData[0]?.length ?? 0;
    if (found !== info.samples || channelData.length !== info.channels) {
      throw new Error(
        `it declares ${info.samples} samples of ${info.channels} channels ` +
          `and has ${found} of ${channelData.length}`,
      );
    }
    rescale(channelData, info.bits);
    const made = checksum(channelData, info.bits);
    if (made !== undefined && made !== info.md5) {
      throw new Error("the checksum of its samples does not fit");
    }
    return { sampleRate: info.sampleRate, channels: channelData };
  } finally {
    decoder.free();
  }
}

function streamInfo(bytes: Uint8Array): StreamInfo {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 42 || (bytes[4]! & 0x7f) !== 0) {
    throw new Error("no STREAMINFO block at its beginning");
  }
  const high = view.getUint32(18, false);
  return {
    sampleRate: high >>> 12,
    channels: ((high >>> 9) & 7) + 1,
    bits: ((high >>> 4) & 31) + 1,
    samples: (high & 15) * 2 ** 32 + view.getUint32(22, false),
    md5: Array.from(bytes.subarray(26, 42), (byte) => byte.toString(16).padStart(2, "0")).join(""),
  };
}

/** From the decoder's scale, 2^(bits − 1) − 1, to that of WAV files, 2^(bits − 1). */
function rescale(channels: readonly Float32Array[], bits: number): void {
  const whole = 2 ** (bits - 1);
  for (const channel of channels) {
    for (let i = 0; i < channel.length; i++) {
      channel[i] = Math.round(channel[i]! * (whole - 1)) / whole;
    }
  }
}

/** MD5 of the samples as the file's was made; undefined in browsers, which have none. */
function checksum(channels: readonly Float32Array[], bits: number): string | undefined {
  if (typeof process === "undefined") return undefined;
  const { createHash } = process.getBuiltinModule("node:crypto");
  const whole = 2 ** (bits - 1);
  const bytes = Math.ceil(bits / 8);
  const frameBytes = bytes * channels.length;
  const packed = new Uint8Array(frameBytes * channels[0]!.length);
  channels.forEach((channel, c) => {
    for (let i = 0, at = c * bytes; i < channel.length; i++, at += frameBytes) {
      const sample = channel[i]! * whole;
      for (let byte = 0; byte < bytes; byte++) packed[at + byte] = sample >> (8 * byte);
    }
  });
  return createHash("md5").update(packed).digest("hex");
}
