import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { afterAll, beforeAll, expect, test } from "vitest";

// Every ```ts block of a package's README, and every @example of its source, is a program: it is
// type-checked, then run from the package's own folder against the built packages.

const packages = fileURLToPath(new URL("../../packages/", import.meta.url));
const SCRATCH = ".examples";

interface Example {
  readonly where: string;
  readonly folder: string;
  readonly code: string;
}

function blocks(text: string): string[] {
  return [...text.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1]!);
}

function examples(name: string): Example[] {
  const folder = join(packages, name);
  const readme = join(folder, "README.md");
  const fromReadme = existsSync(readme) ? blocks(readFileSync(readme, "utf8")) : [];
  const fromSource = readdirSync(join(folder, "src"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) =>
      blocks(readFileSync(join(folder, "src", file), "utf8").replace(/^ *\* ?/gm, "")).map(
        (code) => ({ where: `${name}/src/${file}`, folder, code }),
      ),
    );
  return [
    ...fromReadme.map((code) => ({ where: `${name}/README.md`, folder, code })),
    ...fromSource,
  ];
}

const all = readdirSync(packages).flatMap(examples);
const scratch = [...new Set(all.map(({ folder }) => join(folder, SCRATCH)))];
const clean = (): void => {
  for (const folder of scratch) rmSync(folder, { recursive: true, force: true });
};
const file = ({ folder }: Example, index: number, ending: string): string =>
  join(folder, SCRATCH, `example-${index}.${ending}`);

beforeAll(() => {
  clean();
  all.forEach((example, index) => {
    mkdirSync(join(example.folder, SCRATCH), { recursive: true });
    writeFileSync(file(example, index, "ts"), example.code);
    const { outputText } = ts.transpileModule(example.code, {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
    });
    writeFileSync(file(example, index, "mjs"), outputText);
  });
});
afterAll(clean);

test("every example of a README or a docstring type-checks", () => {
  const { options } = ts.convertCompilerOptionsFromJson(
    {
      target: "ES2022",
      lib: ["ES2023", "DOM"],
      module: "ESNext",
      moduleResolution: "bundler",
      strict: true,
      noEmit: true,
      skipLibCheck: true,
      types: ["node"],
    },
    packages,
  );
  const program = ts.createProgram(
    all.map((example, index) => file(example, index, "ts")),
    options,
  );
  const faults = ts.getPreEmitDiagnostics(program).map(({ file: source, messageText }) => {
    const index = Number(/example-(\d+)\.ts$/.exec(source?.fileName ?? "")?.[1]);
    return `${all[index]?.where}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });
  expect(faults).toEqual([]);
});

test.each(all.map(({ where }, index) => [where, index] as const))(
  "the example of %s (%i) runs and prints what its comments say",
  (_where, index) => {
    const example = all[index]!;
    const { status, stdout, stderr } = spawnSync(process.execPath, [file(example, index, "mjs")], {
      cwd: example.folder,
      encoding: "utf8",
    });
    expect(stderr + String(status)).toMatch(/0$/);
    const promised = [...example.code.matchAll(/console\.log\(.*\);? *\/\/ ([^\n]+)$/gm)];
    const printed = stdout.replace(/\s+/g, "");
    for (const [, comment] of promised) {
      const value = comment!.replace(/\s+/g, "");
      if (/^[\d[\]{}'",.:a-zA-Z()_-]+$/.test(value)) expect(printed).toContain(value);
    }
  },
);
