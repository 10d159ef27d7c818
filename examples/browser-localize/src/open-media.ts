import { PlainError } from "./plain-error.ts";

/** Opens a camera or microphone, or says in plain words why not. */
export async function openMedia(
  device: "camera" | "microphone",
  constraints: MediaStreamConstraints,
): Promise<MediaStream> {
  const instead = device === "camera" ? "a picture" : "a sound";
  if (navigator.mediaDevices === undefined) {
    throw new PlainError(
      `Browsers lend the ${device} only to pages opened over https or from this machine. ` +
        `Open the page so, or choose ${instead} from a file.`,
    );
  }
  try {
    return await navigator.mediaDevices.getUserMedia(constraints);
  } catch (error) {
    const { name, message } = error as DOMException;
    if (name === "NotAllowedError") {
      throw new PlainError(
        `The page may not use the ${device}: allow it beside the browser's address line and try ` +
          `again, or choose ${instead} from a file.`,
      );
    }
    if (name === "NotFoundError" || name === "OverconstrainedError") {
      throw new PlainError(
        `No ${device} was found. Connect one, or choose ${instead} from a file.`,
      );
    }
    throw new PlainError(
      `The ${device} does not start (${message || name}); perhaps another program has it. ` +
        `Choose ${instead} from a file, or try again.`,
    );
  }
}
