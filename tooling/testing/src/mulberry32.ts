/**
 * The generator behind every golden vector: Mulberry32, a 32-bit state and a 32-bit output.
 *
 * @param seed - any integer; its low 32 bits are the state
 * @returns a function that returns the next unsigned 32-bit integer
 */
export function mulberry32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
}
