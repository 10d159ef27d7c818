import { expectClose, mulberry32 } from "@ssl/testing";
import fc from "fast-check";
import ndarray, { type NdArray } from "ndarray";
import { describe, expect, test } from "vitest";
import {
  type Annotation,
  type Grid,
  type Protocol,
  type ProtocolSample,
  publishedProtocols,
  scoreUnder,
  type ThresholdLevel,
  thresholds,
  truthMap,
} from "../src/index.ts";
import { measureUnder } from "../src/measure-under.ts";
import { row, rows } from "./row.ts";

const leftHalf: Annotation = {
  annotators: [[{ left: 0, top: 0, right: 0.5, bottom: 1 }]],
  frame: { height: 1, width: 1 },
  consensus: 1,
};

/** A protocol of one's own. */
const own: Protocol = {
  id: "own",
  title: "The upper half of the range, at the map's own size",
  reference: "this test",
  truth: "union",
  size: { height: 1, width: 4 },
  upsampling: "bilinear",
  normalisation: "min-max",
  threshold: { atLeast: 0.5 },
  summary: "success",
};

test("a protocol of one's own works like a published one", () => {
  const [score] = scoreUnder(row(0, 2, 4, 1), leftHalf, [own]);
  expect(score).toEqual({ ciou: 1 / 3 });
});

test.each([
  [{ above: 0.5 }, [4], 0],
  [{ atLeast: 0.5 }, [2, 4], 1 / 3],
  [{ above: 0.5, orAtLeast: 0.5 }, [2, 4], 1 / 3],
  [{ above: "upper median" }, [4], 0],
  [{ atLeast: "upper median" }, [2, 4], 1 / 3],
  [{ above: "median" }, [2, 4], 1 / 3],
  [{ atLeast: "median" }, [2, 4], 1 / 3],
  [{ above: "as many as the truth" }, [4], 0],
  [{ atLeast: "as many as the truth" }, [2, 4], 1 / 3],
] as const)("0, 2, 4, 1 with %j switches on %j", (threshold, on, ciou) => {
  const [measured] = measureUnder("test", row(0, 2, 4, 1), leftHalf, [{ ...own, threshold }]);
  expect(measured).toMatchObject({ on: on.length, ciou });
});

test.each([
  ["none", { above: 1 }, 2],
  ["min-max", { above: 0.5 }, 1],
  ["min-max, constants kept", { above: 0.2 }, 3],
  ["flipped min-max, constants kept", { atLeast: 0.5 }, 2],
  ["divided by maximum", { atLeast: 0.25 }, 3],
  ["divided by maximum before resizing", { above: 0.25 }, 2],
  [{ from: -4, to: 4 }, { above: 0.5 }, 3],
] as const)("0, 2, 4, 1 by %j and %j has %i pixels on", (normalisation, threshold, on) => {
  const protocol = { ...own, normalisation, threshold };
  expect(measureUnder("test", row(0, 2, 4, 1), leftHalf, [protocol])[0]?.on).toBe(on);
});

describe("a constant map", () => {
  /** Pixels on, all or none, for maps of −0.25, 0, 0.5 and 1. */
  const rule: Readonly<Record<string, string>> = {
    "oya-minmax-224": "none none none none",
    "oya-max-224": "none none all all",
    "oya-minmax-256": "none none none none",
    hche11: "none all all all",
    htf: "none all all all",
    ezvsl: "all all all all",
    fnac2: "all all all all",
    sspl: "none none all all",
    vcs: "all all all all",
    dsol: "none none all all",
    "slavc-rel": "all all all all",
    "slavc-abs": "none all all all",
    "sslalign-torch": "none none none none",
    "sslalign-cv2": "none none none none",
    "sslalign-torch-adap": "none none none none",
    "sslalign-cv2-adap": "none none none none",
    "acl-thr05": "none none all all",
    shvd256: "all none all all",
  };
  test.each(publishedProtocols)("under $id is on where its rule says", (protocol) => {
    const { height, width } = protocol.size;
    const on = [-0.25, 0, 0.5, 1].map((value) => {
      const map = rows([value, value, value], [value, value, value]);
      const [measured] = measureUnder("test", map, leftHalf, [protocol]);
      return measured?.on === 0 ? "none" : measured?.on === height * width ? "all" : "some";
    });
    expect(on.join(" ")).toBe(rule[protocol.id]);
  });
});

const values = fc.float({ noNaN: true, noDefaultInfinity: true, min: -4, max: 4 });
const maps = fc
  .tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }))
  .chain(([height, width]) =>
    fc
      .array(fc.oneof(values, fc.constantFrom(0, 0.5, 1)), {
        minLength: height * width,
        maxLength: height * width,
      })
      .map((data) => ndarray(Float32Array.from(data), [height, width])),
  );
const small = publishedProtocols.map(
  (protocol): Protocol => ({
    ...protocol,
    size: { height: protocol.size.height / 16, width: protocol.size.width / 8 + 1 },
  }),
);
const edge = fc.double({ min: -0.1, max: 1.1, noNaN: true });
const annotations = fc
  .array(
    fc.array(
      fc
        .tuple(edge, edge, edge, edge)
        .map(([left, top, right, bottom]) => ({ left, top, right, bottom })),
      { maxLength: 3 },
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map(
    (annotators): Annotation => ({
      annotators,
      frame: { height: 1, width: 1 },
      consensus: 2,
    }),
  );

test("protocols in any order, or one at a time, score the same", () => {
  fc.assert(
    fc.property(maps, annotations, fc.nat(), (map, annotation, turn) => {
      const all = scoreUnder(map, annotation, small);
      const order = small.map((_, i) => (i * 5 + turn) % small.length);
      const shuffled = scoreUnder(
        map,
        annotation,
        order.map((i) => small[i]!),
      );
      expect(shuffled).toEqual(order.map((i) => all[i]));
      expect(small.map((protocol) => scoreUnder(map, annotation, [protocol])[0])).toEqual(all);
    }),
    { numRuns: 60 },
  );
});

/** A protocol done step by step on every pixel, for maps that have the protocol's size already. */
function slowScore(
  { data }: NdArray<Float32Array>,
  truth: NdArray<Float32Array>,
  protocol: Protocol,
): ProtocolSample {
  const { normalisation, threshold, summary } = protocol;
  const { fround } = Math;
  const least = Math.min(...data);
  const greatest = Math.max(...data);
  const stretched = (value: number): number =>
    fround(fround(value - least) / fround(greatest - least));
  const normalised = data.map((value) => {
    if (typeof normalisation === "object") {
      const { from, to } = normalisation;
      return fround(fround(value - from) / fround(to - from));
    }
    if (normalisation === "none") return value;
    if (normalisation === "divided by maximum") return greatest > 0 ? value / greatest : 0;
    if (normalisation === "divided by maximum before resizing") {
      return greatest < 0 ? 1 : greatest === 0 ? Number.NaN : value / greatest;
    }
    if (normalisation === "flipped min-max, constants kept") {
      if (least === greatest) return 1 + value;
      return 1 - fround(fround(-value + greatest) / fround(greatest - least));
    }
    if (least < greatest) return stretched(value);
    return normalisation === "min-max" ? 0 : value;
  });
  const sorted = normalised.slice().sort();
  const half = sorted.length >> 1;
  const marked = truth.data.filter((value) => value > 0).length;
  const numberOf = (level: ThresholdLevel): number => {
    if (typeof level === "number") return fround(level);
    if (level === "as many as the truth" && marked > 0) return sorted[sorted.length - marked]!;
    if (level !== "median" || sorted.length % 2 === 1) return sorted[half]!;
    return fround((sorted[half - 1]! + sorted[half]!) / 2);
  };
  const iou = (level: ThresholdLevel): number => {
    const number = numberOf(level);
    let hit = 0;
    let union = 0;
    normalised.forEach((value, i) => {
      const agreement = truth.data[i]!;
      const on =
        "above" in threshold
          ? value > number || value >= (threshold.orAtLeast ?? Infinity)
          : value >= number;
      if (on) hit += agreement;
      union += agreement > 0 ? agreement : Number(on);
    });
    return hit / union;
  };
  return {
    ciou: iou("above" in threshold ? threshold.above : threshold.atLeast),
    ...(summary === "paper" && { curve: thresholds().map(iou) }),
  };
}

test("every protocol is what doing it pixel by pixel gives", () => {
  fc.assert(
    fc.property(maps, annotations, (map, annotation) => {
      const [height, width] = map.shape as [number, number];
      const sized = publishedProtocols.map(
        ({ confidence: _, ...protocol }): Protocol => ({
          ...protocol,
          size: { height, width },
        }),
      );
      const scores = scoreUnder(map, annotation, sized);
      sized.forEach((protocol, i) => {
        const truth = truthMap(annotation, protocol);
        const { confidence: _, ...score } = scores[i]!;
        const slow = slowScore(map, truth, protocol);
        expectClose([score.ciou], [slow.ciou], { rtol: 1e-6, atol: 0 });
        expect(score.curve?.length).toBe(slow.curve?.length);
        if (slow.curve) expectClose(score.curve!, slow.curve, { rtol: 1e-6, atol: 0 });
      });
    }),
    { numRuns: 200 },
  );
});

test("a large map of few values has the same order statistics as sorting gives", () => {
  const next = mulberry32(5);
  for (const kinds of [1, 2, 3, 40, 2 ** 24]) {
    const data = Float32Array.from({ length: 120 * 130 }, () =>
      Math.floor((next() / 2 ** 32) ** 2 * kinds),
    );
    const map = ndarray(data, [120, 130]);
    const size = { height: 120, width: 130 };
    for (const threshold of [
      { above: "upper median" },
      { atLeast: "median" },
      { above: "as many as the truth" },
    ] as const) {
      const protocol: Protocol = { ...own, normalisation: "none", size, threshold };
      const [score] = scoreUnder(map, leftHalf, [protocol]);
      expect(score).toEqual(slowScore(map, truthMap(leftHalf, protocol), protocol));
    }
  }
});

test("a confidence is the mean of the greatest values", () => {
  const confidence = { topShare: 0.5, from: -1, to: 1 };
  const [score] = scoreUnder(row(0.5, -1, 1, 0.25), leftHalf, [{ ...own, confidence }]);
  expect(score?.confidence).toBe((0.75 + 1) / 2);
  const [tied] = scoreUnder(row(0.5, 0.5, 1, 0.5), leftHalf, [{ ...own, confidence }]);
  expect(tied?.confidence).toBe((0.75 + 1) / 2);
  const [least] = scoreUnder(row(0.5, -1, 1, 0.25), leftHalf, [
    { ...own, confidence: { ...confidence, topShare: 0.01 } },
  ]);
  expect(least?.confidence).toBe(1);
});

test("stride and offset are honoured, and the arguments stay as they are", () => {
  const data = [0, 9, 2, 9, 4, 9, 1, 9];
  const map = { data, shape: [1, 4], stride: [8, 2], offset: 0 };
  expect(scoreUnder(map, leftHalf, [own])).toEqual(scoreUnder(row(0, 2, 4, 1), leftHalf, [own]));
  expect(data).toEqual([0, 9, 2, 9, 4, 9, 1, 9]);
});

test("maps that hold no score are refused", () => {
  for (const bad of [Number.NaN, Infinity, -Infinity]) {
    expect(() => scoreUnder(row(0, bad), leftHalf, [own])).toThrow(
      new RangeError(
        `scoreUnder: expected finite values in map, got ${bad} at [0, 1]. ` +
          "Find out where it comes from; no score can be trusted with it.",
      ),
    );
  }
  expect(() => scoreUnder(row(0, -1e38), leftHalf, [own])).toThrow(
    new RangeError(
      "scoreUnder: expected values of map within ±1e+37, got -1e+38 at [0, 1]. " +
        "Maps are scored in single precision.",
    ),
  );
  expect(() => scoreUnder([1] as unknown as Grid, leftHalf, [own])).toThrow(TypeError);
});

test.each([
  [{ upsampling: "cubic" }, 'upsampling of protocol "own" to be one of "bilinear", '],
  [{ normalisation: "minmax" }, 'normalisation of protocol "own" to be one of "none", "min-max", '],
  [{ summary: "mean" }, 'summary of protocol "own" to be one of "success", "paper", got "mean".'],
  [{ truth: "box" }, 'truth to be one of "annotators", "boxes", "union", got "box".'],
  [
    { normalisation: { from: 1, to: 1 } },
    'normalisation of protocol "own" to satisfy from < to, got from 1, to 1.',
  ],
  [
    { threshold: { above: "mean" } },
    'threshold of protocol "own" to be { above } or { atLeast } with a finite number or one of ' +
      '"upper median", "median", "as many as the truth", got {"above":"mean"}. There is no default.',
  ],
  [{ threshold: undefined }, 'threshold of protocol "own" to be { above } or { atLeast } with '],
  [{ threshold: {} }, "got {}. There is no default."],
  [
    { summary: "paper", threshold: { above: 0.4 } },
    'threshold of protocol "own" to be the number 0.5, got 0.4. ' +
      'Summary "paper" takes all of thresholds(), and 0.5 for its headline.',
  ],
  [
    { confidence: { topShare: 0, from: 0, to: 1 } },
    'topShare of protocol "own" above 0 and at most 1, got 0.',
  ],
  [
    { confidence: { topShare: 1, from: 0, to: Number.NaN } },
    'confidence of protocol "own" to satisfy from < to, got from 0, to NaN.',
  ],
  [
    { size: { height: 4, width: 0.5 } },
    "height and width to be integers of at least 1, got 4 × 0.5",
  ],
])("a protocol with %j is refused", (change, text) => {
  const protocol = { ...own, ...change } as Protocol;
  expect(() => scoreUnder(row(1, 2), leftHalf, [protocol])).toThrow(RangeError);
  expect(() => scoreUnder(row(1, 2), leftHalf, [protocol])).toThrow(text);
});

test("no protocol is refused", () => {
  expect(() => scoreUnder(row(1, 2), leftHalf, [])).toThrow(
    new RangeError(
      "scoreUnder: expected at least one protocol, got none. publishedProtocols holds some.",
    ),
  );
});
