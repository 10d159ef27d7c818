import { floorsUnder, interactiveScores, type Protocol } from "@ssl/metrics-ciou";
import type { InteractiveReport } from "@ssl/report";
import { type Draws, estimatesOf } from "./audit-estimates.ts";
import type { Gap } from "./gap-report.ts";

/**
 * Scores the pictures in which several things sound, one at a time: a picture is a success only if each
 * of its sounds is localized. A map that stays where it is can find one of them at most, unless they
 * overlap, which is what its floors show.
 */
export function interactiveReport(
  { pictures, own, without }: Gap,
  { protocol, seed, resamples }: Draws & { readonly protocol: Protocol },
): InteractiveReport | null {
  const [cious, alone] = [own, without].map(({ maps }) => maps[protocol.id]!.ciou);
  const groups = new Map<string, number[]>();
  for (const [i, { sample }] of pictures.entries()) {
    if (!sample.interactive || sample.group === undefined) continue;
    groups.set(sample.group, [...(groups.get(sample.group) ?? []), i]);
  }
  const whole = [...groups].filter(([, members]) => members.length > 1);
  if (whole.length === 0) return null;
  const scores = (of: (picture: number) => number) =>
    whole.map(([group, members]) =>
      interactiveScores(members.map((picture) => ({ group, ciou: of(picture) }))),
    );
  const found = scores((picture) => cious![picture]!);
  const [iiou, iauc] = estimatesOf(
    [{ columns: [found.map((one) => one.iiou)] }, { columns: [found.map((one) => one.iauc)] }],
    { seed, resamples },
  );
  const floor = (of: (picture: number) => number): { iiou: number; iauc: number } => {
    const all = scores(of);
    const mean = (value: "iiou" | "iauc"): number =>
      all.reduce((sum, one) => sum + one[value], 0) / all.length;
    return { iiou: mean("iiou"), iauc: mean("iauc") };
  };
  return {
    iiou: iiou!,
    iauc: iauc!,
    groups: whole.length,
    protocol: protocol.id,
    floors: {
      centreDisc: floor(
        (picture) => floorsUnder(pictures[picture]!.annotation, [protocol])[0]!.centreDisc.ciou,
      ),
      pictureOnly: floor((picture) => alone![picture]!),
    },
  };
}
