// Builds all packages, then runs every bench, one after another: packages/*/bench/*.bench.mjs with
// Node, *.bench.ts with vitest. Nothing else should run meanwhile.
//
//     node tooling/run-benches.mjs [PACKAGE]

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const only = process.argv[2];

function run(command, args) {
  const start = performance.now();
  console.log(`\n${[command, ...args].join(" ")}`);
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: "inherit" });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
  console.log(`took ${((performance.now() - start) / 1000).toFixed(0)} s`);
}

const benches = readdirSync(`${root}packages`)
  .filter((name) => only === undefined || name === only)
  .map((name) => `packages/${name}/bench`)
  .filter((folder) => existsSync(`${root}${folder}`))
  .flatMap((folder) => readdirSync(`${root}${folder}`).map((file) => `${folder}/${file}`));

run("pnpm", ["exec", "turbo", "run", "build", "--output-logs=errors-only"]);
for (const bench of benches.filter((file) => file.endsWith(".bench.mjs"))) run("node", [bench]);
for (const bench of benches.filter((file) => file.endsWith(".bench.ts"))) {
  run("pnpm", ["exec", "vitest", "bench", "--run", "--project", "unit", bench]);
}
