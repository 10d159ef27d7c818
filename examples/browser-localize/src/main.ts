import "./style.css";
import { createAuditView } from "./audit-view.ts";
import { fetchWithProgress } from "./fetch-with-progress.ts";
import type { LocalizerCalls } from "./localizer-worker.ts";
import { plainWords } from "./plain-error.ts";
import { loadSamples, type PageSample } from "./samples.ts";
import { createSlot, type Slot } from "./slot.ts";
import { type Choice, createStage, type Place } from "./stage.ts";
import { callsTo } from "./worker-calls.ts";

const BACKENDS = { wasm: "WASM", webgl: "WebGL", webgpu: "WebGPU" } as const;
const OFFERED_SCENES = 14;
/** Two, counted from 0, between which the demo localizer hears the difference; the page says so. */
const OPENING_SCENES = [5, 10] as const;
type Backend = keyof typeof BACKENDS;

const find = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;
const message = find<HTMLOutputElement>("message");
const backends = find<HTMLFieldSetElement>("backends");
const worker = callsTo<LocalizerCalls>(
  new Worker(new URL("./localizer-worker.ts", import.meta.url), { type: "module" }),
);
const choice: Choice = { shown: "first", heard: "first", backend: BACKENDS.wasm };
const slots = { first: slot("first"), second: slot("second") };
const stage = createStage(choice, slots, worker);
let backend: Backend = "wasm";

function slot(place: Place): Slot {
  const root = find(place);
  root.append(find<HTMLTemplateElement>("slot").content.cloneNode(true));
  const onChange = (): void => {
    stage.forget();
    if (!backends.disabled) stage.update();
  };
  return createSlot(root, { worker, onChange });
}

async function useBackend(name: Backend): Promise<void> {
  backends.disabled = true;
  message.value = "";
  find<HTMLOutputElement>("pace").value = `Starting ${BACKENDS[name]}…`;
  try {
    await worker.start(name, document.baseURI);
    backend = name;
    choice.backend = BACKENDS[name];
  } catch (error) {
    message.value =
      `${BACKENDS[name]} does not start in this browser; ${BACKENDS[backend]} goes on. ` +
      `(${plainWords(error)})`;
  }
  find<HTMLInputElement>(backend).checked = true;
  backends.disabled = false;
  stage.update();
}

function offer(samples: readonly PageSample[], place: Place, start: number): Promise<void> {
  const list = find(place).querySelector("select")!;
  for (const [i, { name, silent, box }] of samples.entries()) {
    const beside = box ? `with ${silent.join(" and ")}, composed` : "photograph";
    list.append(new Option(`${name}, ${beside}`, String(i)));
  }
  const take = (): Promise<void> =>
    slots[place].takeSample(samples[Number(list.value)]!).catch(report);
  list.onchange = take;
  list.value = String(start);
  return take();
}

function report(error: unknown): void {
  message.value = plainWords(error);
}

async function start(): Promise<void> {
  const { localizerBytes, scenes, photographs } = await loadSamples();
  createAuditView(find("audit"), { worker, scenes });
  const offered = [...scenes.slice(0, OFFERED_SCENES), ...photographs];
  const [first, second] = OPENING_SCENES;
  const taken = [offer(offered, "first", first), offer(offered, "second", second)];
  const bar = find<HTMLProgressElement>("loading");
  await worker.load(await fetchWithProgress("localizer.safetensors", localizerBytes, bar));
  await Promise.all([...taken, useBackend("wasm")]);
  bar.parentElement!.hidden = true;
}

for (const name of Object.keys(BACKENDS) as Backend[]) {
  find(name).onchange = () => useBackend(name);
}
for (const shown of ["first", "second", "both"] as const) {
  find(`show-${shown}`).onchange = () => {
    choice.shown = shown;
    stage.forget();
    stage.update();
  };
}
find("swap").onclick = () => {
  choice.heard = choice.heard === "first" ? "second" : "first";
  stage.update();
};
// What is dropped beside the slots is for the first; no file replaces the page.
document.ondragover = (event) => event.preventDefault();
document.ondrop = async (event) => {
  event.preventDefault();
  for (const file of event.dataTransfer?.files ?? []) await slots.first.take(file);
};
start().catch(report);
