/** Functions that a worker answers, by name. */
type Functions = Readonly<Record<string, (...given: never[]) => unknown>>;

/** The same functions as the page calls them. */
export type CallsTo<F extends Functions> = {
  readonly [N in keyof F]: (...given: Parameters<F[N]>) => Promise<Awaited<ReturnType<F[N]>>>;
};

interface Call {
  readonly id: number;
  readonly name: string;
  readonly given: readonly never[];
}

interface Answer {
  readonly id: number;
  readonly result?: unknown;
  readonly error?: unknown;
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: unknown): void;
}

/** In a worker: answers calls one after another. */
export function answerCalls(functions: Functions): void {
  let last = Promise.resolve();
  self.addEventListener("message", ({ data: { id, name, given } }: MessageEvent<Call>) => {
    last = last.then(async () => {
      try {
        const answer: Answer = { id, result: await functions[name]!(...given) };
        self.postMessage(answer);
      } catch (error) {
        self.postMessage({ id, error } satisfies Answer);
      }
    });
  });
}

/** In the page: calls of a worker's functions. */
export function callsTo<C extends CallsTo<Functions>>(worker: Worker): C {
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  worker.addEventListener("message", ({ data: { id, result, error } }: MessageEvent<Answer>) => {
    const call = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) call?.resolve(result);
    else call?.reject(error);
  });
  worker.addEventListener("error", ({ message }) => {
    for (const { reject } of waiting.values()) reject(new Error(message || "the worker ended"));
    waiting.clear();
  });
  const call = (name: string, given: readonly unknown[]): Promise<unknown> => {
    const id = ++calls;
    worker.postMessage({ id, name, given });
    return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  };
  return new Proxy({} as C, {
    get:
      (_, name: string) =>
      (...given: readonly unknown[]) =>
        call(name, given),
  });
}
