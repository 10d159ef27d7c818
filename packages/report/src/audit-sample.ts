/** A map small enough to keep two hundred samples of them in a page; `auditMap` makes one. */
export interface AuditMap {
  /** Columns. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** Row-major levels from 0, the map's least value, to 255, its greatest, a byte each, in base64. */
  readonly values: string;
}

/** A sample's numbers, without its pictures. */
export interface AuditSampleNumbers {
  /** Its name in the audit's manifest. */
  readonly id: string;
  /** What sounds. */
  readonly class?: string;
  /** Consensus IoU with the sound minus that of the picture alone. */
  readonly gap: number;
  /** Consensus IoU with the sound. */
  readonly ciou: number;
  /** The share of the picture that is marked, 0…1. */
  readonly size: number;
}

/** What the audit's page shows of one sample. Thumbnails and maps are made by the caller. */
export interface AuditSampleView extends AuditSampleNumbers {
  /** A small picture as a data URL; JPEG or WebP of 160 pixels takes about 8 kB. */
  readonly picture: string;
  /** By condition, a data URL or a path relative to the page. */
  readonly sounds: Readonly<Record<string, string>>;
  /** By condition. */
  readonly maps: Readonly<Record<string, AuditMap>>;
  /** Boxes around what sounds, as fractions of the picture's width and height. */
  readonly boxes: readonly (readonly [left: number, top: number, right: number, bottom: number])[];
  /** Boxes over a pixel that make full agreement. @default 1 */
  readonly consensus?: number;
}
