import { floorWords } from "./floor-words.ts";
import { type Html, html, trusted } from "./html.ts";
import { type SuccessLine, successCurve } from "./success-curve.ts";
import type { ProtocolCurves } from "./success-shares.ts";

/** A page's section of success curves, one figure for each protocol; null if there is none. */
export function curvesSection(
  curves: Readonly<Record<string, ProtocolCurves>>,
  names: Readonly<Record<"own" | "against", string>>,
): Html | null {
  const entries = Object.entries(curves);
  if (entries.length === 0) return null;
  return html`<section><h2>Success curves</h2>
<p class="note">The share of samples that reach each consensus IoU, with pointwise 95 % intervals; thin and grey: maps that need no model.</p>
<div class="curves">
${entries.map(
  ([protocol, found]) =>
    html`<figure>${trusted(successCurve(`Success under ${protocol}`, lines(found, names)))}<figcaption>${protocol}</figcaption></figure>
`,
)}</div></section>
`;
}

function lines(
  { own, against, floors }: ProtocolCurves,
  names: Readonly<Record<"own" | "against", string>>,
): SuccessLine[] {
  return [
    { name: names.own, kind: "own", success: own },
    ...(against ? [{ name: names.against, kind: "against", success: against } as const] : []),
    ...Object.entries(floors).map(
      ([floor, shares]): SuccessLine => ({
        name: floorWords(floor),
        kind: "floor",
        success: { shares, band: null },
      }),
    ),
  ];
}
