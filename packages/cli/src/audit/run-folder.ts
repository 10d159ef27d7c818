import { appendFileSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { ZodError, z } from "zod";
import { BadInput } from "../bad-input.ts";
import { writeWholeFile } from "../write-whole-file.ts";
import type { AuditSample, OpenedManifest } from "./audit-manifest.ts";
import { bytesOfMap, type CheckedMap, mapOfBytes } from "./map-bytes.ts";

const SCHEMA = "ssl-audit-run/1";
const RUN = "run.json";
const LOG = "command.log";
const FOLDERS = ["maps", "picture-only"] as const;
const OURS: readonly string[] = [...FOLDERS, RUN, LOG, "report.json", "report.html"];

/** What made the maps. */
export type RunHow =
  | {
      readonly kind: "checkpoint";
      readonly file: string;
      readonly sha256: string;
      /** Which of its two maps. */
      readonly map: "localization" | "potential";
    }
  | { readonly kind: "command"; readonly command: string }
  | { readonly kind: "maps"; readonly path: string; readonly pictureOnly: string | null };

/** A sample without a map, and why. */
export interface RunFailure {
  readonly id: string;
  readonly reason: string;
}

/** What a run folder says of itself. */
interface RunRecord {
  readonly schema: typeof SCHEMA;
  readonly manifest: { readonly file: string; readonly sha256: string };
  readonly how: RunHow;
  /** How many there are. */
  readonly maps: number;
  /** Samples without a map that were not tried, or are not among the given maps. */
  readonly missing: readonly string[];
  readonly failures: readonly RunFailure[];
}

const how: z.ZodType<RunHow> = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("checkpoint"),
    file: z.string(),
    sha256: z.string(),
    map: z.enum(["localization", "potential"]),
  }),
  z.strictObject({ kind: z.literal("command"), command: z.string() }),
  z.strictObject({
    kind: z.literal("maps"),
    path: z.string(),
    pictureOnly: z.string().nullable(),
  }),
]);
const failure: z.ZodType<RunFailure> = z.strictObject({ id: z.string(), reason: z.string() });
const run: z.ZodType<RunRecord> = z.strictObject({
  schema: z.literal(SCHEMA),
  manifest: z.strictObject({ file: z.string(), sha256: z.string() }),
  how,
  maps: z.int(),
  missing: z.array(z.string()),
  failures: z.array(failure),
});

/** What a model made of one sample. */
interface ModelMaps {
  readonly map: CheckedMap;
  /** Of the picture without any sound, where the model has such a map. */
  readonly pictureOnly?: CheckedMap | undefined;
}

/** The folder cannot be written to: no fault of any sample. */
export class CannotWrite extends Error {}

/** A folder that a model's maps are written to. */
export interface RunFolder {
  readonly path: string;
  /** Samples whose maps an earlier run has left, whole. */
  readonly kept: ReadonlySet<string>;
  /**
   * Writes a sample's maps.
   *
   * @throws Error in a sentence if they are not of the size of the picture's other maps
   */
  readonly add: (sample: AuditSample, maps: ModelMaps) => Promise<void>;
  /** Appends lines to the log of what a command wrote on standard error. */
  readonly log: (text: string) => void;
  /** Writes down what there is. */
  readonly finish: (failures: readonly RunFailure[]) => Promise<RunRecord>;
}

/**
 * Opens the folder of a run, and finds what an earlier one of the same model and manifest left there.
 *
 * @throws BadInput if the folder has other files, or maps of another model or manifest
 */
export async function openRunFolder(
  out: string,
  manifest: OpenedManifest,
  by: RunHow,
): Promise<RunFolder> {
  const path = resolve(out);
  const begun = {
    schema: SCHEMA,
    manifest: { file: manifest.file, sha256: manifest.sha256 },
    how: by,
  } as const;
  const names = await readdir(path).catch((cause: NodeJS.ErrnoException): string[] => {
    if (cause.code === "ENOENT") return [];
    throw new BadInput(`audit: expected ${path} to be a folder. Give another --out.`, { cause });
  });
  if (names.includes(RUN)) checkSameRun(await readRun(path), begun, path);
  const others = names.filter(
    (name) => !(names.includes(RUN) && OURS.includes(name)) && !isPart(name),
  );
  if (others.length > 0) {
    const more = others.length > 5 ? ` and ${others.length - 5} more` : "";
    throw new BadInput(
      `audit: expected an empty folder or one of ssl audit run, got ` +
        `${others.slice(0, 5).join(", ")}${more} in ${path}. Move them away, or give another --out.`,
    );
  }
  await Promise.all(FOLDERS.map((name) => mkdir(join(path, name), { recursive: true }))).catch(
    (cause: unknown) => {
      throw new BadInput(`audit: cannot make folders in ${path}. Give another --out.`, { cause });
    },
  );
  const write = async (failures: readonly RunFailure[]): Promise<RunRecord> => {
    const failed = new Set(failures.map(({ id }) => id));
    const missing = manifest.samples.filter(({ id }) => !there.has(id) && !failed.has(id));
    const record: RunRecord = {
      ...begun,
      maps: there.size,
      missing: missing.map(({ id }) => id),
      failures: [...failures],
    };
    await writeWholeFile(join(path, RUN), `${JSON.stringify(record, null, 2)}\n`);
    return record;
  };
  const there = new Set<string>();
  const sizes = new Map<string, string>();
  await write([]);
  await removeParts(path);
  const kept = await keptMaps(path, manifest.samples, sizes);
  for (const id of kept) there.add(id);
  const without = new Set(await readdir(join(path, "picture-only")));
  return {
    path,
    kept,
    add: async (sample, { map, pictureOnly }) => {
      const { id, of, picture } = sample;
      checkSize(sizes, picture, map);
      if (pictureOnly !== undefined && sample.condition === "original") {
        checkSize(sizes, picture, pictureOnly);
        const file = `${of}.npy`;
        if (!without.has(file)) {
          await writeMap(join(path, "picture-only", file), pictureOnly);
        }
      }
      await writeMap(join(path, "maps", `${id}.npy`), map);
      there.add(id);
    },
    log: (text) => appendFileSync(join(path, LOG), text),
    finish: write,
  };
}

/**
 * Reads what a run folder says of itself.
 *
 * @throws BadInput if it is none
 */
export async function readRun(folder: string): Promise<RunRecord> {
  const file = join(resolve(folder), RUN);
  try {
    return run.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (cause) {
    const reason = cause instanceof ZodError ? new Error(z.prettifyError(cause)) : cause;
    throw new BadInput(
      `audit: expected a folder of ssl audit run (${SCHEMA}), got ${resolve(folder)}. ` +
        "Give the folder that it wrote to.",
      { cause: reason },
    );
  }
}

function checkSameRun(
  before: RunRecord,
  now: Pick<RunRecord, "manifest" | "how">,
  path: string,
): void {
  const differ: string[] = [];
  if (before.manifest.sha256 !== now.manifest.sha256) differ.push("another manifest");
  const content = ({ how: by }: Pick<RunRecord, "how">): string =>
    by.kind === "checkpoint" ? by.sha256 + by.map : JSON.stringify(by);
  if (content(before) !== content(now)) {
    differ.push(`${words(now.how)} instead of ${words(before.how)}`);
  }
  if (differ.length === 0) return;
  throw new BadInput(
    `audit: expected the manifest and the model that ${path} began with, got ${differ.join(", ")}. ` +
      "Give those, or another --out.",
  );
}

function words(by: RunHow): string {
  if (by.kind === "checkpoint") return `the ${by.map} map of ${by.file}`;
  return by.kind === "command" ? JSON.stringify(by.command) : by.path;
}

/**
 * Writes a map beside its place and moves it there. It is not waited for until it is on the disk: one
 * that a power cut has taken a part of is found when the run goes on, and made anew.
 */
async function writeMap(path: string, map: CheckedMap): Promise<void> {
  const aside = `${path}.${process.pid}.part`;
  try {
    await writeFile(aside, bytesOfMap(map));
    await rename(aside, path);
  } catch (cause) {
    await rm(aside, { force: true }).catch(() => {});
    throw new CannotWrite(
      `audit: cannot write ${path}. Check that its folder is writable and not full.`,
      {
        cause,
      },
    );
  }
}

async function removeParts(path: string): Promise<void> {
  for (const place of ["", ...FOLDERS]) {
    for (const name of await readdir(join(path, place))) {
      if (isPart(name)) await rm(join(path, place, name), { force: true });
    }
  }
}

/** Whether a writer that was killed left it. */
function isPart(name: string): boolean {
  return /\.\d+\.part$/.test(name);
}

/** The samples whose maps are there and whole; what is not whole is made anew. */
async function keptMaps(
  path: string,
  samples: readonly AuditSample[],
  sizes: Map<string, string>,
): Promise<Set<string>> {
  const files = new Set(await readdir(join(path, "maps")));
  const kept = new Set<string>();
  for (const { id, picture } of samples) {
    if (!files.has(`${id}.npy`)) continue;
    try {
      checkSize(sizes, picture, mapOfBytes(await readFile(join(path, "maps", `${id}.npy`))));
      kept.add(id);
    } catch {
      await rm(join(path, "maps", `${id}.npy`), { force: true });
    }
  }
  return kept;
}

/** All maps of one picture must be of one size, or they cannot be held against each other. */
function checkSize(
  sizes: Map<string, string>,
  picture: string,
  { height, width }: CheckedMap,
): void {
  const size = `${height} × ${width}`;
  const before = sizes.get(picture) ?? size;
  if (before !== size) {
    throw new Error(`expected a map of ${before} as for the picture's other sounds, got ${size}`);
  }
  sizes.set(picture, size);
}
