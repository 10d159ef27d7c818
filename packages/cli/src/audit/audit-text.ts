import type { AuditReport, Estimate } from "@ssl/report";
import Table from "cli-table3";

/**
 * An audit in text: the sentence, its rules, and a table for each question, in percent with intervals.
 */
export function auditText(report: AuditReport): string {
  const { verdict, gap, change, noiseFloor, concat, negative, interactive } = report;
  const without = report.pictureOnlyIs === "own" ? "picture only" : "under silence";
  const parts = [
    verdict.sentence,
    verdict.rules.map(({ rule, holds, why }) => `  ${MARKS.get(holds)} ${rule} ${why}`).join("\n"),
  ];
  const protocols = Object.entries(gap);
  if (protocols.length > 0) {
    parts.push(
      table(
        ["What the sound adds", "N", "with sound", without, "difference", "centre disc"],
        protocols.map(([id, measures]) => {
          const { own, pictureOnly, difference, floors } = Object.values(measures)[0]!;
          return [
            id,
            String(own.n),
            percent(own),
            percent(pictureOnly),
            percent(difference, true),
            plain(floors?.centreDisc),
          ];
        }),
      ),
    );
  }
  parts.push(
    table(
      ["What the sound changes", "N", "1 − correlation", "pixels that flip", "peak moved"],
      [
        ...Object.entries(change).map(
          ([condition, { oneMinusCorrelation, flipped, peakMoved }]) => [
            condition,
            String(oneMinusCorrelation.n),
            ...[oneMinusCorrelation, flipped, peakMoved].map((one) => percent(one)),
          ],
        ),
        [
          "floor: two draws of noise",
          String(noiseFloor.oneMinusCorrelation.n),
          ...[noiseFloor.oneMinusCorrelation, noiseFloor.flipped, noiseFloor.peakMoved].map((one) =>
            percent(one),
          ),
        ],
      ],
    ),
  );
  if (concat) {
    parts.push(
      table(
        ["Two pictures, one sound", "pairs", "value", "floor"],
        [
          ["side by mass", String(concat.sideByMass.n), percent(concat.sideByMass), "50.0 chance"],
          ["side by peak", String(concat.sideByPeak.n), percent(concat.sideByPeak), "50.0 chance"],
          ...Object.entries(concat.scores).map(([id, { measure, floors }]) => [
            id,
            String(measure.n),
            percent(measure),
            `${plain(floors.centreDisc)} centre disc`,
          ]),
        ],
      ),
    );
  }
  if (negative) {
    parts.push(
      table(
        ["Negative audio", "N", "pIA", "AUC_N", "F_LOC", "F_LOC of a disc"],
        Object.entries(negative.kinds).map(([kind, { pIA, aucN, fLoc, floors }]) => [
          kind,
          String(pIA.n),
          percent(pIA),
          percent(aucN),
          percent(fLoc),
          plain(floors?.fLoc),
        ]),
      ),
    );
    const { universalThreshold: universal } = negative;
    if (universal) {
      parts.push(
        `Universal threshold ${universal.threshold.toPrecision(4)}: mean cIoU ` +
          `${percent(universal.score)}, which costs ${percent(universal.cost, true)} points.`,
      );
    }
  }
  if (interactive) {
    const { iiou, iauc, groups, floors } = interactive;
    parts.push(
      table(
        ["Several sources in a picture", "pictures", "value", "centre disc", without],
        [
          { name: "IIoU", value: iiou, key: "iiou" as const },
          { name: "IAUC", value: iauc, key: "iauc" as const },
        ].map(({ name, value, key }) => [
          name,
          String(groups),
          percent(value),
          plain(floors?.centreDisc?.[key]),
          plain(floors?.pictureOnly?.[key]),
        ]),
      ),
    );
  }
  const left = report.leftOut ?? [];
  const notes = [
    "In percent, [95 % BCa interval], bootstrap over pictures or pairs.",
    ...(left.length > 0 ? [`Left out: ${left.length} samples, which report.json lists.`] : []),
  ];
  return `${[...parts, notes.join("\n")].join("\n\n")}\n`;
}

const MARKS: ReadonlyMap<boolean | null, string> = new Map([
  [true, "yes"],
  [false, "no "],
  [null, "?  "],
]);

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const made = new Table({
    head: [...head],
    colAligns: head.map((_, i) => (i === 0 ? "left" : "right")),
    style: { head: [], border: [] },
    chars: { mid: "", "left-mid": "", "mid-mid": "", "right-mid": "" },
  });
  for (const row of rows) made.push([...row]);
  return made.toString();
}

function percent({ value, interval }: Estimate, sign = false): string {
  const shown = (one: number): string => (sign && one >= 0 ? "+" : "") + plain(one);
  return `${shown(value)} [${interval.map(shown).join(", ")}]`;
}

function plain(value: number | undefined): string {
  if (value === undefined) return "";
  return Number.isNaN(value) ? "NaN" : (100 * value).toFixed(1);
}
