import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { bootstrapIntervals, thresholds } from "@ssl/metrics-ciou";
import { expect, test } from "vitest";
import { type SuccessLine, successCurve } from "../src/index.ts";

const path = (name: string): string => fileURLToPath(new URL(`../../../${name}`, import.meta.url));

/** Published evaluators' scores of one set of maps (docs/golden-vectors.md). */
const golden = JSON.parse(
  readFileSync(path("packages/metrics-ciou/test/golden/published-protocols.json"), "utf8"),
) as {
  readonly cases: readonly {
    readonly id: string;
    readonly expect: Readonly<Record<string, { readonly ciou: number }>>;
  }[];
  readonly datasets: readonly { readonly name: string; readonly case_ids: readonly string[] }[];
};

function line(protocol: string, kind: SuccessLine["kind"]): SuccessLine {
  const { case_ids: ids } = golden.datasets.find(({ name }) => name === "flickr_core")!;
  const scores = ids.map((id) => golden.cases.find((one) => one.id === id)!.expect[protocol]!.ciou);
  const columns = Array.from(thresholds(), (level) =>
    scores.map((score) => Number(score >= level)),
  );
  const intervals = bootstrapIntervals(
    columns.map((column) => ({ columns: [column] })),
    { seed: 1 },
  );
  return {
    name: protocol,
    kind,
    success: {
      shares: intervals.map(({ estimate }) => estimate),
      band: intervals.map(({ bca }) => bca),
    },
  };
}

test("the guide's figure is this package's drawing of published scores (vitest -u draws it anew)", async () => {
  const title = "The same 29 maps under two protocols";
  const svg = successCurve(title, [line("dsol", "own"), line("sspl", "against")]);
  expect(svg).toContain("dsol 55.17 %");
  expect(svg).toContain("sspl 10.34 %");
  await expect(`${svg}\n`).toMatchFileSnapshot(path("docs/public/same-maps-two-protocols.svg"));
});
