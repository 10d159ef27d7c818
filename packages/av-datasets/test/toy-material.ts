import type { SceneMaterial } from "../src/index.ts";
import { toyPack } from "./toy-pack.ts";

/** The toy pack as material: opaque rectangles of one colour, on backgrounds of one. */
export const toyMaterial: SceneMaterial = {
  sampleRate: 22_050,
  sounding: toyPack.sounding.map((object) => ({
    ...object,
    file: `${object.class}.png`,
    sound: `${object.class}.wav`,
  })),
  silent: toyPack.silent.map((object) => ({ ...object, file: `${object.class}.png` })),
  backgrounds: toyPack.backgrounds.map((picture, place) => ({ file: `${place}.png`, picture })),
  files: {},
};
