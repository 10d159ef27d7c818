import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";

// The packages as a stranger has them: packed, and installed with npm in an empty project. They
// must have been built before (`pnpm run build`).

const root = fileURLToPath(new URL("../..", import.meta.url));
const names = readdirSync(join(root, "packages"));
let project: string;

interface Manifest {
  readonly exports: Record<string, unknown>;
  readonly devDependencies: Record<string, string>;
}
const manifest = (name: string): Manifest =>
  JSON.parse(readFileSync(join(root, "packages", name, "package.json"), "utf8")) as Manifest;
const libraries = names.filter((name) => "." in manifest(name).exports);

function run(command: string, args: string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "ssl-packed-"));
  const { packageManager, devDependencies } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  ) as { packageManager: string; devDependencies: Record<string, string> };
  run(
    "npx",
    [
      "-y",
      packageManager,
      "-r",
      "--filter=./packages/*",
      "exec",
      "pnpm",
      "pack",
      "--pack-destination",
      project,
    ],
    root,
  );
  const tarballs = readdirSync(project).filter((file) => file.endsWith(".tgz"));
  expect(tarballs.length).toBe(names.length);
  const local = Object.fromEntries(
    names.map((name) => [
      `@ssl/${name}`,
      `file:${tarballs.find((file) => new RegExp(`^ssl-${name}-\\d`).test(file))}`,
    ]),
  );
  writeFileSync(
    join(project, "package.json"),
    JSON.stringify({
      private: true,
      type: "module",
      dependencies: {
        ...local,
        "@tensorflow/tfjs-core": "4.22.0",
        "@types/node": devDependencies["@types/node"],
        ndarray: "1.1.1",
        typescript: devDependencies.typescript,
      },
      overrides: local,
    }),
  );
  run("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], project);
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
  writeFileSync(
    join(project, "types.ts"),
    libraries
      .map(
        (name, i) =>
          `import * as p${i} from "@ssl/${name}";\nexport const names${i}: string[] = Object.keys(p${i});\n`,
      )
      .join(""),
  );
  const strict = [
    "--strict",
    "--noEmit",
    "--module",
    "nodenext",
    "--target",
    "es2022",
    "--skipLibCheck",
    "false",
    "--types",
    "node",
  ];
  run(process.execPath, ["node_modules/typescript/bin/tsc", ...strict, "types.ts"], project);
});

test("every tarball has its licence, its README and no tests", () => {
  for (const name of names) {
    const files = readdirSync(join(project, "node_modules", "@ssl", name));
    expect(files, name).toEqual(expect.arrayContaining(["LICENSE", "README.md", "package.json"]));
    expect(files, name).not.toContain("test");
  }
});

test("the command runs from its tarball", () => {
  const help = run(join(project, "node_modules", ".bin", "ssl"), ["--help"], project);
  for (const command of ["demo", "train", "evaluate", "localize"]) expect(help).toContain(command);
});
