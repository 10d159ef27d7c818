import type { NamedStream } from "@ssl/named-streams";

/** Cells a side of the coarse and the fine lattice between whose points colours run. */
const LATTICES = [
  { cells: 3, reach: 45 },
  { cells: 17, reach: 18 },
] as const;
/** Levels by which single pixels differ. */
const GRAIN = 8;

/** A random soft ground of low contrast: [side, side, 3], 0 … 255. */
export function toyGround(side: number, stream: NamedStream): Float32Array {
  const ground = new Float32Array(side * side * 3);
  for (let channel = 0; channel < 3; channel++) {
    const mean = 90 + 70 * stream.uniform();
    for (let i = channel; i < ground.length; i += 3) ground[i] = mean;
    for (const { cells, reach } of LATTICES)
      addLattice(ground, side, channel, cells, reach, stream);
  }
  for (let i = 0; i < ground.length; i += 3) {
    const grain = GRAIN * (stream.uniform() - 0.5);
    for (let channel = 0; channel < 3; channel++) {
      ground[i + channel] = Math.min(255, Math.max(0, ground[i + channel]! + grain));
    }
  }
  return ground;
}

/** Adds random levels of ± `reach` at the points of a lattice, and what lies between them. */
function addLattice(
  ground: Float32Array,
  side: number,
  channel: number,
  cells: number,
  reach: number,
  stream: NamedStream,
): void {
  const points = Float32Array.from(
    { length: (cells + 1) ** 2 },
    () => reach * (2 * stream.uniform() - 1),
  );
  for (let y = 0; y < side; y++) {
    const v = (y * cells) / side;
    const row = Math.floor(v);
    for (let x = 0; x < side; x++) {
      const u = (x * cells) / side;
      const column = Math.floor(u);
      const at = row * (cells + 1) + column;
      const upper = points[at]! + (points[at + 1]! - points[at]!) * (u - column);
      const below = at + cells + 1;
      const lower = points[below]! + (points[below + 1]! - points[below]!) * (u - column);
      ground[(y * side + x) * 3 + channel]! += upper + (lower - upper) * (v - row);
    }
  }
}
