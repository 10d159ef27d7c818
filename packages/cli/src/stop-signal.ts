/**
 * An abort signal that the first SIGINT or SIGTERM raises; a second one ends the process at once.
 *
 * @returns the signal, and what puts the process's own handling back
 */
export function stopSignal(): { readonly signal: AbortSignal; readonly release: () => void } {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    process.stderr.write("\nStopping after this step; once more to stop at once.\n");
    controller.abort(new Stopped());
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  return {
    signal: controller.signal,
    release: () => {
      process.off("SIGINT", stop);
      process.off("SIGTERM", stop);
    },
  };
}

/** The reason of an abort that the user asked for. */
export class Stopped extends Error {
  constructor() {
    super("Stopped.");
    this.name = "Stopped";
  }
}
