import { join, relative, sep } from "node:path";
import type { MapSet } from "@ssl/av-datasets";
import { type Annotation, type Grid, truthMap } from "@ssl/metrics-ciou";
import { type AuditSampleNumbers, type AuditSampleView, auditMap } from "@ssl/report";
import ndarray from "ndarray";
import sharp from "sharp";
import type { Gap } from "./gap-report.ts";
import type { AuditedPicture, RunMaps } from "./run-maps.ts";

/** Samples with pictures in a page, about 20 kB each; of the others it has the numbers. */
const MOST_SHOWN = 200;
const PICTURE_SIDE = 160;
const MAP_SIDE = 32;
/** Cells a side on which marked areas are counted. */
const AREA_SIDE = 64;

/**
 * Makes what the page shows of the samples: of up to 200, evenly spread over their gap, pictures, sounds
 * and maps; of the others the numbers.
 *
 * @param judge - id of the protocol of the numbers
 */
export async function auditViews(
  run: RunMaps,
  { pictures, own, without }: Gap,
  judge: string,
): Promise<(AuditSampleView | AuditSampleNumbers)[]> {
  const [cious, alone] = [own, without].map(({ maps }) => maps[judge]!.ciou);
  const numbers = pictures.map(({ sample, annotation }, i): AuditSampleNumbers => {
    const { id, class: name } = sample;
    return {
      id,
      ...(name === undefined ? {} : { class: name }),
      gap: cious![i]! - alone![i]!,
      ciou: cious![i]!,
      size: markedShare(annotation),
    };
  });
  const shown = spread(numbers.map(({ gap }) => (Number.isNaN(gap) ? 0 : gap)));
  const views: (AuditSampleView | AuditSampleNumbers)[] = [];
  for (const [i, picture] of pictures.entries()) {
    views.push(shown.has(i) ? await viewOf(run, picture, numbers[i]!) : numbers[i]!);
  }
  return views;
}

async function viewOf(
  { folder, manifest, maps, pictureOnly }: RunMaps,
  { sample, annotation, foreign }: AuditedPicture,
  numbers: AuditSampleNumbers,
): Promise<AuditSampleView> {
  const sounds: Record<string, string> = {};
  const small: Record<string, ReturnType<typeof auditMap>> = {};
  const heard = [sample, ...foreign.filter(({ draw }) => draw === 0)];
  for (const { id, condition, sound } of heard) {
    sounds[condition] = relative(folder, join(manifest.folder, sound)).replaceAll(sep, "/");
    small[condition] = await smallMap(maps, id);
  }
  if (pictureOnly !== null) small["picture-only"] = await smallMap(pictureOnly, sample.id);
  const thumbnail = await sharp(join(manifest.folder, sample.picture))
    .resize(PICTURE_SIDE, PICTURE_SIDE, { fit: "inside", withoutEnlargement: true })
    .jpeg({ quality: 75 })
    .toBuffer();
  return {
    ...numbers,
    picture: `data:image/jpeg;base64,${thumbnail.toString("base64")}`,
    sounds,
    maps: small,
    boxes: boxesOf(annotation),
    ...("mask" in annotation ? {} : { consensus: annotation.consensus }),
  };
}

async function smallMap(maps: MapSet, id: string): Promise<ReturnType<typeof auditMap>> {
  const { data, shape }: Grid = await maps.read(id);
  const [height, width] = shape as [number, number];
  return auditMap(ndarray(Float32Array.from(data), [height, width]), { side: MAP_SIDE });
}

function markedShare(annotation: Annotation): number {
  const size = { height: AREA_SIDE, width: AREA_SIDE };
  const { data } = truthMap(annotation, { truth: "union", size });
  return data.reduce((sum, value) => sum + Number(value > 0), 0) / data.length;
}

/** Boxes as fractions; of a mask its bounds. */
function boxesOf(annotation: Annotation): AuditSampleView["boxes"] {
  if (!("mask" in annotation)) {
    const { annotators, frame } = annotation;
    return annotators
      .flat()
      .map(
        ({ left, top, right, bottom }) =>
          [
            left / frame.width,
            top / frame.height,
            right / frame.width,
            bottom / frame.height,
          ] as const,
      );
  }
  const { data, shape } = annotation.mask;
  const [height, width] = shape as [number, number];
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let i = 0; i < data.length; i++) {
    if (!(data[i]! > 0)) continue;
    const [x, y] = [i % width, Math.floor(i / width)];
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + 1);
    bottom = Math.max(bottom, y + 1);
  }
  return [[left / width, top / height, right / width, bottom / height]];
}

/** The places of at most so many values, evenly spread over their order, both ends among them. */
function spread(values: readonly number[]): Set<number> {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
  if (order.length <= MOST_SHOWN) return new Set(order);
  const step = (order.length - 1) / (MOST_SHOWN - 1);
  return new Set(Array.from({ length: MOST_SHOWN }, (_, i) => order[Math.round(i * step)]!));
}
