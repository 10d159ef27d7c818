// `npm test` and `npm run demo` on a bare machine: fetches the pinned pnpm through npm, installs, then runs.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const { packageManager } = JSON.parse(
  readFileSync(new URL("../package.json", import.meta.url), "utf8"),
);
const env = { ...process.env, TURBO_TELEMETRY_DISABLED: "1" };

function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: root, env, stdio: "inherit" });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}
const pnpm = (...args) => run("npx", ["-y", packageManager, ...args]);

const [task, ...rest] = process.argv.slice(2);
pnpm("install", "--frozen-lockfile", "--prefer-offline", "--reporter=append-only");
if (task === "test") {
  pnpm("run", "check", ...rest);
} else {
  pnpm("exec", "turbo", "run", "build", "--filter=@ssl/cli", "--output-logs=errors-only");
  run(process.execPath, ["packages/cli/dist/ssl.js", task, ...rest]);
}
