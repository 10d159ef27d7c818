/**
 * Lets events that wait be handled, signals and timers of Node or a page's input: the cpu and WASM
 * backends compute without ever going back to them.
 */
export function eventTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
