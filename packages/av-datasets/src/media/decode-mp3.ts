import { mp3Frames } from "./mp3-frames.ts";
import type { WavAudio } from "./read-wav.ts";

/** Decodes an mp3 file from its first frame on; throws with a bare reason. */
export async function decodeMp3(bytes: Uint8Array): Promise<WavAudio> {
  const { header, end, samples } = mp3Frames(bytes);
  const { MPEGDecoder } = await import("mpg123-decoder");
  const decoder = new MPEGDecoder();
  await decoder.ready;
  try {
    const { channelData, errors } = decoder.decode(bytes.subarray(0, end));
    const [fault] = errors;
    if (fault !== undefined) throw new Error(fault.message);
    const length = channelData[0]?.length ?? 0;
    if (length < samples) throw new Error(`it declares ${samples} samples and has ${length}`);
    // Of a file of one channel the decoder returns it twice.
    return { sampleRate: header.sampleRate, channels: channelData.slice(0, header.channels) };
  } finally {
    decoder.free();
  }
}
