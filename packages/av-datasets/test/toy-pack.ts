import type { PictureLike, ScenePack } from "../src/index.ts";

/** A picture of one colour. */
export function flat(width: number, height: number, colour: readonly number[]): PictureLike {
  const channels = colour.length;
  const data = Uint8Array.from(
    { length: width * height * channels },
    (_, i) => colour[i % channels]!,
  );
  return {
    data,
    shape: [height, width, channels],
    stride: [width * channels, channels, 1],
    offset: 0,
  };
}

/** A tone whose first half is of one frequency and its second of another, in Hz. */
function twoTones(first: number, second: number, seconds: number): Float32Array {
  const length = Math.round(seconds * 22_050);
  return Float32Array.from({ length }, (_, i) =>
    Math.sin((2 * Math.PI * (i < length / 2 ? first : second) * i) / 22_050),
  );
}

/** Opaque rectangles of one colour on backgrounds of one: every pixel of a scene is known. */
export const toyPack: ScenePack = {
  sampleRate: 22_050,
  sounding: [
    { class: "red", picture: flat(40, 40, [200, 0, 0, 255]), waveform: twoTones(500, 4000, 1) },
    { class: "green", picture: flat(60, 30, [0, 200, 0, 255]), waveform: twoTones(500, 4000, 2) },
    { class: "blue", picture: flat(30, 60, [0, 0, 200, 255]), waveform: twoTones(500, 4000, 0.5) },
  ],
  silent: [
    { class: "cyan", picture: flat(30, 30, [0, 200, 200, 255]) },
    { class: "pink", picture: flat(20, 40, [200, 0, 200, 255]) },
  ],
  backgrounds: [flat(120, 100, [10, 10, 10]), flat(90, 110, [250, 250, 250])],
  farm: [],
};
