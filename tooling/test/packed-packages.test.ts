import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

// The packages as a stranger has them: packed, and installed with npm in an empty project.

const root = fileURLToPath(new URL("../..", import.meta.url));
const names = readdirSync(join(root, "packages"));
let project: string;

interface Manifest {
  readonly exports: Record<string, unknown>;
}
const manifest = (name: string): Manifest =>
  JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8")) as Manifest;
const libraries = names.filter((name) => "." in manifest(name).exports);

/** Runs a program and returns what it prints; if it fails, all that it printed is the error. */
function run(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, encoding: "utf8" });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}:\n${stdout}${stderr}`);
  return stdout;
}

beforeAll(() => {
  const unbuilt = names.filter((name) => !existsSync(join(root, "packages", name, "dist")));
  expect(unbuilt, "packages without dist/: run `pnpm run build` first").toEqual([]);
  project = mkdtempSync(join(tmpdir(), "ssl-packed-"));
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    packageManager: string;
  };
  const pack = ["-r", "--filter=./packages/*", "pack", "--pack-destination", project];
  run("npx", ["-y", packageManager, ...pack], root);
  const tarballs = readdirSync(project);
  const local = Object.fromEntries(
    names.map((name) => [
      `@ssl/${name}`,
      `file:${tarballs.find((file) => new RegExp(`^ssl-${name}-\\d.*\\.tgz$`).test(file))}`,
    ]),
  );
  writeFileSync(
    join(project, "package.json"),
    JSON.stringify({
      private: true,
      type: "module",
      dependencies: { ...local, "@tensorflow/tfjs-core": "4.22.0", ndarray: "1.1.1" },
      overrides: local,
    }),
  );
  run(
    "npm",
    ["install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"],
    project,
  );
}, 300_000);

afterAll(() => rmSync(project, { recursive: true, force: true }));

test("every library imports, and requires, from its tarball", () => {
  const list = JSON.stringify(libraries);
  writeFileSync(
    join(project, "import.mjs"),
    `for (const name of ${list}) if (Object.keys(await import("@ssl/" + name)).length === 0) throw new Error(name);\nconsole.log("imported");\n`,
  );
  writeFileSync(
    join(project, "require.cjs"),
    `for (const name of ${list}) if (Object.keys(require("@ssl/" + name)).length === 0) throw new Error(name);\nconsole.log("required");\n`,
  );
  expect(run(process.execPath, ["import.mjs"], project)).toContain("imported");
  expect(run(process.execPath, ["--no-warnings", "require.cjs"], project)).toContain("required");
});

test("every library's types hold up in a strict project", () => {
  const imports = libraries.map(
    (name, i) =>
      `import * as p${i} from "@ssl/${name}";\nexport const names${i}: string[] = Object.keys(p${i});\n`,
  );
  writeFileSync(join(project, "types.ts"), imports.join(""));
  // The types of tfjs-core 4.22 name Long without saying where it is from.
  writeFileSync(join(project, "long.d.ts"), "interface Long {}\n");
  const strict = ["--strict", "--noEmit", "--skipLibCheck", "false", "--target", "es2022"];
  const modules = ["--module", "nodenext", "--types", "node"];
  const typeRoots = ["--typeRoots", join(root, "node_modules", "@types")];
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  const files = ["types.ts", "long.d.ts"];
  run(process.execPath, [compiler, ...strict, ...modules, ...typeRoots, ...files], project);
});

test("every tarball has its licence, its README and no tests", () => {
  for (const name of names) {
    const files = readdirSync(join(project, "node_modules", "@ssl", name));
    expect(files, name).toEqual(expect.arrayContaining(["LICENSE", "README.md", "package.json"]));
    expect(files, name).not.toContain("test");
  }
});

test("the command runs from its tarball, and trains on the data that come with it", () => {
  const ssl = (...args: string[]): string =>
    run(join(project, "node_modules", ".bin", "ssl"), args, project);
  const help = ssl("--help");
  for (const command of ["demo", "train", "evaluate", "localize", "score", "merge"]) {
    expect(help).toContain(command);
  }
  const widths = ["--image-width", "0.0625", "--sound-width", "0.0625", "--features", "8"];
  const scenes = ["--scenes-per-epoch", "2", "--batch-size", "2", "--picture-side", "32"];
  ssl("train", ...widths, ...scenes, "--epochs", "1", "--out", "run");
  expect(readdirSync(join(project, "run"))).toContain("localizer.safetensors");
});

test("the command scores maps from its tarball, on two threads", () => {
  const truth = {
    schema: "ssl-truth/1",
    name: "one",
    coordinates: "normalised",
    width: 1,
    height: 1,
    consensus: 1,
    samples: [{ id: "one", annotators: [[[0, 0, 0.5, 1]]] }],
  };
  writeFileSync(join(project, "truth.json"), JSON.stringify(truth));
  writeFileSync(
    join(project, "write-map.mjs"),
    `import { mkdirSync, writeFileSync } from "node:fs";
import { writeNpy } from "@ssl/tensor-files";
mkdirSync("maps", { recursive: true });
writeFileSync("maps/one.npy", writeNpy({ shape: [2, 2], data: Float32Array.of(1, 0, 1, 0) }));
`,
  );
  run(process.execPath, ["write-map.mjs"], project);
  const ssl = join(project, "node_modules", ".bin", "ssl");
  const files = ["--truth", "truth.json", "--maps", "maps"];
  const json = run(ssl, ["score", ...files, "--jobs", "2", "--format", "json"], project);
  expect(JSON.parse(json).protocols.hche11).toMatchObject({ ciou50: 1, nan: 0 });
});
