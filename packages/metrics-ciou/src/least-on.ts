const float = new Float32Array(1);
const bits = new Int32Array(float.buffer);

/**
 * The least float32 number from `least` to `greatest` that is on, `Infinity` if none is. `isOn` never
 * goes from true to false as the number rises. Thus one threshold on a map's own values stands for
 * normalising 50 000 of them; found by halving, with the guess first.
 */
export function leastOn(
  isOn: (value: number) => boolean,
  least: number,
  greatest: number,
  guess: number,
): number {
  if (isOn(least)) return least;
  if (!isOn(greatest)) return Infinity;
  let off = rankOf(least);
  let on = rankOf(greatest);
  // Around the guess the answer is a few steps away.
  let middle = Math.min(Math.max(rankOf(guess), off), on);
  for (let reach = 1; on - off > 1; reach *= 4) {
    if (middle <= off || middle >= on) break;
    if (isOn(numberAt(middle))) {
      on = middle;
      middle -= reach;
    } else {
      off = middle;
      middle += reach;
    }
  }
  while (on - off > 1) {
    middle = Math.floor((off + on) / 2);
    if (isOn(numberAt(middle))) on = middle;
    else off = middle;
  }
  return numberAt(on);
}

/** Where a float32 number stands among all of them, in order. */
function rankOf(value: number): number {
  float[0] = value;
  const own = bits[0]!;
  return own < 0 ? -2147483648 - own : own;
}

function numberAt(rank: number): number {
  bits[0] = rank < 0 ? -2147483648 - rank : rank;
  return float[0]!;
}
