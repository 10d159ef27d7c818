import { Presets, SingleBar } from "cli-progress";

/** A line of progress on standard error: live on a terminal, one line each tenth elsewhere. */
export interface ProgressLine {
  /** Shows how much is done and a few words on how it goes. */
  update(done: number, words?: string): void;
  /** Ends the line. */
  stop(): void;
}

/**
 * Starts a line of progress.
 *
 * @param label - what is being done
 * @param total - units in all
 * @param unit - what is counted, for the speed, for example `"pairs"`
 * @param scale - units of one `done`, where a step does several
 */
export function progressLine(label: string, total: number, unit: string, scale = 1): ProgressLine {
  const started = performance.now();
  const speed = (done: number): string => {
    const seconds = (performance.now() - started) / 1000;
    return `${((done * scale) / Math.max(seconds, 1e-3)).toFixed(1)} ${unit}/s`;
  };
  if (process.stderr.isTTY) {
    const bar = new SingleBar(
      {
        format: `${label.padEnd(26)} {bar} {percentage} % | {speed} | {eta_formatted} left {words}`,
        stream: process.stderr,
        etaBuffer: 50,
        hideCursor: true,
      },
      Presets.shades_classic,
    );
    bar.start(total, 0, { speed: "", words: "" });
    return {
      update: (done, words = "") => bar.update(done, { speed: speed(done), words }),
      stop: () => bar.stop(),
    };
  }
  let next = 1;
  return {
    update: (done, words = "") => {
      if (done < (next * total) / 10 && done < total) return;
      next = Math.floor((done * 10) / total) + 1;
      const seconds = (performance.now() - started) / 1000;
      const left = Math.round((seconds / done) * (total - done));
      process.stderr.write(
        `${label}: ${done} of ${total}, ${speed(done)}, ${left} s left ${words}\n`,
      );
    },
    stop: () => {},
  };
}
