import { expectClose } from "@ssl/testing";
import { describe, expect, test } from "vitest";
import { publishedProtocols } from "../src/index.ts";
import { type Measurement, measureUnder } from "../src/measure-under.ts";
import { annotationOf, mapOf, type PublishedCase, published } from "./published-vectors.ts";

const evaluators: Readonly<Record<string, string>> = {
  "oya-minmax-224": "oya_minmax_224",
  "oya-max-224": "oya_max_224",
  "oya-minmax-256": "oya_minmax_256",
  "slavc-rel": "slavc_rel",
  "slavc-abs": "slavc_abs",
  "sslalign-torch": "sslalign_torch",
  "sslalign-cv2": "sslalign_cv2",
  "sslalign-torch-adap": "sslalign_torch",
  "sslalign-cv2-adap": "sslalign_cv2",
  "acl-thr05": "acl_thr05",
};
const evaluatorOf = (id: string): string => evaluators[id] ?? id;
const close = { rtol: 0, atol: 2e-4 };
const number = (value: number | null | undefined): number => value ?? Number.NaN;

const measured = new Map<string, Measurement[]>();
function measurementsOf(sample: PublishedCase): Measurement[] {
  let all = measured.get(sample.id);
  if (!all) {
    all = measureUnder("test", mapOf(sample), annotationOf(sample), publishedProtocols);
    measured.set(sample.id, all);
  }
  return all;
}

describe.each(published.cases)("$id", (sample) => {
  test.each(publishedProtocols)("under $id", (protocol) => {
    const evaluator = evaluatorOf(protocol.id);
    const expected = sample.expect[evaluator];
    if (!expected) return;
    if (published.fragile.pairs.some(([id, by]) => id === sample.id && by === evaluator)) return;
    const { ciou, on, curve, confidence } =
      measurementsOf(sample)[publishedProtocols.indexOf(protocol)]!;
    const adaptive = protocol.id.endsWith("-adap");
    const wanted = expected.curve
      ? expected.ciou_at_0_5
      : adaptive
        ? expected.ciou_adap
        : expected.ciou;
    expectClose([ciou], [number(wanted)], close);
    const wantedOn = adaptive ? expected.pred_px_adap : expected.pred_px;
    if (wantedOn !== undefined) expect(Math.abs(on - wantedOn)).toBeLessThanOrEqual(2);
    if (expected.curve) expectClose(curve!, expected.curve.map(number), close);
    else expect(curve).toBeUndefined();
    if (expected.conf !== undefined)
      expectClose([confidence!], [expected.conf], { rtol: 0, atol: 1e-6 });
  });
});
