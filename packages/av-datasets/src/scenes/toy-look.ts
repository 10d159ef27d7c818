import type { NamedStream } from "@ssl/named-streams";
import type { Box } from "../types.ts";
import { type CutOut, visibleBox } from "./cut-out.ts";
import { softEdges } from "./soft-edges.ts";
import { TOY_PATTERNS, TOY_SILENT_PATTERNS, type ToyPattern } from "./toy-classes.ts";

/** A toy, drawn as often as its size changes. */
export type ToyLook = (area: number) => CutOut | undefined;

/** How far an outline's waves go in and out, as a share of its radius. */
const OUTLINE = 0.13;
/** Points at which an outline is measured. */
const POINTS = 256;

/**
 * Draws what does not depend on a toy's size: its outline, its colours, how its pattern lies. Only
 * pattern and colours tell its class.
 *
 * @param name - of its class: a tint and a pattern
 * @param blur - standard deviation of its edges' softening, in pixels
 */
export function toyLook(name: string, blur: number, stream: NamedStream): ToyLook {
  const [tint, pattern] = name.split(" ") as ["warm" | "cool", ToyPattern];
  const radius = outline(stream);
  const texture = textureOf(pattern, stream);
  const [light, dark] = colours(tint, pattern, stream);
  const aspect = 0.8 + 0.45 * stream.uniform();
  return (area) => {
    const bounds = extent(radius, aspect);
    const scale = scaleOf(bounds, area, blur);
    const width = Math.ceil(scale * (bounds.right - bounds.left)) + 2;
    const height = Math.ceil(scale * (bounds.bottom - bounds.top)) + 2;
    const pixels = new Float32Array(width * height * 4);
    for (let y = 0; y < height; y++) {
      const v = (y + 0.5 - 1) / scale + bounds.top;
      for (let x = 0; x < width; x++) {
        const u = ((x + 0.5 - 1) / scale + bounds.left) / aspect;
        const distance = Math.sqrt(u * u + v * v);
        const inside = (radius(Math.atan2(v, u)) - distance) * scale + 0.5;
        if (inside <= 0) continue;
        const alpha = Math.min(1, inside);
        const mixed = texture(u, v);
        const shade = (1 - 0.3 * distance * distance) * alpha;
        const to = (y * width + x) * 4;
        for (let channel = 0; channel < 3; channel++) {
          pixels[to + channel] =
            shade * (dark[channel]! + mixed * (light[channel]! - dark[channel]!));
        }
        pixels[to + 3] = 255 * alpha;
      }
    }
    const made = softEdges({ pixels, width, height }, blur);
    const visible = visibleBox(made);
    return visible === undefined ? undefined : { ...made, visible };
  };
}

/**
 * Pixels in one unit of an outline whose visible box, which reaches as far beyond it as a quarter of
 * the opacity of its edge does, is to have an area.
 */
function scaleOf({ left, top, right, bottom }: Box, area: number, blur: number): number {
  const [width, height] = [right - left, bottom - top];
  const beyond = 2 * 0.674 * Math.sqrt(blur * blur + 1 / 12);
  // (width · scale + beyond) · (height · scale + beyond) = area
  const half = (beyond * (width + height)) / (2 * width * height);
  return Math.sqrt(half * half + (area - beyond * beyond) / (width * height)) - half;
}

/** The radius in each direction: a circle with a few random waves. */
function outline(stream: NamedStream): (angle: number) => number {
  const waves = [2, 3, 4, 5].map((count) => ({
    count,
    height: (OUTLINE * stream.uniform() * 2) / count,
    phase: 2 * Math.PI * stream.uniform(),
  }));
  return (angle) => {
    let radius = 1;
    for (const { count, height, phase } of waves)
      radius += height * Math.cos(count * angle + phase);
    return radius;
  };
}

function extent(radius: (angle: number) => number, aspect: number): Box {
  const bounds = { left: 0, top: 0, right: 0, bottom: 0 };
  for (let point = 0; point < POINTS; point++) {
    const angle = (2 * Math.PI * point) / POINTS;
    const x = aspect * radius(angle) * Math.cos(angle);
    const y = radius(angle) * Math.sin(angle);
    bounds.left = Math.min(bounds.left, x);
    bounds.right = Math.max(bounds.right, x);
    bounds.top = Math.min(bounds.top, y);
    bounds.bottom = Math.max(bounds.bottom, y);
  }
  return bounds;
}

/** The texture over the outline's plane, in which its radius is 1: 0 dark … 1 light. */
function textureOf(pattern: ToyPattern, stream: NamedStream): (u: number, v: number) => number {
  const turn = Math.PI * stream.uniform();
  const [cosine, sine] = [Math.cos(turn), Math.sin(turn)];
  const waves = 2.2 * (0.85 + 0.3 * stream.uniform());
  const [across, along] = [stream.uniform(), stream.uniform()];
  const salt = stream.below(2 ** 31);
  const plain = plainTexture(pattern, salt);
  return (u, v) =>
    plain(waves * (u * cosine - v * sine) + across, waves * (u * sine + v * cosine) + along, {
      radius: waves * Math.sqrt(u * u + v * v) + across,
      angle: Math.atan2(v, u) + turn,
    });
}

interface Polar {
  readonly radius: number;
  readonly angle: number;
}

function plainTexture(pattern: ToyPattern, salt: number) {
  const wave = (x: number): number => step(Math.sin(2 * Math.PI * x));
  switch (pattern) {
    case "stripes":
      return (x: number): number => wave(x);
    case "checks":
      return (x: number, y: number): number =>
        step(4 * Math.sin(2 * Math.PI * x * 0.7) * Math.sin(2 * Math.PI * y * 0.7));
    case "dots":
      return (x: number, y: number): number => {
        const [a, b] = [x * 1.3 - Math.round(x * 1.3), y * 1.3 - Math.round(y * 1.3)];
        return step(8 * (0.33 - Math.sqrt(a * a + b * b)));
      };
    case "rings":
      return (_x: number, _y: number, { radius }: Polar): number => wave(radius);
    case "waves":
      return (x: number, y: number): number => wave(x + 0.28 * Math.sin(2 * Math.PI * y * 0.8));
    case "bricks":
      return (x: number, y: number): number => {
        const row = Math.floor(y * 1.4);
        const [a, b] = [x * 0.8 + (row % 2) / 2, y * 1.4];
        const toGap = Math.min(Math.abs(a - Math.round(a)) * 1.75, Math.abs(b - Math.round(b)));
        return step(10 * (toGap - 0.12));
      };
    case "rays":
      return (_x: number, _y: number, { angle }: Polar): number => step(3 * Math.sin(7 * angle));
    case "speckles":
      return (x: number, y: number): number =>
        noise(Math.floor(x * 3.2), Math.floor(y * 3.2), salt);
    case "shaded":
      return (x: number): number => 0.5 + 0.5 * Math.sin(0.9 * x);
    case "halves":
      return (x: number, y: number): number => step(6 * (x + y - 1.2));
    case "frames":
      return (x: number, y: number): number => step(6 * (Math.max(Math.abs(x), Math.abs(y)) - 1));
    default:
      return (): number => 0.8;
  }
}

/** −1 … 1 to 0 … 1, steeply. */
function step(value: number): number {
  return Math.min(1, Math.max(0, 0.5 + 1.2 * value));
}

/** A number of 0 … 1 that belongs to a cell of a grid. */
function noise(x: number, y: number, salt: number): number {
  let mixed = Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b) ^ salt;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x21f0aaad);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
  return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
}

/** A light and a dark colour of the class' hue, a little different for every toy. */
function colours(
  tint: "warm" | "cool",
  pattern: ToyPattern,
  stream: NamedStream,
): readonly [light: readonly number[], dark: readonly number[]] {
  const patterns: readonly string[] = TOY_PATTERNS.includes(pattern as never)
    ? TOY_PATTERNS
    : TOY_SILENT_PATTERNS;
  const place = patterns.indexOf(pattern) / patterns.length;
  const hue = (tint === "warm" ? -0.06 : 0.4) + 0.26 * place + 0.02 * (stream.uniform() - 0.5);
  const value = 0.9 + 0.1 * stream.uniform();
  return [fromHue(hue, 0.55, value), fromHue(hue + 0.03, 0.9, 0.45 * value)];
}

/** Hue in turns, saturation and value, 0 … 1, to RGB, 0 … 255. */
function fromHue(hue: number, saturation: number, value: number): number[] {
  return [5, 3, 1].map((shift) => {
    const turn = (((shift + 6 * hue) % 6) + 6) % 6;
    return 255 * value * (1 - saturation * Math.max(0, Math.min(turn, 4 - turn, 1)));
  });
}
