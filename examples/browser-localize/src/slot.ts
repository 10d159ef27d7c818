import { type Camera, openCamera } from "./camera.ts";
import type { LocalizerCalls } from "./localizer-worker.ts";
import { type Microphone, openMicrophone } from "./microphone.ts";
import { pictureOfFile } from "./picture-of-file.ts";
import { plainWords } from "./plain-error.ts";
import { loadFile, type PageSample } from "./samples.ts";
import { SAMPLE_RATE, soundOfFile } from "./sound-of-file.ts";

/** Seconds of sound in a map: what the demo localizer was trained on. */
const HEARD_SECONDS = 0.75;

/** A picture and a sound of the visitor's choice. */
export interface Slot {
  /** The picture of now; undefined while there is none. */
  picture(): ImageData | undefined;
  /** What is heard now, around the player's position or last in the microphone. */
  sound(): { readonly waveform: Float32Array; readonly sampleRate: number } | undefined;
  /** Whether they change by themselves. */
  readonly live: { readonly picture: boolean; readonly sound: boolean };
  /** Takes a file of either kind. */
  take(file: File): Promise<void>;
  /** Takes one of the page's own samples. */
  takeSample(sample: PageSample): Promise<void>;
}

/** A picture or sound that is ready. */
interface Chosen {
  adopt(): void;
  /** What to do instead if another choice came meanwhile. */
  discard?(): void;
}

/** Brings a slot's controls to life; `onChange` hears of every other picture or sound. */
export function createSlot(
  root: HTMLElement,
  { worker, onChange }: { readonly worker: LocalizerCalls; readonly onChange: () => void },
): Slot {
  const find = <T extends HTMLElement>(name: string): T => root.querySelector<T>(`.${name}`)!;
  const message = find<HTMLOutputElement>("message");
  const player = find<HTMLAudioElement>("player");
  const cameraButton = find<HTMLButtonElement>("camera");
  const microphoneButton = find<HTMLButtonElement>("microphone");
  const pictureInput = find<HTMLInputElement>("picture");
  const soundInput = find<HTMLInputElement>("sound");
  let picture: ImageData | undefined;
  let waveform: Float32Array | undefined;
  let camera: Camera | undefined;
  let microphone: Microphone | undefined;
  // The last choice counts, not the one that is ready last.
  const turns = { picture: 0, sound: 0 };

  /** Does what a choice asks for, and says what went wrong; the choice before it stays. */
  async function choose(what: "picture" | "sound", prepare: () => Promise<Chosen>): Promise<void> {
    const turn = ++turns[what];
    root.ariaBusy = "true";
    try {
      const chosen = await prepare();
      if (turn !== turns[what]) return chosen.discard?.();
      message.value = "";
      chosen.adopt();
      onChange();
    } catch (error) {
      if (turn === turns[what]) message.value = plainWords(error);
    } finally {
      if (turn === turns[what]) root.ariaBusy = "false";
    }
  }

  const choosePicture = (file: File): Promise<void> =>
    choose("picture", async () => {
      const next = await pictureOfFile(file);
      const adopt = (): void => {
        useCamera(undefined);
        picture = next;
      };
      return { adopt };
    });

  const chooseSound = (file: File): Promise<void> =>
    choose("sound", async () => {
      const next = await soundOfFile(file, worker);
      const adopt = (): void => {
        useMicrophone(undefined);
        waveform = next;
        URL.revokeObjectURL(player.src);
        player.src = URL.createObjectURL(file);
      };
      return { adopt };
    });

  function useCamera(next: Camera | undefined): void {
    if (camera !== undefined) picture = camera.frame();
    camera?.close();
    camera = next;
    cameraButton.ariaPressed = String(next !== undefined);
    cameraButton.textContent = next ? "Stop the camera" : "Use the camera";
  }

  function useMicrophone(next: Microphone | undefined): void {
    microphone?.close();
    microphone = next;
    microphoneButton.ariaPressed = String(next !== undefined);
    microphoneButton.textContent = next ? "Stop the microphone" : "Use the microphone";
    if (next) player.pause();
    player.hidden = next !== undefined;
  }

  cameraButton.onclick = () =>
    choose("picture", async () => {
      if (camera !== undefined) return { adopt: () => useCamera(undefined) };
      const next = await openCamera(() => {
        message.value = "The camera has stopped.";
        useCamera(undefined);
      });
      return { adopt: () => useCamera(next), discard: next.close };
    });
  microphoneButton.onclick = () =>
    choose("sound", async () => {
      if (microphone !== undefined) return { adopt: () => useMicrophone(undefined) };
      const next = await openMicrophone(HEARD_SECONDS, () => {
        message.value = "The microphone has stopped.";
        useMicrophone(undefined);
      });
      return { adopt: () => useMicrophone(next), discard: next.close };
    });
  pictureInput.onchange = () => takeFirst(pictureInput, choosePicture);
  soundInput.onchange = () => takeFirst(soundInput, chooseSound);
  player.onplay = onChange;
  player.onseeked = onChange;
  root.ondragover = (event) => {
    event.preventDefault();
    root.classList.add("dropping");
  };
  root.ondragleave = () => root.classList.remove("dropping");
  root.ondrop = async (event) => {
    event.preventDefault();
    event.stopPropagation();
    root.classList.remove("dropping");
    for (const file of event.dataTransfer?.files ?? []) await take(file);
  };

  async function take(file: File): Promise<void> {
    if (file.type.startsWith("image/")) return choosePicture(file);
    if (/^(audio|video)\//.test(file.type) || file.type === "application/ogg") {
      return chooseSound(file);
    }
    message.value = `“${file.name}” is neither a picture nor a sound.`;
  }

  return {
    picture: () => camera?.frame() ?? picture,
    sound: () => {
      if (microphone !== undefined) return microphone.latest();
      return waveform && { waveform: heard(waveform, player.currentTime), sampleRate: SAMPLE_RATE };
    },
    get live() {
      return {
        picture: camera !== undefined,
        sound: microphone !== undefined || !(player.paused || player.ended),
      };
    },
    take,
    takeSample: async (sample) => {
      const files = await Promise.all([loadFile(sample.picture), loadFile(sample.sound)]);
      await Promise.all([choosePicture(files[0]), chooseSound(files[1])]);
    },
  };
}

/** The part of a sound around a time; one that is shorter is repeated, as in training. */
function heard(waveform: Float32Array, seconds: number): Float32Array {
  const length = Math.round(HEARD_SECONDS * SAMPLE_RATE);
  if (waveform.length < length) {
    return Float32Array.from({ length }, (_, i) => waveform[i % waveform.length]!);
  }
  const middle = Math.round(seconds * SAMPLE_RATE);
  const start = Math.max(0, Math.min(waveform.length - length, middle - (length >> 1)));
  return waveform.subarray(start, start + length);
}

/** Takes the chosen file; the same one can be chosen again. */
async function takeFirst(
  input: HTMLInputElement,
  take: (file: File) => Promise<void>,
): Promise<void> {
  const [file] = input.files ?? [];
  if (file !== undefined) await take(file);
  input.value = "";
}
