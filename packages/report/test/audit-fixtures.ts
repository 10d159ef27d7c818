import ndarray from "ndarray";
import {
  type AuditReport,
  type AuditSampleNumbers,
  type AuditSampleView,
  auditMap,
  type Estimate,
} from "../src/index.ts";

function estimate(value: number): Estimate {
  return { value, interval: [value - 0.05, value + 0.05], n: 40 };
}

const change = {
  oneMinusCorrelation: estimate(0.4),
  flipped: estimate(0.2),
  peakMoved: estimate(0.1),
};

const success = (top: number) => ({
  shares: [1, top, 0],
  band: [
    [1, 1],
    [top - 0.1, top + 0.1],
    [0, 0.05],
  ] as [number, number][],
});

/** A report with every part. */
export const wholeReport: AuditReport = {
  schema: "ssl-audit-report/1",
  name: "demo",
  command: "ssl audit report run --seed 3",
  seed: 3,
  samples: 40,
  verdict: {
    verdict: "listens",
    sentence: "At N = 40 it listens.",
    rules: [
      { rule: "It finds the side that sounds.", holds: true, why: "70 % of 20 pairs." },
      { rule: "Swaps move the map.", holds: null, why: "The interval holds 0." },
      { rule: "It beats the disc.", holds: false, why: "-3 points." },
    ],
  },
  judgedBy: { protocol: "hche11", measure: "ciou50" },
  leftOut: [{ id: "cat-9", reason: "Its map is not finite." }],
  gap: {
    hche11: {
      ciou50: {
        own: estimate(0.62),
        pictureOnly: estimate(0.5),
        difference: estimate(0.12),
        floors: { centreDisc: 0.45 },
      },
    },
  },
  pictureOnlyIs: "silence",
  change: { silence: { ...change, draws: 1, betweenDraws: null }, noise: change },
  noiseFloor: change,
  concat: {
    sideByMass: estimate(0.7),
    sideByPeak: estimate(0.65),
    chance: 0.5,
    scores: { hche11: { measure: estimate(0.3), floors: { centreDisc: 0.1 } } },
  },
  negative: {
    kinds: { silence: { pIA: estimate(0.1), aucN: estimate(0.8), fLoc: estimate(0.6) } },
    universalThreshold: {
      threshold: 0.25,
      rule: "the third quartile",
      score: estimate(0.5),
      cost: estimate(0.12),
    },
  },
  interactive: {
    iiou: estimate(0.33),
    iauc: estimate(0.22),
    groups: 12,
    protocol: "hche11",
    floors: { centreDisc: { iiou: 0.11, iauc: 0.09 } },
  },
  curves: {
    hche11: { own: success(0.62), against: success(0.5), floors: { centreDisc: [1, 0.45, 0] } },
  },
};

/** A map of 16 × 16 whose values rise from left to right. */
export function ramp(): ReturnType<typeof auditMap> {
  const values = Float32Array.from({ length: 256 }, (_, i) => i % 16);
  return auditMap(ndarray(values, [16, 16]), { side: 16 });
}

/** A sample with pictures and two maps, on the left half of which something is marked. */
export function view(numbers: AuditSampleNumbers): AuditSampleView {
  return {
    ...numbers,
    picture: "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=",
    sounds: { original: "sounds/a b#1.wav", silence: "data:audio/wav;base64,UklGRg==" },
    maps: { original: ramp(), "picture-only": ramp() },
    boxes: [[0.5, 0, 1, 1]],
  };
}
