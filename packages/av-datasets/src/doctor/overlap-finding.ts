import type { Box } from "@ssl/metrics-ciou";
import type { Finding, FindingCase } from "./data-set-examination.ts";
import { finding } from "./finding.ts";

/** The box of a sample that is one of a group: one of two sounds of a picture. */
export interface GroupBox {
  readonly id: string;
  readonly group: string;
  readonly box: Box;
}

/** The sources of one picture whose boxes are nearly one: no map can tell which it heard. */
export function overlapFinding(boxes: readonly GroupBox[]): Finding[] {
  const groups = new Map<string, GroupBox[]>();
  for (const box of boxes) {
    const same = groups.get(box.group);
    if (same) same.push(box);
    else groups.set(box.group, [box]);
  }
  // A group of more than a few is a clip of many frames, whose boxes should be alike.
  const cases = [...groups.values()].flatMap(([first, second, third]): FindingCase[] => {
    if (second === undefined || third !== undefined) return [];
    const overlap = intersectionOverUnion(first!.box, second.box);
    if (overlap <= 0.5) return [];
    return [{ ids: [first!.id, second.id], detail: `IoU ${overlap.toFixed(2)}` }];
  });
  return finding("group-overlap", cases, {
    severity: "doubt",
    what: "Pairs of sources of one picture whose boxes overlap by more than half (IoU)",
    advice: "A map that is right for one sound is right for the other, whether it listens or not.",
    leaveOut: "all",
  });
}

function intersectionOverUnion(a: Box, b: Box): number {
  const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  const both = Math.max(0, width) * Math.max(0, height);
  const area = ({ left, top, right, bottom }: Box): number => (right - left) * (bottom - top);
  return both / (area(a) + area(b) - both);
}
