import { readFile } from "node:fs/promises";
import type { ScoreSet } from "@ssl/metrics-ciou";
import { ZodError, z } from "zod";
import { BadInput } from "../bad-input.ts";
import type { ScoreHeader, Unmatched } from "./score-report.ts";
import { joinScoredSamples, type ScoredSamples } from "./scored-samples.ts";
import type { Shard } from "./shard.ts";

const SCHEMA = "ssl-score-shard/1";

/** What one shard found, and of what it is a part. */
export interface ScoreShard {
  readonly header: ScoreHeader;
  readonly shard: Shard;
  readonly unmatched: Unmatched;
  readonly scored: ScoredSamples;
}

const score = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);
const column = z.object({
  ciou: z.array(score),
  curve: z.array(z.array(score).length(21)).optional(),
});
const scoreSet = z.custom<ScoreSet>((value) => typeof value === "object" && value !== null);
const schema = z.object({
  schema: z.literal(SCHEMA),
  header: z.object({
    truth: z.object({
      name: z.string(),
      format: z.string(),
      n: z.int().positive(),
      digest: z.string(),
      notes: z.array(z.object({ message: z.string(), ids: z.array(z.string()) })),
    }),
    maps: z.string(),
    against: z.string().nullable(),
    protocols: z.array(z.string()).nonempty(),
    skipBad: z.boolean(),
    seed: z.int().nonnegative(),
    resamples: z.int().nonnegative(),
  }),
  shard: z.object({ index: z.int().nonnegative(), count: z.int().positive() }),
  unmatched: z.object({ missing: z.array(z.string()), unused: z.array(z.string()) }),
  scored: z.object({
    ids: z.array(z.string()),
    groups: z.array(z.string().nullable()),
    maps: z.record(z.string(), column),
    against: z.record(z.string(), column).optional(),
    floors: z.record(
      z.string(),
      z.object({ allOn: scoreSet, centreDisc: scoreSet, oracleDisc: scoreSet, noise: scoreSet }),
    ),
    bad: z.array(z.object({ id: z.string(), reason: z.string() })),
  }),
});

/** A shard as JSON text; `NaN` as null. */
export function scoreShardJson(shard: ScoreShard): string {
  return `${JSON.stringify({ schema: SCHEMA, ...shard })}\n`;
}

/**
 * Reads the files of all shards of one run and joins them.
 *
 * @param paths - one for each shard, in any order
 * @returns what one process would have found; the caller's own
 * @throws BadInput if a file is no shard, two are the same shard, one is missing or of another run
 */
export async function joinScoreShards(
  paths: readonly string[],
): Promise<Omit<ScoreShard, "shard">> {
  const shards = await Promise.all(
    paths.map(async (path) => ({ path, ...(await readScoreShard(path)) })),
  );
  const first = shards[0]!;
  const { count } = first.shard;
  for (const { path, header, shard } of shards) {
    if (shard.count !== count || JSON.stringify(header) !== JSON.stringify(first.header)) {
      throw new BadInput(
        `merge: expected shards of one run, got ${path} of another than ${first.path}: ` +
          `${differing(first, { header, shard })} differ. Merge the files of one run only.`,
      );
    }
    const double = shards.find((other) => other.path !== path && other.shard.index === shard.index);
    if (double) {
      throw new BadInput(
        `merge: expected every shard once, got shard ${shard.index}/${count} in ${path} and ${double.path}.`,
      );
    }
  }
  const missing = Array.from({ length: count }, (_, index) => index).filter(
    (index) => !shards.some(({ shard }) => shard.index === index),
  );
  if (missing.length > 0) {
    throw new BadInput(
      `merge: expected all ${count} shards, got none for ${missing.map((i) => `${i}/${count}`).join(", ")}. ` +
        "Score what is missing and name its files too.",
    );
  }
  const inOrder = [...shards].sort((a, b) => a.shard.index - b.shard.index);
  return {
    header: first.header,
    unmatched: {
      missing: inOrder.flatMap(({ unmatched }) => unmatched.missing),
      unused: [...new Set(inOrder.flatMap(({ unmatched }) => unmatched.unused))].sort(),
    },
    scored: joinScoredSamples(inOrder.map(({ scored }) => scored)),
  };
}

/** Reads one shard's file; null is `NaN` again. */
async function readScoreShard(path: string): Promise<ScoreShard> {
  try {
    return schema.parse(JSON.parse(await readFile(path, "utf8")));
  } catch (cause) {
    const reason = cause instanceof ZodError ? new Error(z.prettifyError(cause)) : cause;
    throw new BadInput(
      `merge: expected ${path} to be a shard of schema ${SCHEMA}. Merge what \`ssl score --shard\` wrote.`,
      { cause: reason },
    );
  }
}

/** The fields in which two shards' runs differ. */
function differing(a: ScoreShard, b: Pick<ScoreShard, "header" | "shard">): string {
  const fields = Object.keys(a.header) as (keyof ScoreHeader)[];
  const found: string[] = fields.filter(
    (field) => JSON.stringify(a.header[field]) !== JSON.stringify(b.header[field]),
  );
  if (a.shard.count !== b.shard.count) found.push("number of shards");
  return found.join(", ");
}
