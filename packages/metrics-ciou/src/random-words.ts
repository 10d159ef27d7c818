import { namedStream } from "@ssl/named-streams";

/** Where a generator of random words stands; drawing moves it on. */
export type WordState = Int32Array;

/**
 * A generator for one purpose: the state of sfc32 (Doty-Humphrey's PractRand), three words from the
 * named stream and the counter. It takes a third of a named stream's time for a draw.
 */
export function wordState(seed: number, name: string): WordState {
  const stream = namedStream(seed, name);
  const state = Int32Array.of(
    stream.below(2 ** 32),
    stream.below(2 ** 32),
    stream.below(2 ** 32),
    1,
  );
  fillWords(state, new Uint32Array(12));
  return state;
}

/** Fills `words` with the generator's next words, 32 bits each. */
export function fillWords(state: WordState, words: Uint32Array): void {
  let a = state[0]!;
  let b = state[1]!;
  let c = state[2]!;
  let counter = state[3]!;
  for (let i = 0; i < words.length; i++) {
    const word = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + word) | 0;
    words[i] = word;
  }
  state[0] = a;
  state[1] = b;
  state[2] = c;
  state[3] = counter;
}
