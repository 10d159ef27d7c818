import { getBackend, ready, setBackend } from "@tensorflow/tfjs-core";

/** A backend that can be asked for; `"auto"` leaves the choice to this package. */
export type BackendName = "auto" | "wasm" | "cpu";

/** The backend in use, why, and on how many threads it computes. */
export interface BackendInUse {
  readonly name: string;
  readonly why: string;
  readonly threads: number;
}

/** Registers and selects a tfjs backend. */
export async function useBackend(name: BackendName): Promise<BackendInUse> {
  const wanted = name === "auto" ? "wasm" : name;
  let threads = 1;
  if (wanted === "cpu") {
    await import("@tensorflow/tfjs-backend-cpu");
  } else {
    await import("@tensorflow/tfjs-backend-wasm");
  }
  if (!(await setBackend(wanted))) {
    throw new Error(`useBackend: expected ${wanted} to start, got ${getBackend()}.`);
  }
  await ready();
  if (wanted === "wasm") {
    threads = (await import("@tensorflow/tfjs-backend-wasm")).getThreadsCount();
  }
  return { name: getBackend(), why: `${name} was asked for`, threads };
}
