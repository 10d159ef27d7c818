import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { commandLine } from "../src/command-line.ts";
import { scoreCurves } from "../src/score/score-curves.ts";
import { type Run, runSsl } from "./run-ssl.ts";
import { smallMaps, smallTruth, writeJson, writeMaps } from "./score-fixtures.ts";
import { scratchFolder } from "./scratch-folder.ts";

const scratch = scratchFolder();
const truth = writeJson(scratch("truth.json"), smallTruth);
const maps = writeMaps(scratch("maps"), smallMaps);

function score(...more: string[]): Promise<Run> {
  return runSsl(["score", "--truth", truth, "--maps", maps, "--resamples", "200", ...more]);
}

test("ssl score --html writes a page beside its result, which stays as it is", async () => {
  const page = scratch("page.html");
  const protocol = ["--protocol", "hche11,oya-minmax-224"];
  const plain = await score(...protocol);
  const run = await score(...protocol, "--against", maps, "--html", page);
  expect(run.code, run.stderr).toBe(0);
  const withPage = await score(...protocol, "--html", scratch("own.html"));
  expect(withPage.stdout).toBe(plain.stdout);
  const html = readFileSync(page, "utf8");
  expect(html).toContain("<title>Scores: small</title>");
  expect(html.match(/<svg /g)).toHaveLength(2);
  expect(html).toContain("Success under hche11");
  expect(html).toContain("oya-minmax-224, difference");
  expect(html).toContain("200 resamples, seed 1");
  expect(html).toContain(commandLine(["score", "--truth", truth, "--maps", maps]));
  expect(readdirSync(scratch("")).filter((name) => name.includes(".part"))).toEqual([]);
});

test("ssl merge --html writes the page that one process would have written, but for its command", async () => {
  const [whole, merged] = [scratch("whole.html"), scratch("merged.html")];
  const shards = ["0/2", "1/2"].map((part, i) => {
    const file = scratch(`shard-${i}.json`);
    return { file, run: score("--shard", part, "--out", file) };
  });
  for (const { run } of shards) expect((await run).code).toBe(0);
  expect((await score("--html", whole)).code).toBe(0);
  const files = shards.map(({ file }) => file);
  expect((await runSsl(["merge", ...files, "--html", merged])).code).toBe(0);
  const [one, other] = [whole, merged].map((path) =>
    readFileSync(path, "utf8").replace(/<pre>.*<\/pre>/s, ""),
  );
  expect(other).toBe(one);
});

test("a page that cannot be written ends the command, and leaves no part of one", async () => {
  const folder = scratch("taken.html");
  mkdirSync(folder);
  const run = await score("--html", folder);
  expect(run.code).toBe(1);
  expect(run.stderr).toContain("writeWholeFile: cannot write");
  expect(readdirSync(folder)).toEqual([]);
});

test("a part of a run has no page", async () => {
  const run = await score("--shard", "0/2", "--html", scratch("none.html"));
  expect(run.code).toBe(2);
  expect(run.stderr).toContain(
    "score: expected no --html with --shard, which is a part of a run. Give it to `ssl merge`.",
  );
  expect(existsSync(scratch("none.html"))).toBe(false);
});

test("curves are shares of samples, their bands intervals of each share, and 0 / 0 reaches nothing", async () => {
  const atLeast = (count: number) => ({ atLeast: Array(21).fill(count) }) as never;
  const floors = {
    p: {
      allOn: atLeast(1),
      centreDisc: atLeast(2),
      oracleDisc: atLeast(3),
      noise: atLeast(4),
    },
  };
  const scored = {
    ids: ["a", "b", "c", "d"],
    floors,
    maps: { p: { ciou: [0, 0.5, Number.NaN, 1] } },
  };
  const seen: number[] = [];
  const { p } = await scoreCurves(scored, {
    seed: 1,
    resamples: 100,
    onProgress: (done) => seen.push(done),
  });
  expect([0, 1, 10, 11, 20].map((level) => p!.own.shares[level])).toEqual([
    0.75, 0.5, 0.5, 0.25, 0.25,
  ]);
  expect(p!.own.band).toHaveLength(21);
  for (const [i, [low, high]] of p!.own.band!.entries()) {
    expect(low).toBeLessThanOrEqual(p!.own.shares[i]!);
    expect(high).toBeGreaterThanOrEqual(p!.own.shares[i]!);
  }
  expect(p!.against).toBeNull();
  expect(p!.floors.centreDisc).toEqual(Array(21).fill(0.5));
  expect(seen).toEqual([1]);
  const plain = await scoreCurves({ ...scored, against: scored.maps }, { seed: 1, resamples: 0 });
  expect([plain.p!.own.band, plain.p!.against]).toEqual([null, plain.p!.own]);
  const stopped = scoreCurves(scored, { seed: 1, resamples: 0, signal: AbortSignal.abort() });
  await expect(stopped).rejects.toThrow("aborted");
});

test("a command line can be typed again", () => {
  expect(commandLine(["score", "--maps", "my maps", "--out=a/b.json", "it's", ""])).toBe(
    "ssl score --maps 'my maps' --out=a/b.json 'it'\\''s' ''",
  );
});
