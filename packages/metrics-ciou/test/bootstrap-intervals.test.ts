import { expectClose, mulberry32, readGolden } from "@ssl/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { bcaInterval, jackknifeAcceleration, percentileInterval } from "../src/bca-interval.ts";
import { bootstrapIntervals, type Statistic } from "../src/index.ts";
import { pooledStatistics } from "../src/pooled-statistics.ts";
import { fillWords, wordState } from "../src/random-words.ts";

interface Golden {
  readonly resamples: number;
  readonly cases: readonly {
    readonly name: string;
    readonly columns: readonly (readonly (number | null)[])[];
    readonly weights: readonly number[];
    readonly estimate: number;
    readonly standardError: number;
    readonly percentile: readonly [number, number];
    readonly bca: readonly [number, number];
    readonly given: {
      readonly values: readonly number[];
      readonly intervals: readonly {
        readonly level: number;
        readonly percentile: readonly [number, number];
        readonly bca: readonly [number, number];
      }[];
    };
  }[];
}

const golden = readGolden<Golden>("bootstrap", import.meta.url);
const cases = golden.cases.map((entry) => ({
  ...entry,
  statistic: {
    columns: entry.columns.map((column) => column.map((value) => value ?? Number.NaN)),
    weights: entry.weights,
  },
}));

test.each(cases)("$name has SciPy's intervals on SciPy's own resamples", (entry) => {
  const { statistic, estimate, given } = entry;
  const ascending = Float64Array.from(given.values);
  for (const { level, percentile, bca } of given.intervals) {
    const acceleration = accelerationOf(statistic);
    const options = { estimate, tie: 1e-12, acceleration, level };
    expectClose(percentileInterval(ascending, level), percentile, { rtol: 0, atol: 1e-12 });
    expectClose(bcaInterval(ascending, options), bca, { rtol: 0, atol: 1e-12 });
  }
});

test.each(cases)("$name has SciPy's intervals on as many resamples of its own", (entry) => {
  const { statistic, estimate, standardError, percentile, bca, name } = entry;
  const { resamples } = golden;
  const [mine] = bootstrapIntervals([statistic], { seed: 5, resamples });
  const atol = 0.04 * standardError + (name.includes("0 and 1") ? 1 / 30 : 0);
  expectClose([mine!.estimate], [estimate], { rtol: 1e-14, atol: 0 });
  expectClose(mine!.percentile, percentile, { rtol: 0, atol });
  expectClose(mine!.bca, bca, { rtol: 0, atol });
});

test("five successes of ten have the binomial distribution's quantiles", () => {
  const column = [1, 1, 1, 1, 1, 0, 0, 0, 0, 0];
  const options = { seed: 2, level: 0.95 };
  expect(bootstrapIntervals([{ columns: [column] }], options)).toEqual([
    { estimate: 0.5, percentile: [0.2, 0.8], bca: [0.2, 0.8], undefinedResamples: 0 },
  ]);
  // P(X ≤ 2) = 0.055, P(X ≤ 3) = 0.172, and no more than 3 and 7 cut off a tenth each.
  expect(bootstrapIntervals([{ columns: [column] }], { ...options, level: 0.8 })).toMatchObject([
    { percentile: [0.3, 0.7], bca: [0.3, 0.7] },
  ]);
});

test("a seed keeps its meaning", () => {
  const column = [0.7, 0.4, 0.9, 0.8, 0.6, 0.5];
  const [interval] = bootstrapIntervals([{ columns: [column] }], { seed: 1, resamples: 50 });
  expect(interval).toEqual({
    estimate: 0.65,
    percentile: [0.5370833333333334, 0.7795833333333333],
    bca: [0.516936410251901, 0.7666666666666666],
    undefinedResamples: 0,
  });
});

const statisticsOf = fc
  .record({ length: fc.integer({ min: 1, max: 12 }), parts: fc.integer({ min: 1, max: 3 }) })
  .chain(({ length, parts }) => {
    const value = fc.oneof(
      { weight: 4, arbitrary: fc.double({ min: -1, max: 1, noNaN: true }) },
      { weight: 2, arbitrary: fc.constantFrom(0, 1) },
      { weight: 1, arbitrary: fc.constant(Number.NaN) },
    );
    const column = fc.array(value, { minLength: length, maxLength: length });
    const weights = fc.array(fc.constantFrom(1, -1, 0.05), { minLength: parts, maxLength: parts });
    const columns = fc.array(column, { minLength: parts, maxLength: parts });
    return fc.array(fc.record({ columns, weights }), { minLength: 1, maxLength: 6 });
  });

test("estimate and percentile interval are those of resampled rows, the slow way", () => {
  fc.assert(
    fc.property(statisticsOf, fc.integer({ min: 0, max: 1000 }), (statistics, seed) => {
      const resamples = 41;
      const length = statistics[0]!.columns[0]!.length;
      const rows = drawnRows(length, seed, resamples);
      const mine = bootstrapIntervals(statistics, { seed, resamples, level: 0.9 });
      for (const [s, statistic] of statistics.entries()) {
        const all = Array.from({ length }, (_, row) => row);
        const values = rows.map((drawn) => slowStatistic(statistic, drawn));
        const defined = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
        const { estimate, percentile, undefinedResamples } = mine[s]!;
        expect(undefinedResamples).toBe(resamples - defined.length);
        expectClose([estimate], [slowStatistic(statistic, all)], { rtol: 0, atol: 1e-12 });
        const ends = percentileInterval(Float64Array.from(defined), 0.9);
        expectClose(percentile, ends, { rtol: 0, atol: 1e-12 });
      }
    }),
    { numRuns: 60 },
  );
});

test("the acceleration is that of the statistic without each sample, the slow way", () => {
  fc.assert(
    fc.property(statisticsOf, (statistics) => {
      const statistic = statistics[0]!;
      const length = statistic.columns[0]!.length;
      const rows = Array.from({ length }, (_, row) => row);
      const without = rows
        .map((left) => slowStatistic(statistic, [...rows.slice(0, left), ...rows.slice(left + 1)]))
        .filter((value) => !Number.isNaN(value));
      const mean = without.reduce((sum, value) => sum + value, 0) / without.length;
      const moment = (power: number): number =>
        without.reduce((sum, value) => sum + (mean - value) ** power, 0);
      // What rounding alone moves has no skewness worth comparing.
      fc.pre(moment(2) > 1e-16);
      const expected = moment(3) / (6 * moment(2) ** 1.5);
      expectClose([accelerationOf(statistic)], [expected], { rtol: 0, atol: 1e-6 });
    }),
    { numRuns: 200 },
  );
});

test("company changes no statistic, to the last bit, and equal seeds give equal bytes", () => {
  const next = mulberry32(3);
  const columns = Array.from({ length: 9 }, (_, c) =>
    Float64Array.from({ length: 57 }, () => (c > 6 && next() < 2 ** 30 ? Number.NaN : next() / 7)),
  );
  const statistics: Statistic[] = [
    ...columns.map((column) => ({ columns: [column] })),
    { columns: columns.slice(5), weights: [1, -1, 0.5, 2] },
    { columns: [columns[0]!, columns[8]!], weights: [1, -1] },
  ];
  for (const resamples of [1, 100, 101]) {
    const together = bootstrapIntervals(statistics, { seed: 4, resamples });
    expect(bootstrapIntervals(statistics, { seed: 4, resamples })).toEqual(together);
    for (const [s, statistic] of statistics.entries()) {
      expect(bootstrapIntervals([statistic], { seed: 4, resamples })).toEqual([together[s]]);
    }
    expect(bootstrapIntervals(statistics, { seed: 5, resamples })).not.toEqual(together);
  }
});

test("a difference is drawn pair by pair, so that what both have in common cancels", () => {
  const next = mulberry32(8);
  const a = Array.from({ length: 80 }, () => next() / 2 ** 32);
  const b = a.map((value) => value - 0.1 - next() / 2 ** 36);
  const differences = a.map((value, i) => value - b[i]!);
  const [paired, alone] = bootstrapIntervals(
    [{ columns: [a, b], weights: [1, -1] }, { columns: [differences] }],
    { seed: 1, resamples: 500 },
  );
  expect(paired).toEqual(alone);
  expect(paired!.bca[0]).toBeGreaterThan(0.1);
  expect(paired!.bca[1]).toBeLessThan(0.1 + 1 / 16);
});

test("weights scale an interval, a negative one turns it round", () => {
  const column = [0.2, 0.4, 0.1, 0.9, 0.3, 0.3, 0.8];
  const options = { seed: 9, resamples: 999 };
  const [plain, scaled, tiny] = bootstrapIntervals(
    [1, -2, 1e-200].map((weight) => ({ columns: [column], weights: [weight] })),
    options,
  );
  const turned = ([low, high]: readonly [number, number]): number[] => [-2 * high, -2 * low];
  expectClose([scaled!.estimate], [-2 * plain!.estimate], { rtol: 0, atol: 1e-14 });
  expectClose(scaled!.percentile, turned(plain!.percentile), { rtol: 0, atol: 1e-14 });
  expectClose(scaled!.bca, turned(plain!.bca), { rtol: 0, atol: 1e-12 });
  expectClose(
    tiny!.bca,
    plain!.bca.map((end) => 1e-200 * end),
    { rtol: 1e-12, atol: 0 },
  );
});

test("values that equal the estimate but for rounding count half", () => {
  const success = [1, 1, 1, 0, 0, 0, 0, 1, 0, 1];
  const options = { seed: 3, resamples: 2000 };
  const [exact, rounded] = bootstrapIntervals(
    [
      { columns: [success] },
      { columns: [success, success.map((value) => 0.3 * value)], weights: [0.1, 0.7] },
    ],
    options,
  );
  expectClose(
    rounded!.bca,
    exact!.bca.map((end) => 0.31 * end),
    { rtol: 0, atol: 1e-12 },
  );
});

test("one sample, or equal ones, have an interval of one point", () => {
  const point = { estimate: 0.1, percentile: [0.1, 0.1], bca: [0.1, 0.1], undefinedResamples: 0 };
  const options = { seed: 1, resamples: 100 };
  expect(bootstrapIntervals([{ columns: [[0.1]] }], options)).toEqual([point]);
  expect(bootstrapIntervals([{ columns: [[0.1, 0.1, 0.1]] }], options)).toEqual([point]);
  const [gaps] = bootstrapIntervals([{ columns: [[0.1, Number.NaN, 0.1]] }], options);
  expect(gaps).toMatchObject({ ...point, undefinedResamples: expect.any(Number) });
});

test("a column without a defined value has neither estimate nor interval", () => {
  const column = [Number.NaN, Number.NaN];
  const none = [Number.NaN, Number.NaN];
  const [alone, beside] = bootstrapIntervals(
    [{ columns: [column] }, { columns: [[1, 0], column], weights: [1, -1] }],
    { seed: 1, resamples: 100 },
  );
  const nothing = { estimate: Number.NaN, percentile: none, bca: none, undefinedResamples: 100 };
  expect(alone).toEqual(nothing);
  expect(beside).toEqual(nothing);
});

test("resamples without a defined value are counted and left out", () => {
  const column = [0.5, Number.NaN, Number.NaN, Number.NaN];
  const [only] = bootstrapIntervals([{ columns: [column] }], { seed: 1 });
  expect(only).toMatchObject({ estimate: 0.5, percentile: [0.5, 0.5], bca: [0.5, 0.5] });
  expect(Math.abs(only!.undefinedResamples / 10_000 - 0.75 ** 4)).toBeLessThan(0.02);
});

test("no statistics give no intervals", () => {
  expect(bootstrapIntervals([], { seed: 1 })).toEqual([]);
});

test("an estimate beyond all resampled values leaves an interval of theirs", () => {
  const ascending = Float64Array.of(1, 2, 3, 4, 5);
  const options = { tie: 0, acceleration: 0.1, level: 0.95 };
  const [low, high] = bcaInterval(ascending, { ...options, estimate: 0 });
  expect(low).toBeLessThan(1.01);
  expect(high).toBeLessThan(3);
  const other = bcaInterval(ascending, { ...options, acceleration: -0.1, estimate: 6 });
  expectClose(other, [6 - high, 6 - low], { rtol: 0, atol: 1e-12 });
});

test("an acceleration past its pole ends at the last resampled value", () => {
  const ascending = Float64Array.of(1, 2, 3, 4, 5);
  const options = { estimate: 3, tie: 0, level: 0.95 };
  expect(bcaInterval(ascending, { ...options, acceleration: 0.9 })[1]).toBe(5);
  expect(bcaInterval(ascending, { ...options, acceleration: -0.9 })[0]).toBe(1);
});

test("95 % intervals of 100 normal values cover their mean in about 95 of 100 repetitions", () => {
  const next = mulberry32(17);
  const uniform = (): number => (next() + 0.5) / 2 ** 32;
  const repeats = 200;
  let percentileHits = 0;
  let bcaHits = 0;
  for (let repeat = 0; repeat < repeats; repeat++) {
    const column = Float64Array.from(
      { length: 100 },
      () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
    );
    const [interval] = bootstrapIntervals([{ columns: [column] }], {
      seed: repeat,
      resamples: 1000,
    });
    percentileHits += Number(covers(interval!.percentile, 0));
    bcaHits += Number(covers(interval!.bca, 0));
  }
  for (const hits of [percentileHits, bcaHits]) {
    expect(hits / repeats).toBeGreaterThan(0.9);
    expect(hits / repeats).toBeLessThan(0.99);
  }
});

const wrong: [string, () => unknown, Error][] = [
  [
    "a column that is no array",
    () => bootstrapIntervals([{ columns: [7 as never] }], { seed: 1 }),
    new TypeError(
      "bootstrapIntervals: expected column 0 of statistic 0 to be an array of numbers, got number.",
    ),
  ],
  [
    "a column that is null",
    () => bootstrapIntervals([{ columns: [[1], null as never] }], { seed: 1 }),
    new TypeError(
      "bootstrapIntervals: expected column 1 of statistic 0 to be an array of numbers, got null.",
    ),
  ],
  [
    "a statistic without columns",
    () => bootstrapIntervals([{ columns: [] }], { seed: 1 }),
    new RangeError("bootstrapIntervals: expected statistic 0 to have a column, got none."),
  ],
  [
    "columns without samples",
    () => bootstrapIntervals([{ columns: [[]] }], { seed: 1 }),
    new RangeError(
      "bootstrapIntervals: expected column 0 of statistic 0 to have at least one sample, got none.",
    ),
  ],
  [
    "columns of different lengths",
    () => bootstrapIntervals([{ columns: [[1, 2]] }, { columns: [[1]] }], { seed: 1 }),
    new RangeError(
      "bootstrapIntervals: expected column 0 of statistic 1 to have 2 samples as the first has, " +
        "got 1. Give each sample a value, NaN where it is undefined.",
    ),
  ],
  [
    "an infinite value",
    () => bootstrapIntervals([{ columns: [[1, Number.POSITIVE_INFINITY]] }], { seed: 1 }),
    new RangeError(
      "bootstrapIntervals: expected column 0 of statistic 0 to be finite or NaN, " +
        "got Infinity at sample 1.",
    ),
  ],
  [
    "a weight too many",
    () => bootstrapIntervals([{ columns: [[1]], weights: [1, -1] }], { seed: 1 }),
    new RangeError(
      "bootstrapIntervals: expected as many weights as columns in statistic 0, got 2 and 1.",
    ),
  ],
  [
    "an undefined weight",
    () => bootstrapIntervals([{ columns: [[1]], weights: [Number.NaN] }], { seed: 1 }),
    new RangeError("bootstrapIntervals: expected finite weights in statistic 0, got NaN."),
  ],
  [
    "no resamples",
    () => bootstrapIntervals([{ columns: [[1]] }], { seed: 1, resamples: 0 }),
    new RangeError("bootstrapIntervals: expected resamples to be an integer of at least 1, got 0."),
  ],
  [
    "a level in percent",
    () => bootstrapIntervals([{ columns: [[1]] }], { seed: 1, level: 95 }),
    new RangeError(
      "bootstrapIntervals: expected level between 0 and 1, got 95. Write 95 % as 0.95.",
    ),
  ],
  [
    "a negative seed",
    () => bootstrapIntervals([{ columns: [[1]] }], { seed: -1 }),
    new RangeError("namedStream: expected seed to be an integer in 0 … 4294967295, got -1."),
  ],
];

test.each(wrong)("bootstrapIntervals refuses %s", (_, call, error) => {
  expect(call).toThrow(error);
});

function accelerationOf(statistic: Statistic): number {
  const { columns, means } = pooledStatistics([statistic]);
  const totals = columns.map((column) => column.reduce((sum, value) => sum + value, 0));
  return jackknifeAcceleration(means[0]!, columns, totals);
}

function slowStatistic({ columns, weights }: Statistic, rows: readonly number[]): number {
  return columns.reduce((total, column, c) => {
    const values = rows.map((row) => column[row]!).filter((value) => !Number.isNaN(value));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return total + (weights?.[c] ?? 1) * mean;
  }, 0);
}

function drawnRows(length: number, seed: number, resamples: number): number[][] {
  const state = wordState(seed, "bootstrap");
  const words = new Uint32Array(length);
  return Array.from({ length: resamples }, () => {
    fillWords(state, words);
    return Array.from(words, (word) => Math.floor((word / 2 ** 32) * length));
  });
}

function covers([low, high]: readonly [number, number], value: number): boolean {
  return low <= value && value <= high;
}
