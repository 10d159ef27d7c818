import { createHash } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { ZodError, z } from "zod";
import { BadInput } from "../bad-input.ts";

const SCHEMA = "ssl-audit/1";

/** What a picture is heard with. */
export const CONDITIONS = [
  "original",
  "silence",
  "noise",
  "off-screen",
  "same-class",
  "other-class",
  "concat",
] as const;
type Condition = (typeof CONDITIONS)[number];
/** Those of a sound that does not belong to the picture. */
export type ForeignCondition = Exclude<Condition, "original" | "concat">;

interface AnySample {
  readonly id: string;
  /** The original sample whose source is looked for. */
  readonly of: string;
  /** Paths from the manifest's folder, with `/`. */
  readonly picture: string;
  readonly sound: string;
  /** What sounds in the original sample, where that is known. */
  readonly class?: string | undefined;
}

/** A picture with the sound that belongs to it. */
export interface OriginalSample extends AnySample {
  readonly condition: "original";
  readonly truth: true;
  /** What several samples are part of, so that they are not independent. */
  readonly group?: string | undefined;
  /** Whether the group is one picture in which each sample has its own sound. */
  readonly interactive?: true | undefined;
}

/** A picture with a sound that does not belong to it. */
export interface ForeignSample extends AnySample {
  readonly condition: ForeignCondition;
  readonly draw: number;
  /** Whose sound it is. */
  readonly from?: string | undefined;
}

/** Two pictures side by side with the sound of one, `of`. */
export interface ConcatSample extends AnySample {
  readonly condition: "concat";
  readonly truth: true;
  readonly pair: string;
  readonly side: "left" | "right";
  /** Whose picture stands on the other side. */
  readonly other: string;
}

export type AuditSample = OriginalSample | ForeignSample | ConcatSample;

/** What `ssl audit build` writes down: every sample that a model is to be tried on. */
export interface AuditManifest {
  readonly schema: typeof SCHEMA;
  /** The data set's name. */
  readonly name: string;
  readonly seed: number;
  readonly data: {
    readonly layout: string;
    readonly split: string | null;
    /** So many pictures were asked for; null for all. */
    readonly pictures: number | null;
    /** SHA-256 over ids, groups, classes and marks. */
    readonly digest: string;
  };
  /** Hz of the sounds. */
  readonly sampleRate: number;
  /** Pixels of the joined pictures. */
  readonly side: number;
  readonly leftOut: readonly { readonly id: string; readonly reason: string }[];
  readonly conditions: readonly Condition[];
  readonly samples: readonly AuditSample[];
}

const name = z.string().min(1);
/** A path inside the folder, with `/`. */
const path = name.refine((text) => !/^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)/.test(text), {
  error: "expected a path inside the manifest's folder",
});
const shared = { id: name, of: name, picture: path, sound: path, class: name.optional() };
const original = z.strictObject({
  ...shared,
  condition: z.literal("original"),
  truth: z.literal(true),
  group: name.optional(),
  interactive: z.literal(true).optional(),
});
const foreign = z.strictObject({
  ...shared,
  condition: z.enum(["silence", "noise", "off-screen", "same-class", "other-class"]),
  draw: z.int().min(0),
  from: name.optional(),
});
const concat = z.strictObject({
  ...shared,
  condition: z.literal("concat"),
  truth: z.literal(true),
  pair: name,
  side: z.enum(["left", "right"]),
  other: name,
});
const sample = z.discriminatedUnion("condition", [original, foreign, concat]);
const manifest: z.ZodType<AuditManifest> = z.strictObject({
  schema: z.literal(SCHEMA),
  name,
  seed: z.int().min(0).max(0xffffffff),
  data: z.strictObject({
    layout: name,
    split: name.nullable(),
    pictures: z.int().nullable(),
    digest: name,
  }),
  sampleRate: z.int().min(1),
  side: z.int().min(1),
  leftOut: z.array(z.strictObject({ id: name, reason: z.string() })),
  conditions: z.array(z.enum(CONDITIONS)),
  samples: z.array(sample).min(1),
});

/** A manifest, and where it is. */
export interface OpenedManifest extends AuditManifest {
  /** Absolute path of its file. */
  readonly file: string;
  /** Absolute path of its folder, from which the samples' paths go. */
  readonly folder: string;
  /** SHA-256 of the file. */
  readonly sha256: string;
}

/** The manifest's text: a sample a line. */
export function manifestText({ samples, ...head }: Omit<AuditManifest, "schema">): string {
  const checked = manifest.parse({ schema: SCHEMA, ...head, samples });
  const lines = checked.samples.map((entry) => `    ${JSON.stringify(entry)}`);
  const { samples: _, ...rest } = checked;
  return `${JSON.stringify(rest, null, 2).slice(0, -2)},\n  "samples": [\n${lines.join(",\n")}\n  ]\n}\n`;
}

/**
 * Reads a manifest.
 *
 * @param at - path of `manifest.json` or of its folder
 * @throws BadInput if there is none, or of another form
 */
export async function openManifest(at: string): Promise<OpenedManifest> {
  const given = resolve(at);
  const isFolder = (await stat(given).catch(() => undefined))?.isDirectory() ?? false;
  const file = isFolder ? join(given, "manifest.json") : given;
  try {
    const bytes = await readFile(file);
    const content = manifest.parse(JSON.parse(bytes.toString("utf8")));
    const ids = new Set(content.samples.map(({ id }) => id));
    if (ids.size < content.samples.length) throw new Error("An id comes twice.");
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    return { ...content, file, folder: dirname(file), sha256 };
  } catch (cause) {
    const reason = cause instanceof ZodError ? new Error(z.prettifyError(cause)) : cause;
    throw new BadInput(
      `audit: expected a manifest of ssl audit build (${SCHEMA}) at ${file}. ` +
        "Give the manifest.json that it wrote; if its folder has moved, give its new place.",
      { cause: reason },
    );
  }
}

/**
 * Makes sure that every file of a manifest is where it says.
 *
 * @throws BadInput that names those which are not
 */
export async function checkFiles({ folder, samples }: OpenedManifest): Promise<void> {
  const paths = [...new Set(samples.flatMap(({ picture, sound }) => [picture, sound]))];
  const missing: string[] = [];
  for (const one of paths) {
    const status = await stat(join(folder, one)).catch(() => undefined);
    if (!status?.isFile()) missing.push(one);
  }
  if (missing.length === 0) return;
  const more = missing.length > 5 ? ` and ${missing.length - 5} more` : "";
  throw new BadInput(
    `audit: expected the ${paths.length} files of the manifest in ${folder}, but ` +
      `${missing.length} are not there: ${missing.slice(0, 5).join(", ")}${more}. Keep ` +
      "manifest.json together with its pictures and sounds, or run ssl audit build again.",
  );
}
