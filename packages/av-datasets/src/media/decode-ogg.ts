import { oggStream } from "./ogg-pages.ts";
import type { WavAudio } from "./read-wav.ts";

/** Decodes an Ogg Vorbis file; throws with a bare reason. */
export async function decodeVorbis(bytes: Uint8Array): Promise<WavAudio> {
  const { granule } = oggStream(bytes);
  const { OggVorbisDecoder } = await import("@wasm-audio-decoders/ogg-vorbis");
  const decoder = new OggVorbisDecoder();
  await decoder.ready;
  try {
    const { channelData, sampleRate, errors } = await decoder.decodeFile(bytes);
    return { sampleRate, channels: wholeChannels(channelData, granule, errors) };
  } finally {
    decoder.free();
  }
}

/** Decodes an Ogg Opus file to 48 kHz; throws with a bare reason. */
export async function decodeOpus(bytes: Uint8Array): Promise<WavAudio> {
  const { head, granule } = oggStream(bytes);
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  if (head.length < 19) throw new Error(`its header has ${head.length} of at least 19 bytes`);
  const family = head[18]!;
  if (family > 1) throw new Error(`channel mapping family ${family} is not for loudspeakers`);
  const { OggOpusDecoder } = await import("ogg-opus-decoder");
  const decoder = new OggOpusDecoder();
  await decoder.ready;
  try {
    const { channelData, sampleRate, errors } = await decoder.decodeFile(bytes);
    const channels = wholeChannels(channelData, granule - view.getUint16(10, true), errors);
    // Decoding leaves the header's gain, in 1/256 dB, to the player (RFC 7845).
    const gain = 10 ** (view.getInt16(16, true) / 256 / 20);
    if (gain !== 1) {
      for (const channel of channels) for (let i = 0; i < channel.length; i++) channel[i]! *= gain;
    }
    return { sampleRate, channels };
  } finally {
    decoder.free();
  }
}

/** Cuts what the decoder returns beyond the declared length; less than that is a fault. */
function wholeChannels(
  channels: readonly Float32Array[],
  declared: number,
  [fault]: readonly { readonly message: string }[],
): Float32Array[] {
  if (fault !== undefined) throw new Error(fault.message);
  const found = channels[0]?.length ?? 0;
  if (found < declared) throw new Error(`it declares ${declared} samples and has ${found}`);
  return channels.map((channel) => channel.subarray(0, declared));
}
