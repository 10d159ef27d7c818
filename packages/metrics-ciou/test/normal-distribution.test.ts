import { expectClose, readGolden } from "@ssl/testing";
import { expect, test } from "vitest";
import { normalCdf, normalQuantile } from "../src/normal-distribution.ts";

const { cdf, quantile } = readGolden<Record<"cdf" | "quantile", [number, number][]>>(
  "bootstrap",
  import.meta.url,
);

test("normalCdf is SciPy's ndtr from -37 to 8", () => {
  const mine = cdf.map(([x]) => normalCdf(x));
  expectClose(
    mine,
    cdf.map(([, share]) => share),
    { rtol: 1e-12, atol: 0 },
  );
  expect(normalCdf(0)).toBe(0.5);
  expect(normalCdf(Number.NEGATIVE_INFINITY)).toBe(0);
  expect(normalCdf(Number.POSITIVE_INFINITY)).toBe(1);
});

test("normalQuantile is SciPy's ndtri from 1e-300 to 0.99995", () => {
  const mine = quantile.map(([share]) => normalQuantile(share));
  expectClose(
    mine,
    quantile.map(([, x]) => x),
    { rtol: 1e-12, atol: 0 },
  );
  expect(normalQuantile(0.5)).toBe(0);
  expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
  expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
});
