import { backend, env, getBackend, scalar, setBackend } from "@tensorflow/tfjs-core";
import { enableGradients } from "./enable-gradients.ts";

/** A backend to ask for; `"auto"` leaves the choice to this package. */
export type BackendName = "auto" | "cpu" | "native" | "wasm" | "webgl" | "webgpu";

/** The backend in use. */
export interface BackendInUse {
  /** tfjs' name for it: `"cpu"`, `"wasm"`, `"webgl"`, `"webgpu"` or (native) `"tensorflow"`. */
  readonly name: string;
  /** Why it is this one, in a sentence for a log. */
  readonly why: string;
  /**
   * How many threads compute; 1 stands for a GPU. Another count may give other last bits, so a run
   * records it.
   */
  readonly threads: number;
}

/** Where to look for what a backend needs. */
export interface UseBackendOptions {
  /**
   * Folder (URL or path) that holds the `tfjs-backend-wasm*.wasm` files. Node needs none; a browser
   * does, unless the files lie next to the page's script.
   * @default next to the code of `@tensorflow/tfjs-backend-wasm`
   */
  readonly wasmPath?: string;
}

/**
 * Starts a tfjs backend and makes it the current one. On `"wasm"` it also registers the kernels that
 * training needs and tfjs' WASM backend lacks or does slowly; calling it again changes nothing.
 *
 * Not in the paper. `"auto"` is WASM where it starts, else plain cpu, and `why` says which. A
 * backend that was asked for by name is used or there is an error, and the one before stays.
 * `"webgl"` and `"webgpu"` are tfjs' own, for browsers; tensors of the backend before them stay
 * where they are, so make weights anew.
 *
 * @param name - the backend
 * @param options - where the WASM files are
 * @returns what is in use now
 * @throws RangeError if there is no such name
 * @throws Error if the backend does not start here
 * @example
 * ```ts
 * import { useBackend } from "@ssl/tfjs-backends";
 *
 * const { name, threads } = await useBackend("wasm");
 * console.log(name, threads); // wasm 1
 * ```
 */
export async function useBackend(
  name: BackendName,
  options: UseBackendOptions = {},
): Promise<BackendInUse> {
  enableGradients();
  switch (name) {
    case "cpu":
      return { ...(await startCpu()), why: "cpu was asked for" };
    case "wasm":
      return { ...(await startWasm(options)), why: "wasm was asked for" };
    case "native":
      return { ...(await startNative()), why: "native was asked for" };
    case "webgl":
    case "webgpu":
      return { ...(await startGpu(name)), why: `${name} was asked for` };
    case "auto":
      try {
        return { ...(await startWasm(options)), why: "auto takes wasm where it starts" };
      } catch (cause) {
        const { message } = cause as Error;
        return {
          ...(await startCpu()),
          why: `auto takes cpu where wasm does not start: ${message}`,
        };
      }
    default:
      throw new RangeError(
        `useBackend: expected a backend of auto, cpu, native, wasm, webgl or webgpu, got ${name}.`,
      );
  }
}

type Started = Omit<BackendInUse, "why">;

async function startCpu(): Promise<Started> {
  await withoutAdvice(async () => {
    await import("@tensorflow/tfjs-backend-cpu");
    await setBackend("cpu");
    scalar(0).dispose(); // tfjs advises at the first tensor.
  });
  return { name: getBackend(), threads: 1 };
}

async function startWasm({ wasmPath }: UseBackendOptions): Promise<Started> {
  const { BackendWasm, getThreadsCount, setWasmPaths } = await import(
    "@tensorflow/tfjs-backend-wasm"
  );
  const { enableWasmTraining } = await import("./enable-wasm-training.ts");
  if (wasmPath !== undefined) setWasmPaths(wasmPath.endsWith("/") ? wasmPath : `${wasmPath}/`);
  const before = getBackend();
  const started = await setBackend("wasm").catch(() => false);
  const current = started ? backend() : undefined;
  if (!(current instanceof BackendWasm)) {
    if (before) await setBackend(before);
    throw new Error(
      `useBackend: expected the wasm backend to start, got a failure to load ${wasmPath ?? "its files"}. ` +
        "Set wasmPath to the folder of tfjs-backend-wasm*.wasm, or ask for cpu.",
    );
  }
  await enableWasmTraining(current);
  return { name: getBackend(), threads: getThreadsCount() };
}

async function startGpu(name: "webgl" | "webgpu"): Promise<Started> {
  const before = getBackend();
  try {
    // One literal for each, so that a bundler finds them where they are installed.
    await (name === "webgl"
      ? import("@tensorflow/tfjs-backend-webgl")
      : import("@tensorflow/tfjs-backend-webgpu"));
  } catch (cause) {
    throw new Error(
      `useBackend: expected @tensorflow/tfjs-backend-${name} to load, got an error. ` +
        `Install @tensorflow/tfjs-backend-${name} 4.22.0, or ask for wasm.`,
      { cause },
    );
  }
  const started = await withoutAdvice(() => setBackend(name).catch(() => false));
  if (!started) {
    if (before) await setBackend(before);
    const device = name === "webgl" ? "WebGL context" : "WebGPU adapter";
    throw new Error(
      `useBackend: expected the ${name} backend to start, got no ${device} here. ` +
        "Ask a browser whose graphics processor it may use, or ask for wasm.",
    );
  }
  return { name: getBackend(), threads: 1 };
}

async function startNative(): Promise<Started> {
  // Not a literal, so that neither the compiler nor a bundler looks for what is not installed.
  const specifier: string = "@tensorflow/tfjs-node";
  try {
    await withoutAdvice(() => import(/* @vite-ignore */ specifier));
  } catch (cause) {
    throw new Error(
      "useBackend: expected @tensorflow/tfjs-node to load, got an error. " +
        "Install @tensorflow/tfjs-node 4.22.0 with its native library, or ask for wasm.",
      { cause },
    );
  }
  if (!(await setBackend("tensorflow").catch(() => false))) {
    throw new Error(
      "useBackend: expected @tensorflow/tfjs-node to serve this @tensorflow/tfjs-core, got another " +
        "copy of it. Install both in the same version.",
    );
  }
  const { availableParallelism } = process.getBuiltinModule("node:os");
  const threads = Number(process.env.TF_NUM_INTRAOP_THREADS) || availableParallelism();
  return { name: getBackend(), threads };
}

/** Starts something without tfjs' warnings about the choice of a backend, which has been made. */
async function withoutAdvice<T>(start: () => Promise<T>): Promise<T> {
  const before = env().getBool("PROD");
  env().set("PROD", true); // All that this flag does in tfjs 4.22 is to keep warnings back.
  try {
    return await start();
  } finally {
    env().set("PROD", before);
  }
}
