import type { AuditSampleNumbers, AuditSampleView } from "../src/audit-sample.ts";

/** A sample as the page holds it: JSON has no `NaN`. */
export type PageSample = Numbers & (Pictured | { readonly picture?: never });

type Numbers = Omit<AuditSampleNumbers, "gap" | "ciou" | "size"> & {
  readonly [Key in "gap" | "ciou" | "size"]: number | null;
};
type Pictured = Pick<AuditSampleView, "picture" | "sounds" | "maps" | "boxes" | "consensus">;

/** A sample with pictures. */
export type PicturedSample = Numbers & Pictured;

/** A number for readers, in percent where it is a share. */
export function shown(value: number | null): string {
  return value === null ? "undefined" : `${(value * 100).toFixed(1)} %`;
}

/** What the page hands to its script. */
export interface PageData {
  readonly samples: readonly PageSample[];
  /** 256 colours, `#rrggbb`, of a map's levels. */
  readonly colours: readonly string[];
}
