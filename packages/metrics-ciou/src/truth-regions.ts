import type { Protocol, TruthRule } from "./protocol.ts";
import { checkSize, readMap } from "./read-map.ts";
import type { Annotation, BoxAnnotation, MapSize, MaskAnnotation } from "./types.ts";

/** The ground truth G as rectangles: where it is not 0, sorted by its value. */
export interface TruthRegions {
  readonly size: MapSize;
  /** One for each value of G above 0. */
  readonly levels: readonly TruthLevel[];
  /** Σ G. */
  readonly marked: number;
  /** Number of pixels with G > 0. */
  readonly area: number;
}

/** Where G has one value. */
interface TruthLevel {
  readonly value: number;
  /** Disjoint rectangles, four numbers each: left, top, right, bottom; the last two exclusive. */
  readonly rectangles: Int32Array;
  /** Pixels in them. */
  readonly area: number;
}

/** A box on the pixels of a map. */
interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly annotator: number;
}

/** G of an annotation by a checked rule. */
export function truthRegions(
  caller: string,
  annotation: Annotation,
  { truth, size }: Pick<Protocol, "truth" | "size">,
): TruthRegions {
  const rectangles = new Map<number, number[]>();
  const add = (value: number, left: number, top: number, right: number, bottom: number): void => {
    const own = rectangles.get(value);
    if (own) own.push(left, top, right, bottom);
    else rectangles.set(value, [left, top, right, bottom]);
  };
  if ("mask" in annotation) addMask(caller, annotation, size, add);
  else addBoxes(caller, annotation, truth, size, add);
  return collected(size, rectangles);
}

type AddRectangle = (
  value: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
) => void;

function collected(size: MapSize, rectangles: Map<number, number[]>): TruthRegions {
  let marked = 0;
  let area = 0;
  const levels = [...rectangles].map(([value, edges]): TruthLevel => {
    const own = Int32Array.from(edges);
    let pixels = 0;
    for (let i = 0; i < own.length; i += 4) {
      pixels += (own[i + 2]! - own[i]!) * (own[i + 3]! - own[i + 1]!);
    }
    marked += value * pixels;
    area += pixels;
    return { value, rectangles: own, area: pixels };
  });
  return { size, levels, marked, area };
}

/** Cuts the plane at every box's edges: into bands, and each band into pieces of one value. */
function addBoxes(
  caller: string,
  annotation: BoxAnnotation,
  truth: TruthRule,
  size: MapSize,
  add: AddRectangle,
): void {
  const { consensus } = annotation;
  const boxes = pixelBoxes(caller, annotation, size);
  const annotators = annotation.annotators.length;
  const agreement = (active: readonly PixelBox[]): number => {
    if (truth === "union") return 1;
    if (truth === "boxes") return Math.min(active.length / consensus, 1);
    return new Set(active.map(({ annotator }) => annotator)).size / annotators;
  };
  const rows = edges(boxes.flatMap(({ top, bottom }) => [top, bottom]));
  for (let i = 1; i < rows.length; i++) {
    const top = rows[i - 1]!;
    const bottom = rows[i]!;
    const band = boxes.filter((box) => box.top <= top && box.bottom >= bottom);
    const columns = edges(band.flatMap(({ left, right }) => [left, right]));
    for (let j = 1; j < columns.length; j++) {
      const left = columns[j - 1]!;
      const right = columns[j]!;
      const active = band.filter((box) => box.left <= left && box.right >= right);
      if (active.length > 0) add(agreement(active), left, top, right, bottom);
    }
  }
}

/** Boxes clipped to the frame, scaled, and cut to whole pixels; empty ones vanish. */
function pixelBoxes(
  caller: string,
  { annotators, frame, consensus }: BoxAnnotation,
  { height, width }: MapSize,
): PixelBox[] {
  if (annotators.length === 0) {
    throw new RangeError(
      `${caller}: expected at least one annotator, got none. ` +
        "An annotator who marked nothing is an empty list of boxes.",
    );
  }
  if (!(frame.height > 0 && frame.width > 0 && frame.height + frame.width < Infinity)) {
    throw new RangeError(
      `${caller}: expected a frame of positive height and width, ` +
        `got ${frame.height} × ${frame.width}. Boxes in fractions have the frame 1 × 1.`,
    );
  }
  if (!(consensus >= 1 && consensus < Infinity)) {
    throw new RangeError(`${caller}: expected consensus of at least 1, got ${consensus}.`);
  }
  const across = (edge: number): number => pixelEdge(edge, frame.width, width);
  const down = (edge: number): number => pixelEdge(edge, frame.height, height);
  return annotators
    .flatMap((boxes, annotator) =>
      boxes.map((box, index): PixelBox => {
        const { left, top, right, bottom } = box;
        if ([left, top, right, bottom].some(Number.isNaN)) {
          throw new RangeError(
            `${caller}: expected numbers as edges of box ${index} of annotator ${annotator}, ` +
              `got left ${left}, top ${top}, right ${right}, bottom ${bottom}.`,
          );
        }
        return {
          left: across(left),
          top: down(top),
          right: across(right),
          bottom: down(bottom),
          annotator,
        };
      }),
    )
    .filter(({ left, top, right, bottom }) => left < right && top < bottom);
}

/** In the order of the published evaluators: clip, then multiply, then divide, then cut. */
function pixelEdge(edge: number, frame: number, size: number): number {
  return Math.trunc((size * Math.min(Math.max(edge, 0), frame)) / frame);
}

function edges(values: readonly number[]): number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}

/** Every run of marked pixels in a row is a rectangle; equal runs of neighbouring rows are one. */
function addMask(caller: string, { mask }: MaskAnnotation, size: MapSize, add: AddRectangle): void {
  checkSize(caller, size);
  const source = readMap(caller, "mask", mask);
  const columns = Int32Array.from({ length: size.width }, (_, x) =>
    Math.floor(((x + 0.5) * source.width) / size.width),
  );
  let open = new Map<string, { left: number; right: number; top: number }>();
  for (let y = 0; y <= size.height; y++) {
    const runs = y < size.height ? markedRuns(source, y, size, columns) : [];
    const next = new Map(
      runs.map(([left, right]) => {
        const key = `${left} ${right}`;
        const started = open.get(key) ?? { left, right, top: y };
        open.delete(key);
        return [key, started];
      }),
    );
    for (const { left, right, top } of open.values()) add(1, left, top, right, y);
    open = next;
  }
}

function markedRuns(
  source: { readonly height: number; readonly width: number; readonly values: Float64Array },
  y: number,
  size: MapSize,
  columns: Int32Array,
): [number, number][] {
  const row = Math.floor(((y + 0.5) * source.height) / size.height) * source.width;
  const runs: [number, number][] = [];
  let start = -1;
  for (let x = 0; x <= size.width; x++) {
    const on = x < size.width && source.values[row + columns[x]!]! > 0;
    if (on && start < 0) start = x;
    if (!on && start >= 0) {
      runs.push([start, x]);
      start = -1;
    }
  }
  return runs;
}
