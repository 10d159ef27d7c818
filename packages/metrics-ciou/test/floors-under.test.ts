import { expectClose, readGolden } from "@ssl/testing";
import { expect, test } from "vitest";
import {
  type Annotation,
  addToScoreSet,
  centreDisc,
  consensusIou,
  emptyScoreSet,
  type FloorSamples,
  floorsUnder,
  type Protocol,
  publishedProtocols,
  randomScore,
  scoreSample,
  scoreSetSummary,
  truthMap,
} from "../src/index.ts";
import { annotationOf, published } from "./published-vectors.ts";

type Edges = [left: number, top: number, right: number, bottom: number];
const vggss = readGolden<{
  expected: Readonly<Record<keyof FloorSamples, [ciou: number, auc: number]>>;
  boxes: Edges[][];
}>("vggss-boxes", import.meta.url);

const protocolOf = (id: string): Protocol =>
  publishedProtocols.find((protocol) => protocol.id === id)!;
const hche11 = protocolOf("hche11");

function annotationIn(boxes: readonly Edges[], side: number): Annotation {
  return {
    annotators: [boxes.map(([left, top, right, bottom]) => ({ left, top, right, bottom }))],
    frame: { height: side, width: side },
    consensus: 1,
  };
}

test("the floors of all of VGG-SS are the known ones", () => {
  const floors = vggss.boxes.map((boxes) => floorsUnder(annotationIn(boxes, 1), [hche11])[0]!);
  for (const [floor, expected] of Object.entries(vggss.expected)) {
    const set = floors.reduce(
      (all, own) => addToScoreSet(all, own[floor as keyof FloorSamples]),
      emptyScoreSet(hche11),
    );
    const summary = scoreSetSummary(set);
    if (summary.summary !== "success") throw new TypeError("expected the field's numbers");
    const percent = [100 * summary.ciou50, 100 * summary.auc];
    // Noise is known to one decimal, the others to two.
    expectClose(percent, expected, { rtol: 0, atol: floor === "noise" ? 0.05 : 0.005 });
  }
});

test("the floors are the scores of the same sets of pixels", () => {
  for (const id of ["rand14_2", "ties14_3", "edge_noboxes", "vggss_2"]) {
    const annotation = annotationOf(published.cases.find((sample) => sample.id === id)!);
    floorsUnder(annotation, publishedProtocols).forEach((floors, i) => {
      const protocol = publishedProtocols[i]!;
      const truth = truthMap(annotation, protocol);
      const { size } = protocol;
      const exact = { rtol: 0, atol: 1e-6 };
      for (const [floor, share] of [
        ["allOn", 1],
        ["centreDisc", 0.5],
      ] as const) {
        const disc = centreDisc(size, share);
        expectClose([floors[floor].ciou], [consensusIou(disc, truth, 0.5)], exact);
        if (protocol.summary === "paper") {
          expectClose(floors[floor].curve!, scoreSample(disc, truth).curve, exact);
        }
      }
      if (protocol.summary === "paper") {
        const noise = randomScore(truth);
        expectClose([floors.noise.ciou], [noise.atHalf], exact);
        expectClose(floors.noise.curve!, noise.curve, exact);
      }
    });
  }
});

test("the oracle's disc is the largest of no more pixels than the truth", () => {
  const annotation = annotationIn([[0, 0, 2, 3]], 4);
  const size = { height: 4, width: 4 };
  // Four pixels are nearest; the next eight, equally far, would be too many for six.
  const [floors] = floorsUnder(annotation, [{ ...hche11, size }]);
  expect(floors?.oracleDisc.ciou).toBe(2 / (6 + 2));
  const [full] = floorsUnder(annotationIn([[0, 0, 4, 4]], 4), [{ ...hche11, size }]);
  expect(full?.oracleDisc.ciou).toBe(1);
});

test("noise keeps the share that the threshold rule lets pass", () => {
  const annotation = annotationIn([[0, 0, 1, 1]], 4); // a sixteenth
  const noise = (id: string): number => floorsUnder(annotation, [protocolOf(id)])[0]!.noise.ciou;
  const kept = (share: number): number => share / (1 + 15 * share);
  for (const id of ["hche11", "vcs", "ezvsl", "sspl", "slavc-abs"]) {
    expect(noise(id)).toBeCloseTo(kept(0.5), 12);
  }
  for (const id of ["dsol", "shvd256"]) expect(noise(id)).toBeCloseTo(kept(0.9), 12);
  expect(noise("sslalign-cv2-adap")).toBeCloseTo(kept(1 / 16), 12);
});

test("nothing marked scores 0, or NaN where nothing is on", () => {
  const [floors] = floorsUnder(annotationIn([], 1), [hche11]);
  expect(floors).toEqual({
    allOn: { ciou: 0 },
    centreDisc: { ciou: 0 },
    oracleDisc: { ciou: Number.NaN },
    noise: { ciou: 0 },
  });
  const [paper] = floorsUnder(annotationIn([], 1), [protocolOf("oya-minmax-224")]);
  expect(paper?.allOn.curve?.[19]).toBe(0);
  expect(paper?.allOn.curve?.[20]).toBeNaN();
});

test("a threshold that 0 reaches switches everything on", () => {
  const lenient: Protocol = { ...protocolOf("oya-minmax-224"), threshold: { atLeast: 0.5 } };
  const annotation = annotationIn([[0, 0, 1, 1]], 4);
  const [{ centreDisc: disc }] = floorsUnder(annotation, [lenient]) as [FloorSamples];
  expect(disc.curve?.[0]).toBe(1 / 16);
  expect(disc.curve?.[20]).toBe(disc.ciou);
});

test("no protocol is refused", () => {
  expect(() => floorsUnder(annotationIn([], 1), [])).toThrow(
    new RangeError(
      "floorsUnder: expected at least one protocol, got none. publishedProtocols holds some.",
    ),
  );
});
