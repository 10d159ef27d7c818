import { interpolateInferno } from "d3-scale-chromatic";

/** 256 colours, `#rrggbb`, dark to light, safe for colour-blind eyes. */
export const INFERNO: readonly string[] = Array.from({ length: 256 }, (_, i) =>
  interpolateInferno(i / 255),
);
