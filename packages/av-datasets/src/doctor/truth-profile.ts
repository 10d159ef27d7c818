import {
  type Annotation,
  addToScoreSet,
  emptyScoreSet,
  floorsUnder,
  type Protocol,
  publishedProtocols,
  type ScoreSet,
  scoreSetSummary,
  truthMap,
} from "@ssl/metrics-ciou";
import type { Distribution, TruthProfile } from "./data-set-examination.ts";
import { distribution } from "./distribution.ts";

/** One for each way in which protocols choose their pixels. */
const MAIN_PROTOCOLS = ["oya-minmax-224", "hche11", "sspl", "sslalign-cv2-adap"];

/** Cells of the picture in which marks are counted, along each side. */
const SIDE = 32;

/** Cells inside the disc in the middle that fills half the picture. */
const CENTRAL = Array.from({ length: SIDE ** 2 }, (_, cell) => {
  const at = (index: number): number => (index + 0.5) / SIDE - 0.5;
  return at(cell % SIDE) ** 2 + at(Math.floor(cell / SIDE)) ** 2 <= 0.5 / Math.PI;
});

const AREAS = [0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 0.95];
const FLOORS = ["allOn", "centreDisc", "oracleDisc", "noise"] as const;

/** What is gathered of a truth, annotation by annotation. */
export interface TruthTally {
  add(annotation: Annotation): void;
  profile(): TruthProfile | null;
  distributions(): Distribution[];
}

/** Starts to gather what people marked where, and what maps without a model score for it. */
export function truthTally(): TruthTally {
  const protocols = MAIN_PROTOCOLS.map(
    (wanted) => publishedProtocols.find(({ id }) => id === wanted) as Protocol,
  );
  const scores = protocols.map((protocol) => FLOORS.map(() => emptyScoreSet(protocol)));
  const density = new Float64Array(SIDE ** 2);
  const boxes = new Map<number, number>();
  const areas: number[] = [];
  let marked = 0;
  let inside = 0;
  let middle = 0;
  return {
    add(annotation) {
      const all = floorsUnder(annotation, protocols);
      all.forEach((floors, p) => {
        FLOORS.forEach((floor, f) => {
          scores[p]![f] = addToScoreSet(scores[p]![f] as ScoreSet, floors[floor]);
        });
      });
      if ("annotators" in annotation) {
        const count = annotation.annotators.flat().length;
        boxes.set(count, (boxes.get(count) ?? 0) + 1);
      }
      const truth = truthMap(annotation, { truth: "union", size: { height: SIDE, width: SIDE } });
      let area = 0;
      let central = 0;
      for (let cell = 0; cell < density.length; cell++) {
        if (!(truth.data[cell]! > 0)) continue;
        density[cell]!++;
        area++;
        if (CENTRAL[cell]) central++;
      }
      if (all.some(({ allOn }) => allOn.ciou > 0)) marked++;
      if (area === 0) return;
      inside += central / area;
      areas.push(area / density.length);
      if (truth.data[(SIDE / 2) * SIDE + SIDE / 2]! > 0) middle++;
    },
    profile() {
      if (marked === 0) return null;
      return {
        marked,
        meanArea: areas.reduce((sum, area) => sum + area, 0) / marked,
        insideCentre: inside / areas.length,
        middleMarked: middle / marked,
        density: Array.from(density, (count) => count / marked),
        side: SIDE,
        floors: protocols.map(({ id }, p) => {
          const [allOn, centreDisc, oracleDisc, noise] = scores[p]!.map(scoreSetSummary);
          return {
            protocol: id,
            allOn: allOn!,
            centreDisc: centreDisc!,
            oracleDisc: oracleDisc!,
            noise: noise!,
          };
        }),
      };
    },
    distributions() {
      return [
        ...distribution(
          "marked share of the picture, %",
          areas.map((area) => 100 * area),
          {
            edges: AREAS.map((edge) => 100 * edge),
          },
        ),
        ...(boxes.size === 0
          ? []
          : [
              {
                of: "boxes of a sample",
                rows: [...boxes]
                  .sort(([a], [b]) => a - b)
                  .map(([count, samples]) => ({ label: String(count), count: samples })),
              },
            ]),
      ];
    },
  };
}
