import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Grid } from "@ssl/metrics-ciou";
import { orFileError, quoted, quotedList, refuse } from "../refuse.ts";
import { checkIds } from "../truths/check-ids.ts";
import { arraysOf, mapOfFile } from "./map-file.ts";
import { mapGrid } from "./map-grid.ts";
import { bytesAt, npyStack } from "./npy-stack.ts";

/** Reads the map of one id. */
export type MapReader = () => Promise<Grid>;

const READ = "MapSet.read";

/** How to read each map of a folder or file, by id. */
export function mapReaders(path: string): Map<string, MapReader> {
  const status = statSync(path);
  if (status.isDirectory()) return readersOfFolder(path);
  if (!status.isFile()) refuse("openMapSet", `a folder or a file at ${path}`, "neither");
  const magic = String.fromCharCode(...bytesAt(path, 0, 9));
  if (magic.startsWith("\x93NUMPY")) return readersOfNpy(path);
  if (magic.startsWith("PK")) return readersOfArrays(path, "npz");
  if (magic.endsWith("{")) return readersOfArrays(path, "safetensors");
  return refuse(
    "openMapSet",
    `a .npy, .npz or .safetensors file, or a folder of maps, at ${path}`,
    status.size > 0 ? "a file that begins otherwise" : "an empty file",
  );
}

function readersOfFolder(path: string): Map<string, MapReader> {
  const entries = readdirSync(path, { withFileTypes: true });
  const byId = new Map<string, string[]>();
  for (const entry of entries) {
    const [, id] = /^(.+)\.(?:npy|npz|safetensors|png)$/i.exec(entry.name) ?? [];
    // What begins with ._ are macOS's notes about a file, not the file.
    if (id === undefined || entry.isDirectory() || entry.name.startsWith("._")) continue;
    byId.set(id, [...(byId.get(id) ?? []), entry.name]);
  }
  if (byId.size === 0) {
    refuse(
      "openMapSet",
      `files <id>.npy, .npz, .safetensors or .png in the folder ${path}`,
      entries.length > 0 ? quotedList(entries.map(({ name }) => name).sort()) : "none",
    );
  }
  const twice = [...byId.values()].filter((names) => names.length > 1).flat();
  if (twice.length > 0) {
    refuse(
      "openMapSet",
      `one map for each id in ${path}`,
      quotedList(twice.sort()),
      "Move away those that are not meant.",
    );
  }
  return new Map(
    [...byId.keys()].sort().map((id) => {
      const file = join(path, byId.get(id)![0]!);
      const read = async (): Promise<Grid> => mapOfFile(READ, readFileSync(file), file);
      return [id, () => orFileError(READ, file, read)];
    }),
  );
}

function readersOfNpy(path: string): Map<string, MapReader> {
  const { count, read } = npyStack("openMapSet", path);
  const ids = listedIds(path, count);
  if (ids === undefined) {
    return refuse(
      "openMapSet",
      `the ids of the ${count} maps in ${path}`,
      `no ${path}.ids.txt`,
      "Write them to that file, one a line, in the order of the maps.",
    );
  }
  return numbered(ids, (index) =>
    orFileError(READ, path, async () => {
      return mapGrid(READ, read(READ, index), `${quoted(ids[index]!)} of ${path}`);
    }),
  );
}

function readersOfArrays(path: string, kind: "npz" | "safetensors"): Map<string, MapReader> {
  const arrays = arraysOf("openMapSet", kind, readFileSync(path), path);
  const [stack] = arrays.values();
  const count = stack?.shape[0] ?? 0;
  const ids = listedIds(path, count);
  if (ids === undefined) {
    return new Map(
      [...arrays].map(([id, array]) => {
        return [id, async () => mapGrid(READ, array, `${quoted(id)} of ${path}`)];
      }),
    );
  }
  if (stack === undefined || arrays.size > 1 || stack.shape.length < 3) {
    const shapes = [...arrays].map(([name, { shape }]) => `${name} of shape [${shape.join(", ")}]`);
    return refuse(
      "openMapSet",
      `one array of shape [n, h, w] in ${path}, beside which is a list of ids`,
      arrays.size > 3 ? `${arrays.size} arrays` : shapes.join(" and ") || "none",
      "Without the list, each array is the map that its name says.",
    );
  }
  const size = stack.data.length / count;
  return numbered(ids, async (index) => {
    const data = stack.data.subarray(index * size, (index + 1) * size);
    const place = `${quoted(ids[index]!)} of ${path}`;
    return mapGrid(READ, { shape: stack.shape.slice(1), data }, place);
  });
}

/** The ids beside a file, one a line; undefined if there is no such list. */
function listedIds(path: string, count: number): string[] | undefined {
  const list = `${path}.ids.txt`;
  if (!existsSync(list)) return undefined;
  const text = new TextDecoder().decode(readFileSync(list));
  const ids = text.replace(/\r?\n$/, "").split(/\r?\n/);
  if (ids.length !== count) {
    refuse("openMapSet", `${count} ids in ${list}, as many as maps`, `${ids.length} lines`);
  }
  checkIds("openMapSet", ids, list);
  return ids;
}

function numbered(
  ids: readonly string[],
  read: (index: number) => Promise<Grid>,
): Map<string, MapReader> {
  return new Map(ids.map((id, index) => [id, () => read(index)]));
}
