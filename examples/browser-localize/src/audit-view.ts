import { type AuditSample, audit } from "./audit.ts";
import type { LocalizerCalls } from "./localizer-worker.ts";
import { pictureOfFile } from "./picture-of-file.ts";
import { plainWords } from "./plain-error.ts";
import { loadFile, type PageSample } from "./samples.ts";
import { soundOfFile } from "./sound-of-file.ts";

/** Brings the audit's controls to life. */
export function createAuditView(
  root: HTMLElement,
  { worker, scenes }: { readonly worker: LocalizerCalls; readonly scenes: readonly PageSample[] },
): void {
  const button = root.querySelector<HTMLButtonElement>("button")!;
  const size = root.querySelector<HTMLSelectElement>("select")!;
  const progress = root.querySelector<HTMLProgressElement>("progress")!;
  const sentence = root.querySelector<HTMLOutputElement>("output")!;
  const rules = root.querySelector<HTMLUListElement>("ul")!;
  let running: AbortController | undefined;

  button.onclick = async () => {
    if (running !== undefined) {
      running.abort(new Error("The audit was stopped."));
      return;
    }
    running = new AbortController();
    const { signal } = running;
    button.textContent = "Stop the audit";
    progress.hidden = false;
    sentence.value = "";
    rules.replaceChildren();
    try {
      const samples = await Promise.all(
        scenes.slice(0, Number(size.value)).map((scene) => loadScene(scene, worker)),
      );
      const found = await audit(samples, async (inputs) => (await worker.localize(inputs)).maps, {
        signal,
        onProgress: (share) => {
          progress.value = share;
        },
      });
      sentence.value = found.sentence;
      rules.replaceChildren(
        ...found.rules.map(({ rule, holds, why }) => {
          const item = document.createElement("li");
          const word = holds === null ? "Cannot tell" : holds ? "Yes" : "No";
          item.textContent = `${word}: ${rule} (${why})`;
          return item;
        }),
      );
    } catch (error) {
      sentence.value = plainWords(error);
    } finally {
      running = undefined;
      button.textContent = "Audit the localizer";
      progress.hidden = true;
    }
  };
}

async function loadScene(scene: PageSample, worker: LocalizerCalls): Promise<AuditSample> {
  const [picture, sound] = await Promise.all([loadFile(scene.picture), loadFile(scene.sound)]);
  return {
    name: scene.name,
    silent: scene.silent,
    picture: await pictureOfFile(picture),
    waveform: await soundOfFile(sound, worker),
    box: scene.box!,
  };
}
