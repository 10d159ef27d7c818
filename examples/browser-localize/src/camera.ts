import { openMedia } from "./open-media.ts";
import { pixelsOf } from "./picture-of-file.ts";

/** A camera that runs. */
export interface Camera {
  /** What it sees now. */
  frame(): ImageData;
  close(): void;
}

/** Pixels of a frame's width; the localizer sees 96. */
const WIDTH = 320;

export async function openCamera(onEnd: () => void): Promise<Camera> {
  const stream = await openMedia("camera", { video: { width: { ideal: 2 * WIDTH } } });
  const video = document.createElement("video");
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  const [track] = stream.getVideoTracks();
  track?.addEventListener("ended", onEnd);
  await video.play();
  return {
    frame: () => {
      const { videoWidth, videoHeight } = video;
      return pixelsOf(video, WIDTH, Math.round((WIDTH * videoHeight) / videoWidth));
    },
    close: () => {
      track?.stop();
      video.srcObject = null;
    },
  };
}
