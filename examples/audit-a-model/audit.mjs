import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const [command = "python3 predict.py"] = process.argv.slice(2);
const program = fileURLToPath(new URL("dist/ssl.js", import.meta.resolve("@ssl/cli/package.json")));

/** @param {string[]} args */
function ssl(...args) {
  console.log(`\n$ ssl ${args.join(" ")}`);
  const { status } = spawnSync(process.execPath, [program, ...args], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

// Scenes of a toy world: two objects each, one of which sounds. Take your own test set instead.
ssl(
  "compose",
  "--toy",
  "--scenes",
  "80",
  "--side",
  "128",
  "--seconds",
  "1",
  "--out",
  "work/scenes",
);
ssl("audit", "build", "--data", "work/scenes", "--out", "work/audit");
ssl("audit", "run", "--manifest", "work/audit", "--command", command, "--out", "work/run");
ssl("audit", "report", "work/run", "--protocol", "oya-minmax-224,hche11");
