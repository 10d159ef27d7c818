import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Promised, promisedPrints, says } from "./promised-prints.ts";

// Every ```ts block of a package's README, and every @example of its source, is a program: it is
// type-checked, then run from the package's own folder against the built packages (`pnpm run
// build`), and every console.log with a comment behind it, or right below, must print that.

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
const promised: Promised[] = all.map(({ code }) => promisedPrints(code));
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
    const { outputText } = ts.transpileModule(promised[index]!.program, {
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

test.concurrent.each(all.map(({ where }, index) => [where, index] as const))(
  "the example of %s (%i) runs and prints what its comments say",
  async (_where, index) => {
    const example = all[index]!;
    const stdout = await output(file(example, index, "mjs"), example.folder);
    for (const { comment, printed } of promised[index]!.prints(stdout)) {
      if (!says(comment, printed)) {
        expect.fail(`expected the comment to say what is printed:\n${printed}\ngot:\n${comment}`);
      }
    }
  },
);

function output(program: string, cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program], { cwd, encoding: "utf8" }, (error, stdout) => {
      if (error) reject(error);
      else resolve(stdout);
    });
  });
}

describe("a comment says what is printed", () => {
  test.each([
    ["[ 2, 3 ]", "[2, 3]"],
    ["[2,3]", "[ 2, 3 ]"],
    ["0.5, 1", "Float32Array(2) [ 0.5, 1 ]"],
    ["1 / 3", "0.3333333432674408"],
    ["(1 - 0.75 + 0.25) / 2 = 0.25", "Float32Array(1) [ 0.25 ]"],
    ["0.25 and 0.75", "Float32Array(2) [ 0.25, 0.7500000596046448 ]"],
    ["about 7", "6.9999"],
    ["432: 10 s at 22 050 Hz", "432"],
    ["0, 1, …: the rest is as long", "Int32Array(3) [ 0, 1, 5 ]"],
    ["…: expected 3", "name: expected 3"],
    ["wasm 1", "wasm 1"],
  ])("%s, of %s", (comment, printed) => {
    expect(says(comment, printed)).toBe(true);
  });

  test.each([
    ["[ 2, 4 ]", "[ 2, 3 ]"],
    ["[ 2 ]", "[ 2, 3 ]"],
    ["0.5", "Float32Array(2) [ 0.5, 1 ]"],
    ["0.5, 2", "Float32Array(2) [ 0.5, 1 ]"],
    ["1 / 3 = 0.25", "0.3333333432674408"],
    ["about 7", "7.1"],
    ["2: two", "12"],
    ["some of them", "Int32Array(3) [ 0, 1, 5 ]"],
    ["0, …", "Int32Array(3) [ 1, 1, 5 ]"],
    ["true", "false"],
    ["", "1"],
  ])("not %s, of %s", (comment, printed) => {
    expect(says(comment, printed)).toBe(false);
  });
});
