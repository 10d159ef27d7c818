import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

// Who may import whom (docs/decisions/0001-packages.md). An arrow goes down only.
const TABLE: Record<string, readonly string[]> = {
  "named-streams": [],
  "batch-norm": [],
  "audio-stft": [],
  "metrics-ciou": ["named-streams"],
  "tensor-files": [],
  "tfjs-backends": [],
  report: ["metrics-ciou"],
  "demo-data": [],
  "network-weights": ["named-streams"],
  "image-net": ["batch-norm", "network-weights"],
  "sound-net": ["batch-norm", "network-weights"],
  "selection-module": ["batch-norm", "named-streams", "network-weights"],
  "concat-protocol": ["named-streams"],
  "av-datasets": ["audio-stft", "metrics-ciou", "named-streams", "tensor-files"],
  "ssl-core": [
    "audio-stft",
    "concat-protocol",
    "image-net",
    "metrics-ciou",
    "named-streams",
    "selection-module",
    "sound-net",
    "tensor-files",
  ],
  cli: [
    "audio-stft",
    "av-datasets",
    "concat-protocol",
    "demo-data",
    "metrics-ciou",
    "named-streams",
    "report",
    "ssl-core",
    "tensor-files",
    "tfjs-backends",
  ],
};

/** Packages whose source may name tfjs; only tfjs-backends and the cli may name a backend. */
const TENSORS = ["batch-norm", "image-net", "sound-net", "selection-module", "ssl-core"];

const packages = new URL("../../packages/", import.meta.url);
const names = readdirSync(packages);

function imports(name: string): string[] {
  const folder = new URL(`${name}/src/`, packages);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const found = files.flatMap((file) => {
    // Examples in docstrings may import anything; code may not.
    const code = readFileSync(new URL(file, folder), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");
    return [...code.matchAll(/(?:from|import)\s*\(?\s*"([^".][^"]*)"/g)].map((match) => match[1]!);
  });
  return [...new Set(found)];
}

test("every package has its row in the import table", () => {
  expect([...names].sort()).toEqual(Object.keys(TABLE).sort());
});

test.each(names)("%s imports and declares only the packages below it", (name) => {
  const allowed = TABLE[name]!;
  const { dependencies = {} } = JSON.parse(
    readFileSync(new URL(`${name}/package.json`, packages), "utf8"),
  ) as { dependencies?: Record<string, string> };
  const own = (list: string[]): string[] =>
    list.filter((entry) => entry.startsWith("@ssl/")).map((entry) => entry.slice("@ssl/".length));
  expect(allowed).toEqual(expect.arrayContaining(own(imports(name))));
  expect(allowed).toEqual(expect.arrayContaining(own(Object.keys(dependencies))));
  expect(
    own(Object.keys(dependencies)).filter((entry) => !own(imports(name)).includes(entry)),
  ).toEqual([]);
});

test.each(names)("%s keeps away from tfjs unless it computes with tensors", (name) => {
  const tfjs = imports(name).filter((entry) => entry.startsWith("@tensorflow/"));
  if (name === "tfjs-backends") return;
  const allowed = TENSORS.includes(name) ? ["@tensorflow/tfjs-core"] : [];
  expect(allowed).toEqual(expect.arrayContaining(tfjs));
});
