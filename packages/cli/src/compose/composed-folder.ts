import { createHash } from "node:crypto";
import { closeSync, openSync, writeSync } from "node:fs";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type TruthSample, writeTruth } from "@ssl/av-datasets";
import { BadInput } from "../bad-input.ts";
import { writeWholeFile } from "../write-whole-file.ts";
import {
  type ComposeHeader,
  type ComposeManifest,
  journalHead,
  manifestJson,
  readJournal,
  readManifest,
  type SceneRecord,
} from "./compose-manifest.ts";
import { sampleIds, sceneId } from "./compose-recipe.ts";

/** A folder that scenes are written to. */
export interface ComposedFolder {
  readonly path: string;
  /** Scenes of an earlier run whose files are whole, by their number. */
  readonly kept: ReadonlyMap<number, SceneRecord>;
  /** Writes down that a scene's files are there. */
  readonly add: (record: SceneRecord) => void;
  /** Writes the truth and the manifest, when every scene is there. */
  readonly finish: () => Promise<{ readonly truth: string; readonly manifest: string }>;
  /** All scenes that are there, in order. */
  readonly scenes: () => SceneRecord[];
  /** Ends the writing down; nothing is lost. */
  readonly close: () => void;
}

const JOURNAL = "compose.jsonl";
const MANIFEST = "manifest.json";
const TRUTH = "truth.json";
const FOLDERS = ["pictures", "sounds", "masks"] as const;

/**
 * Opens the folder that scenes go to, and finds what an earlier run with the same options left there.
 *
 * @param path - as given on the command line
 * @throws BadInput if the folder has other files, or scenes of other options or another pack
 */
export async function openComposedFolder(
  path: string,
  header: ComposeHeader,
): Promise<ComposedFolder> {
  const folder = resolve(path);
  const before = await earlierRun(folder, header);
  await Promise.all(FOLDERS.map((name) => mkdir(join(folder, name), { recursive: true }))).catch(
    (cause: unknown) => {
      throw new BadInput(`compose: cannot make folders in ${folder}. Give another --out.`, {
        cause,
      });
    },
  );
  await clean(folder, header);
  const kept = new Map<number, SceneRecord>();
  const numbers = new Map(
    Array.from({ length: header.options.scenes }, (_, index) => [sceneId(index), index]),
  );
  for (const record of before) {
    const index = numbers.get(record.id);
    if (index !== undefined && (await isWhole(folder, record))) kept.set(index, record);
  }
  const journal = join(folder, JOURNAL);
  const lines = [...kept.values()].map((record) => `${JSON.stringify(record)}\n`);
  await writeWholeFile(journal, journalHead(header) + lines.join(""));
  const file = openSync(journal, "a");
  const records = new Map(kept);
  const inOrder = (): SceneRecord[] =>
    [...records].sort(([a], [b]) => a - b).map(([, record]) => record);
  return {
    path: folder,
    kept,
    add: (record) => {
      records.set(numbers.get(record.id)!, record);
      writeSync(file, `${JSON.stringify(record)}\n`);
    },
    scenes: inOrder,
    finish: async () => {
      const scenes = inOrder();
      const truth = join(folder, TRUTH);
      const manifest = join(folder, MANIFEST);
      await writeWholeFile(truth, `${truthJson({ ...header, scenes })}\n`);
      await writeWholeFile(manifest, manifestJson({ ...header, scenes }));
      await rm(journal);
      return { truth, manifest };
    },
    close: () => closeSync(file),
  };
}

/** What an earlier run says it has composed; refuses a folder of anything else. */
async function earlierRun(folder: string, header: ComposeHeader): Promise<readonly SceneRecord[]> {
  const names = await readdir(folder).catch((cause: NodeJS.ErrnoException): string[] => {
    if (cause.code === "ENOENT") return [];
    throw new BadInput(`compose: expected ${folder} to be a folder. Give another --out.`, {
      cause,
    });
  });
  const runs: ComposeManifest[] = [];
  if (names.includes(MANIFEST)) runs.push(await readManifest(join(folder, MANIFEST)));
  if (names.includes(JOURNAL)) {
    const journal = readJournal(await readFile(join(folder, JOURNAL), "utf8"));
    if (journal !== undefined) runs.push(journal);
  }
  const ours: readonly string[] =
    runs.length > 0 || names.includes(JOURNAL) ? [...FOLDERS, MANIFEST, JOURNAL, TRUTH] : [];
  refuseOthers(
    folder,
    names.filter((name) => !ours.includes(name) && !isPart(name)),
  );
  const differ = runs.flatMap((run) => (run.scenes.length > 0 ? differences(run, header) : []));
  if (differ.length > 0) {
    throw new BadInput(
      `compose: expected the options that ${folder} was composed with, got ` +
        `${[...new Set(differ)].join(", ")}. Give those, or another --out.`,
    );
  }
  return runs.flatMap(({ scenes }) => scenes);
}

/** What a folder was composed with, and what it is now asked for: `scenes 20 instead of 10`. */
function differences(before: ComposeHeader, now: ComposeHeader): string[] {
  const found: string[] = [];
  const options = Object.keys(now.options) as (keyof ComposeHeader["options"])[];
  for (const name of options) {
    const [is, was] = [now.options[name], before.options[name]].map((value) =>
      JSON.stringify(value),
    );
    if (is !== was) found.push(`${name} ${is} instead of ${was}`);
  }
  const content = ({ pack }: ComposeHeader): string =>
    pack.kind === "toy" ? "" : JSON.stringify(Object.entries(pack.files).sort());
  if (content(before) !== content(now)) found.push("another pack");
  for (const library of ["sharp", "vips"] as const) {
    const [is, was] = [now.versions[library], before.versions[library]];
    if (is !== was) found.push(`${library} ${is} instead of ${was}`);
  }
  return found;
}

function refuseOthers(folder: string, others: readonly string[]): void {
  if (others.length === 0) return;
  const more = others.length > 5 ? ` and ${others.length - 5} more` : "";
  throw new BadInput(
    `compose: expected an empty folder or one of ssl compose, got ${others.slice(0, 5).join(", ")}` +
      `${more} in ${folder}. Move them away, or give another --out.`,
  );
}

/** Whether a writer that was killed left it. */
function isPart(name: string): boolean {
  return /\.\d+\.part$/.test(name);
}

/** Removes what writers that were killed left; refuses files that no scene of these has. */
async function clean(folder: string, { options }: ComposeHeader): Promise<void> {
  const indices = Array.from({ length: options.scenes }, (_, index) => index);
  const samples = indices.flatMap((index) => sampleIds(index, options));
  const expected = {
    pictures: new Set(indices.map((index) => `${sceneId(index)}.jpg`)),
    sounds: new Set(samples.map((id) => `${id}.wav`)),
    masks: new Set(samples.map((id) => `${id}.png`)),
  };
  for (const name of FOLDERS) {
    const files = await readdir(join(folder, name));
    const others = files.filter((file) => !expected[name].has(file) && !isPart(file));
    refuseOthers(join(folder, name), others);
  }
  for (const place of ["", ...FOLDERS]) {
    for (const file of await readdir(join(folder, place))) {
      if (isPart(file)) await rm(join(folder, place, file), { force: true });
    }
  }
}

/** Whether all of a scene's files are there, with the bytes that were written. */
async function isWhole(folder: string, { files }: SceneRecord): Promise<boolean> {
  const whole = await Promise.all(
    Object.entries(files).map(async ([path, hash]) => {
      const bytes = await readFile(join(folder, path)).catch(() => undefined);
      return bytes !== undefined && createHash("sha256").update(bytes).digest("hex") === hash;
    }),
  );
  return whole.every(Boolean);
}

function truthJson({ options, pack, scenes }: ComposeManifest): string {
  const { side, seed, part } = options;
  const frame = { width: side, height: side };
  const kind = pack.kind === "toy" ? "toy-world" : "composed";
  return writeTruth({
    name: [kind, ...(part === null ? [] : [part]), `seed-${seed}`].join("-"),
    samples: scenes.flatMap(({ samples }) =>
      samples.map(
        ({ id, group, boxes, sound, picture }): TruthSample => ({
          id,
          ...(group === undefined ? {} : { group }),
          annotation: {
            annotators: [boxes.map(([left, top, right, bottom]) => ({ left, top, right, bottom }))],
            frame,
            consensus: 1,
          },
          sound,
          picture,
        }),
      ),
    ),
  });
}
