import { type Command, InvalidArgumentError, Option } from "commander";
import { BadInput } from "../bad-input.ts";
import { composeInJobs } from "../compose/compose-in-jobs.ts";
import {
  type ComposeHeader,
  type ComposeManifest,
  composeVersions,
  readManifest,
  type SceneRecord,
} from "../compose/compose-manifest.ts";
import type { ComposeRecipe } from "../compose/compose-recipe.ts";
import { openComposedFolder } from "../compose/composed-folder.ts";
import { checkSamePack, loadPack, type PackChoice } from "../compose/load-pack.ts";
import { composedScene } from "../compose/scene-maker.ts";
import { progressLine } from "../progress-line.ts";
import { Stopped, stopSignal } from "../stop-signal.ts";
import { positiveNumber, seedNumber, wholeNumber } from "./options.ts";

interface ComposeOptions {
  readonly out: string;
  readonly manifest?: string;
  readonly pack?: string;
  readonly toy: boolean;
  readonly scenes: number;
  readonly objects: number;
  readonly sounding?: number;
  readonly distractors: number;
  readonly interactive: boolean;
  readonly offScreen: number;
  readonly size?: readonly [number, number];
  readonly equalArea: boolean;
  readonly part?: "train" | "test";
  readonly splitBy: ComposeRecipe["splitBy"];
  readonly side: number;
  readonly seconds: number;
  readonly rate: number;
  readonly brightnessMatch: boolean;
  readonly edgeBlur: number;
  readonly shadow: number;
  readonly jpegQuality: number;
  readonly seed: number;
  readonly jobs: number;
}

/** Adds `ssl compose`. */
export function addCompose(program: Command): void {
  program
    .command("compose")
    .summary("make a benchmark of composed scenes with exact boxes and masks")
    .description(
      "Composes scenes of cut-outs, recordings and backgrounds, some of whose objects sound, and " +
        "writes pictures, sounds, masks, truth.json for `ssl score` and manifest.json, from which " +
        "the same bytes come again. Stopped with Ctrl-C or killed, the same command goes on.",
    )
    .requiredOption("--out <dir>", "where the files go: a new folder, or one to go on with")
    .addOption(
      new Option(
        "--pack <dir>",
        "cut-outs, recordings and backgrounds with their pack.json; the demo's if left out",
      ).conflicts("toy"),
    )
    .option("--toy", "scenes of a toy world instead, which needs no files", false)
    .option("--scenes <n>", "scenes", wholeNumberIn(1, 1_000_000), 100)
    .option("--objects <n>", "objects in a scene that could sound", wholeNumber(1), 2)
    .option("--sounding <n>", "how many of them do; 1, or with --interactive all", wholeNumber(1))
    .option("--distractors <n>", "objects in a scene that never sound", wholeNumber(0), 0)
    .option(
      "--interactive",
      "each object that sounds is a sample of its own, of one group with the scene's others",
      false,
    )
    .option("--off-screen <share>", "of the scenes: one more sound, of nothing seen", share, 0)
    .option(
      "--size <min-max>",
      "root of an object's box area as a share of the side; 0.45-0.65 over the root of the objects",
      sizeRange,
    )
    .option("--no-equal-area", "a size for each object, not one for all of a scene")
    .addOption(
      new Option("--part <name>", "one of two parts of the pack; all of it if left out").choices([
        "train",
        "test",
      ]),
    )
    .addOption(
      new Option(
        "--split-by <rules>",
        "with --part: what the parts do not share, of class, cut-out, background, recording",
      )
        .argParser(splitRules)
        .default(["background", "recording"], "background,recording"),
    )
    .option("--side <px>", "width and height of the pictures", wholeNumberIn(16, 4096), 256)
    .option("--seconds <s>", "length of the sounds", positiveNumber, 10)
    .option("--rate <hz>", "sample rate of the sounds", wholeNumberIn(2000, 192_000), 22_050)
    .option("--no-brightness-match", "do not bring objects to the brightness of their place")
    .option("--edge-blur <px>", "blur of the objects' edges; 0 for none", zeroOrMore, 0.6)
    .option("--shadow <share>", "how dark the objects' shadows are; 0 for none", share, 0.35)
    .option("--jpeg-quality <q>", "of the pictures, 1 to 100", wholeNumberIn(1, 100), 90)
    .option("--seed <n>", "another seed, other scenes", seedNumber, 1)
    .option("--manifest <file>", "compose what this manifest names, instead of by options")
    .option("--jobs <n>", "compose on n threads; the bytes are the same", wholeNumber(1), 1)
    .action(compose);
}

async function compose(options: ComposeOptions, command: Command): Promise<void> {
  const source =
    options.manifest === undefined
      ? { recipe: recipeOf(options, command), choice: choiceOf(options) }
      : await fromManifest(options.manifest, options, command);
  const { recipe, choice } = source;
  const { pack, material } = await loadPack(choice, recipe);
  const named = "named" in source ? source.named : undefined;
  if (named !== undefined) checkSamePack(pack, named.pack);
  // What cannot be composed is found out before a file is written.
  asInput(() => composedScene({ recipe, material }, 0));
  const header: ComposeHeader = { options: recipe, pack, versions: composeVersions };
  const folder = await openComposedFolder(options.out, header);
  const all = Array.from({ length: recipe.scenes }, (_, index) => index);
  if (folder.kept.size > 0) {
    process.stderr.write(`${folder.kept.size} of ${recipe.scenes} scenes are there already.\n`);
  }
  const line = progressLine({
    label: "Composing",
    total: recipe.scenes,
    from: folder.kept.size,
    unit: "scenes",
  });
  const { signal, release } = stopSignal();
  try {
    let count = folder.kept.size;
    await composeInJobs({
      source: { recipe, material, folder: folder.path },
      scenes: all.filter((index) => !folder.kept.has(index)),
      jobs: Math.min(options.jobs, recipe.scenes),
      onScene: (record) => {
        folder.add(record);
        line.update(++count);
      },
      signal,
    });
    const { truth, manifest } = await folder.finish();
    process.stdout.write(`${truth}\n`);
    process.stderr.write(`Manifest: ${manifest}\n`);
  } catch (reason) {
    line.stop();
    if (reason instanceof Stopped) {
      process.stderr.write("What is composed stays; the same command goes on from there.\n");
    }
    if (!(reason instanceof RangeError)) throw reason;
    throw new BadInput(`${reason.message} Give another --out with it, or empty ${folder.path}.`, {
      cause: reason.cause,
    });
  } finally {
    line.stop();
    folder.close();
    release();
  }
  if (named !== undefined) checkSameBytes(named, folder.scenes());
}

/** The options as a recipe. */
function recipeOf(options: ComposeOptions, command: Command): ComposeRecipe {
  const { objects, interactive, distractors, part, splitBy } = options;
  const sounding = options.sounding ?? (interactive ? objects : 1);
  if (sounding > objects) {
    command.error(`error: option '--sounding' needs at least as many '--objects': ${sounding}.`);
  }
  if (interactive && sounding < 2) {
    command.error("error: option '--interactive' needs at least 2 objects that sound.");
  }
  if (part === undefined && command.getOptionValueSource("splitBy") === "cli") {
    command.error("error: option '--split-by' needs '--part'.");
  }
  const spread = Math.sqrt(objects + distractors);
  const [least, greatest] = options.size ?? [0.45 / spread, 0.65 / spread];
  return {
    scenes: options.scenes,
    seed: options.seed,
    objects,
    sounding,
    distractors,
    interactive,
    offScreen: options.offScreen,
    sizes: [least, greatest],
    equalArea: options.equalArea,
    part: part ?? null,
    splitBy: part === undefined ? [] : splitBy,
    side: options.side,
    seconds: options.seconds,
    rate: options.rate,
    brightnessMatch: options.brightnessMatch,
    edgeBlur: options.edgeBlur,
    shadow: options.shadow,
    jpegQuality: options.jpegQuality,
  };
}

function choiceOf({ toy, pack }: ComposeOptions): PackChoice {
  if (toy) return { kind: "toy" };
  return pack === undefined ? { kind: "demo" } : { kind: "folder", path: pack };
}

/** Reads what to compose from a manifest; `--pack` says where a pack is that has moved. */
async function fromManifest(
  path: string,
  { pack }: ComposeOptions,
  command: Command,
): Promise<{ recipe: ComposeRecipe; choice: PackChoice; named: ComposeManifest }> {
  for (const { attributeName, long } of command.options.map((option) => ({
    attributeName: option.attributeName(),
    long: option.long,
  }))) {
    const free = ["manifest", "out", "pack", "jobs"].includes(attributeName);
    if (!free && command.getOptionValueSource(attributeName) === "cli") {
      command.error(`error: option '${long}' cannot be used with option '--manifest <file>'`);
    }
  }
  const named = await readManifest(path);
  if (named.pack.kind === "toy" && pack !== undefined) {
    command.error("error: option '--pack <dir>' cannot be used with a manifest of the toy world");
  }
  const choice: PackChoice = pack === undefined ? named.pack : { kind: "folder", path: pack };
  return { recipe: named.options, choice, named };
}

/** Holds what was composed against the hashes of the manifest that it was composed from. */
function checkSameBytes(named: ComposeManifest, records: readonly SceneRecord[]): void {
  const expected = new Map(named.scenes.flatMap(({ files }) => Object.entries(files)));
  const found = records.flatMap(({ files }) => Object.entries(files));
  const other = found.filter(([path, hash]) => expected.get(path) !== hash).map(([path]) => path);
  if (other.length === 0) return;
  const { sharp, vips } = named.versions;
  throw new Error(
    `compose: expected the bytes that the manifest names, got others in ${other.length} of ` +
      `${found.length} files, first in ${other[0]}. They were made with sharp ${sharp} and ` +
      `libvips ${vips}, these with ${composeVersions.sharp} and ${composeVersions.vips}.`,
  );
}

/** What the options ask of the composer in vain is their fault. */
function asInput(work: () => unknown): void {
  try {
    work();
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new BadInput(cause.message, { cause: cause.cause });
  }
}

/** Reads a whole number of a range from the command line. */
function wholeNumberIn(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = wholeNumber(least)(text);
    if (value > most) throw new InvalidArgumentError(`Expected a whole number of at most ${most}.`);
    return value;
  };
}

/** Reads a number of 0 … 1 from the command line. */
function share(text: string): number {
  const value = zeroOrMore(text);
  if (value > 1) throw new InvalidArgumentError("Expected a number of 0 to 1.");
  return value;
}

/** Reads a number of at least 0 from the command line. */
function zeroOrMore(text: string): number {
  const value = Number(text);
  if (!(value >= 0 && Number.isFinite(value)) || text.trim() === "") {
    throw new InvalidArgumentError("Expected a number of at least 0.");
  }
  return value;
}

/** Reads `min-max` from the command line. */
function sizeRange(text: string): readonly [number, number] {
  const [least, greatest, ...more] = text.split("-").map(Number);
  if (
    least === undefined ||
    greatest === undefined ||
    more.length > 0 ||
    !(least > 0 && least <= greatest && greatest <= 1)
  ) {
    throw new InvalidArgumentError("Expected two numbers of 0 to 1, for example 0.2-0.4.");
  }
  return [least, greatest];
}

/** Reads rules, parted by commas, from the command line. */
function splitRules(text: string): ComposeRecipe["splitBy"] {
  const known = ["class", "cut-out", "background", "recording"] as const;
  const given = text.split(",");
  if (given.some((name) => !known.includes(name as never))) {
    throw new InvalidArgumentError(`Expected some of ${known.join(", ")}, parted by commas.`);
  }
  return known.filter((rule) => given.includes(rule));
}
