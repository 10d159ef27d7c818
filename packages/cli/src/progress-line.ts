import { Presets, SingleBar } from "cli-progress";

/** A line of progress on standard error: live on a terminal, a new line now and then elsewhere. */
export interface ProgressLine {
  /** Shows how much is done and a few words on how it goes. */
  update(done: number, words?: string): void;
  /** Ends the line. */
  stop(): void;
}

/** What a line of progress counts. */
export interface ProgressOptions {
  /** What is being done. */
  readonly label: string;
  /** How much there is to do. */
  readonly total: number;
  /** How much an earlier run has done of it. @default 0 */
  readonly from?: number;
  /** What the speed counts, for example `"pairs"`. */
  readonly unit: string;
  /** Units in one `done`, where a step does several. @default 1 */
  readonly scale?: number;
}

/** Where there is no terminal, a line comes at each tenth, but not later than this after the last. */
const SECONDS_BETWEEN_LINES = 60;

/** Starts a line of progress. */
export function progressLine(options: ProgressOptions): ProgressLine {
  const { label, total, from = 0, unit, scale = 1 } = options;
  const started = performance.now();
  const elapsed = (): number => (performance.now() - started) / 1000;
  const perSecond = (done: number): number => (done - from) / Math.max(elapsed(), 1e-3);
  const status = (done: number, words: string): string => {
    const speed = `${(perSecond(done) * scale).toFixed(1)} ${unit}/s`;
    const left = duration((total - done) / perSecond(done));
    return [speed, `${left} left`, words].filter((part) => part !== "").join(" | ");
  };
  if (process.stderr.isTTY) {
    const bar = new SingleBar(
      {
        format: `${label} {bar} {percentage} % | {status}`,
        barsize: 12,
        stream: process.stderr,
        hideCursor: true,
      },
      Presets.shades_classic,
    );
    bar.start(total, from, { status: "" });
    return {
      update: (done, words = "") => bar.update(done, { status: status(done, words) }),
      stop: () => {
        if (bar.isActive) bar.stop();
      },
    };
  }
  let tenth = Math.floor((from * 10) / total);
  let shownAt = Number.NEGATIVE_INFINITY;
  return {
    update: (done, words = "") => {
      const reached = Math.floor((done * 10) / total);
      if (reached === tenth && elapsed() - shownAt < SECONDS_BETWEEN_LINES) return;
      tenth = reached;
      shownAt = elapsed();
      process.stderr.write(`${label}: ${done} of ${total} | ${status(done, words)}\n`);
    },
    stop: () => {},
  };
}

/** Seconds in the two largest units that they fill, for example `2 h 5 min`. */
function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
