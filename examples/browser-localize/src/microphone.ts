import tap from "./microphone-tap.js?url&no-inline";
import { openMedia } from "./open-media.ts";

/** A microphone that runs. */
export interface Microphone {
  /** The last `seconds`, at the microphone's own rate; undefined until there are so many. */
  latest(): { readonly waveform: Float32Array; readonly sampleRate: number } | undefined;
  close(): void;
}

/** Samples as they are: a localizer is to hear the room, not a telephone call. */
const AS_IT_IS: MediaTrackConstraints = {
  channelCount: 1,
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
};

export async function openMicrophone(seconds: number, onEnd: () => void): Promise<Microphone> {
  const stream = await openMedia("microphone", { audio: AS_IT_IS });
  const [track] = stream.getAudioTracks();
  track?.addEventListener("ended", onEnd);
  const context = new AudioContext();
  const { sampleRate } = context;
  const last = new Float32Array(Math.ceil(seconds * sampleRate));
  let heard = 0;
  await context.audioWorklet.addModule(tap);
  const node = new AudioWorkletNode(context, "microphone-tap", { numberOfOutputs: 0 });
  node.port.onmessage = ({ data }: MessageEvent<Float32Array>) => {
    last.copyWithin(0, data.length);
    last.set(data, last.length - data.length);
    heard += data.length;
  };
  context.createMediaStreamSource(stream).connect(node);
  await context.resume();
  return {
    latest: () => (heard < last.length ? undefined : { waveform: last.slice(), sampleRate }),
    close: () => {
      track?.stop();
      void context.close();
    },
  };
}
