/** What ffmpeg's showinfo filter prints of a frame. */
export interface ShownFrame {
  /** Seconds of the file's own clock. */
  readonly time: number;
  readonly width: number;
  readonly height: number;
}

/** Milliseconds to wait for a line that is written before the frame's pixels. */
const LONGEST_WAIT = 10_000;

/** Reads ffmpeg's log, with levels: its complaints, and the frames that showinfo prints. */
export class ShownFrames {
  /** The first line that is a complaint. */
  fault: string | undefined;
  private timeBase: readonly [number, number] = [Number.NaN, 1];
  private readonly frames: ShownFrame[] = [];
  private wake: () => void = () => {};

  /** Takes a line of the log; returns the frame that it tells of, if it does. */
  add(line: string): ShownFrame | undefined {
    if (/\[(error|fatal|panic)\]/.test(line)) this.fault ??= line;
    const base = /showinfo.* config in time_base: (\d+)\/(\d+)/.exec(line);
    if (base !== null) this.timeBase = [Number(base[1]), Number(base[2])];
    // The time in seconds that stands there too is rounded to six digits.
    const frame = /showinfo.* n: *\d+ pts: *(-?\d+) .* s:(\d+)x(\d+) /.exec(line);
    if (frame === null) return undefined;
    const [pts, width, height] = frame.slice(1).map(Number) as [number, number, number];
    const shown = { time: (pts * this.timeBase[0]) / this.timeBase[1], width, height };
    this.frames.push(shown);
    this.wake();
    return shown;
  }

  /** The first frame that is not dropped yet; waits for its line. */
  async first(): Promise<ShownFrame> {
    if (this.frames.length === 0) {
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(
          () =>
            reject(new Error("readFrames: expected ffmpeg to print frames, got no line of it.")),
          LONGEST_WAIT,
        );
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    return this.frames[0]!;
  }

  /** Goes on to the next frame. */
  drop(): void {
    this.frames.shift();
  }
}
