import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { BadInput } from "../bad-input.ts";
import { writeWholeFile } from "../write-whole-file.ts";

/** A folder that the files of an audit are written to. */
export interface AuditFolder {
  readonly path: string;
  /** Whether a file is there; what is there is whole, for files are moved into place. */
  readonly has: (path: string) => boolean;
  /** Writes a file unless it is there. */
  readonly add: (path: string, content: () => Promise<Uint8Array>) => Promise<void>;
  /** Writes what says that all is there. */
  readonly finish: (files: Readonly<Record<string, string>>) => Promise<void>;
}

const PLAN = "build.json";
const FOLDERS = ["pictures", "sounds", "masks"] as const;
const OURS: readonly string[] = [...FOLDERS, PLAN, "manifest.json", "truth.json"];

/**
 * Opens the folder of an audit, and finds what an earlier build with the same options left there.
 *
 * @param plan - what the folder's files depend on
 * @throws BadInput if the folder has other files, or those of another plan
 */
export async function openAuditFolder(out: string, plan: object): Promise<AuditFolder> {
  const path = resolve(out);
  const names = await readdir(path).catch((cause: NodeJS.ErrnoException): string[] => {
    if (cause.code === "ENOENT") return [];
    throw new BadInput(`audit: expected ${path} to be a folder. Give another --out.`, { cause });
  });
  const before = await readFile(join(path, PLAN), "utf8").catch(() => undefined);
  const others = names.filter(
    (name) => !(OURS.includes(name) && before !== undefined) && !isPart(name),
  );
  if (others.length > 0) {
    const more = others.length > 5 ? ` and ${others.length - 5} more` : "";
    throw new BadInput(
      `audit: expected an empty folder or one of ssl audit build, got ` +
        `${others.slice(0, 5).join(", ")}${more} in ${path}. Move them away, or give another --out.`,
    );
  }
  const text = `${JSON.stringify(plan, null, 2)}\n`;
  if (before !== undefined && before !== text) {
    throw new BadInput(
      `audit: expected the data and options that ${path} was built with, got ` +
        `${differences(before, plan).join(", ")}. Give those, or another --out.`,
    );
  }
  await mkdir(path, { recursive: true }).catch((cause: unknown) => {
    throw new BadInput(`audit: cannot make the folder ${path}. Give another --out.`, { cause });
  });
  for (const place of ["", ...FOLDERS]) {
    for (const name of await readdir(join(path, place)).catch(() => [])) {
      if (isPart(name)) await rm(join(path, place, name), { force: true });
    }
  }
  await writeWholeFile(join(path, PLAN), text);
  const has = (file: string): boolean => existsSync(join(path, file));
  return {
    path,
    has,
    add: async (file, content) => {
      if (has(file)) return;
      await mkdir(dirname(join(path, file)), { recursive: true });
      await writeWholeFile(join(path, file), await content());
    },
    finish: async (files) => {
      for (const [file, content] of Object.entries(files)) {
        await writeWholeFile(join(path, file), content);
      }
    },
  };
}

/** Whether a writer that was killed left it. */
function isPart(name: string): boolean {
  return /\.\d+\.part$/.test(name);
}

/** What an earlier plan has otherwise: `seed 2 instead of 1`. */
function differences(text: string, plan: object): string[] {
  let before: Record<string, unknown> = {};
  try {
    before = JSON.parse(text);
  } catch {
    return ["another plan"];
  }
  return Object.entries(plan).flatMap(([key, value]) => {
    const [is, was] = [JSON.stringify(value), JSON.stringify(before[key])];
    if (is === was) return [];
    return key === "digest" ? ["other samples"] : [`${key} ${is} instead of ${was}`];
  });
}
