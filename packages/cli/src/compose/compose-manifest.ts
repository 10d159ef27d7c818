import { readFile } from "node:fs/promises";
import sharp from "sharp";
import { ZodError, z } from "zod";
import { BadInput } from "../bad-input.ts";
import { type ComposeRecipe, composeRecipe } from "./compose-recipe.ts";

const SCHEMA = "ssl-compose/1";

/** Left, top, right and bottom in pixels. */
type Corners = readonly [left: number, top: number, right: number, bottom: number];

/** The SHA-256 of files, in hexadecimal, by their paths. */
type Hashes = Readonly<Record<string, string>>;

/** What a set of scenes is made of: with the same versions it gives the same bytes. */
export interface ComposeHeader {
  readonly options: ComposeRecipe;
  readonly pack:
    | { readonly kind: "toy" }
    | { readonly kind: "demo"; readonly files: Hashes }
    | { readonly kind: "folder"; readonly path: string; readonly files: Hashes };
  readonly versions: { readonly sharp: string; readonly vips: string };
}

/** What a composed scene holds, and the hashes of its files. */
export interface SceneRecord {
  readonly id: string;
  readonly background?: string | undefined;
  readonly offScreen?: string | undefined;
  readonly objects: readonly {
    readonly class: string;
    readonly picture?: string | undefined;
    readonly canSound: boolean;
    readonly sounding: boolean;
    readonly box: Corners;
  }[];
  readonly samples: readonly {
    readonly id: string;
    readonly group?: string | undefined;
    readonly boxes: readonly Corners[];
    readonly picture: string;
    readonly sound: string;
    readonly mask: string;
  }[];
  readonly files: Hashes;
}

/** What is written when all scenes are. */
export interface ComposeManifest extends ComposeHeader {
  readonly scenes: readonly SceneRecord[];
}

const hashes = z.record(z.string(), z.string());
const corners = z.tuple([z.number(), z.number(), z.number(), z.number()]);
const header = z.object({
  schema: z.literal(SCHEMA),
  options: composeRecipe,
  pack: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("toy") }),
    z.strictObject({ kind: z.literal("demo"), files: hashes }),
    z.strictObject({ kind: z.literal("folder"), path: z.string(), files: hashes }),
  ]),
  versions: z.strictObject({ sharp: z.string(), vips: z.string() }),
});
const scene = z.object({
  id: z.string(),
  background: z.string().optional(),
  offScreen: z.string().optional(),
  objects: z.array(
    z.object({
      class: z.string(),
      picture: z.string().optional(),
      canSound: z.boolean(),
      sounding: z.boolean(),
      box: corners,
    }),
  ),
  samples: z.array(
    z.object({
      id: z.string(),
      group: z.string().optional(),
      boxes: z.array(corners),
      picture: z.string(),
      sound: z.string(),
      mask: z.string(),
    }),
  ),
  files: hashes,
});
const manifest = header.extend({ scenes: z.array(scene) });

/** The versions on which the pictures' bytes depend. */
export const composeVersions: ComposeHeader["versions"] = {
  sharp: sharp.versions.sharp ?? "unknown",
  vips: sharp.versions.vips,
};

/**
 * The manifest's text: a scene a line, so that two can be compared line by line; its fields in the
 * schema's order, whether they were just made or read again.
 */
export function manifestJson(content: ComposeManifest): string {
  const { scenes, ...head } = manifest.parse({ schema: SCHEMA, ...content });
  const lines = scenes.map((record) => `    ${JSON.stringify(record)}`);
  const text = JSON.stringify(head, null, 2).slice(0, -2);
  return `${text},\n  "scenes": [\n${lines.join(",\n")}\n  ]\n}\n`;
}

/**
 * Reads a manifest.
 *
 * @throws BadInput if there is none, or of another form
 */
export async function readManifest(path: string): Promise<ComposeManifest> {
  try {
    return manifest.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (cause) {
    const reason = cause instanceof ZodError ? new Error(z.prettifyError(cause)) : cause;
    throw new BadInput(
      `compose: expected ${path} to be a manifest of schema ${SCHEMA}. Give the manifest.json that ssl compose wrote.`,
      { cause: reason },
    );
  }
}

/** The first line of a journal. */
export function journalHead({ options, pack, versions }: ComposeHeader): string {
  return `${JSON.stringify({ schema: SCHEMA, options, pack, versions })}\n`;
}

/**
 * Reads a journal: its head, then what was composed, a scene a line. A line that was cut when its
 * writer was killed is passed over.
 *
 * @returns undefined if not even its head is whole
 */
export function readJournal(text: string): ComposeManifest | undefined {
  const [head, ...scenes] = text.split("\n").map(parsed);
  const found = header.safeParse(head);
  if (!found.success) return undefined;
  return {
    ...found.data,
    scenes: scenes.flatMap((line) => {
      const record = scene.safeParse(line);
      return record.success ? [record.data] : [];
    }),
  };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
