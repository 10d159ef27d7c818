import { closeSync, openSync, readSync, statSync } from "node:fs";
import { refuse } from "../refuse.ts";
import { npyOf } from "./map-file.ts";
import { type FileArray, mapShape } from "./map-grid.ts";

/** Bytes that hold any header that NumPy reads. */
const LONGEST_HEAD = 10_012;

/** Maps that stand one behind the other in a `.npy` file. */
export interface NpyStack {
  /** How many. */
  readonly count: number;
  /** Reads one of them, and nothing else of the file. */
  readonly read: (caller: string, index: number) => FileArray;
}

/** Looks at the head of a `.npy` file of shape [n, …], whose maps are then read one by one. */
export function npyStack(caller: string, path: string): NpyStack {
  const fileLength = statSync(path).size;
  const start = bytesAt(path, 0, Math.min(LONGEST_HEAD, fileLength));
  const dataStart = dataStartOf(start);
  // One character a byte.
  const text = String.fromCharCode(...start.subarray(0, dataStart));
  const [, before, sizes] = /^([\s\S]*["']shape["']\s*:\s*)(\([^)]*\))/.exec(text) ?? [];
  if (before === undefined || sizes === undefined || dataStart > start.length) {
    return refuse(caller, `the header of a NumPy array in ${path}`, "another one, or a part of it");
  }
  const shape = sizes.match(/\d+/g)?.map(Number) ?? [];
  const [count = 0, ...rest] = shape;
  if (shape.length < 3 || count === 0 || mapShape(rest) === undefined) {
    refuse(
      caller,
      `maps of shape [n, h, w] in ${path}`,
      `shape [${shape.join(", ")}]`,
      "Of files with one map each give the path of their folder.",
    );
  }
  if (/fortran_order["']\s*:\s*True/.test(text)) {
    refuse(
      caller,
      `maps one behind the other in ${path}`,
      "Fortran order",
      "Save np.ascontiguousarray(maps).",
    );
  }
  const length = (fileLength - dataStart) / count;
  if (!Number.isInteger(length)) {
    refuse(
      caller,
      `${count} maps in ${path}`,
      `${fileLength - dataStart} bytes of data`,
      "The file may be cut off.",
    );
  }
  // The head of a file with one map: the same kind of number, as many bytes, a shorter shape.
  const head = start.slice(0, dataStart);
  const oneShape = `(${rest.join(", ")})`.padEnd(sizes.length);
  head.set(new TextEncoder().encode(oneShape), before.length);
  const read = (by: string, index: number): FileArray => {
    return npyOf(by, bytesAt(path, dataStart + index * length, length, head), path);
  };
  read(caller, 0);
  return { count, read };
}

/** Where the data begin: behind the magic, the version, the header's length and the header. */
function dataStartOf(start: Uint8Array): number {
  if (start.length < 12) return Infinity;
  const view = new DataView(start.buffer, start.byteOffset, start.length);
  return start[6] === 1 ? 10 + view.getUint16(8, true) : 12 + view.getUint32(8, true);
}

/** Reads part of a file, or what there is of it, behind other bytes. */
export function bytesAt(
  path: string,
  position: number,
  length: number,
  head: Uint8Array = new Uint8Array(0),
): Uint8Array {
  const bytes = new Uint8Array(head.length + length);
  bytes.set(head);
  const file = openSync(path, "r");
  try {
    let reached = 0;
    while (reached < length) {
      const left = length - reached;
      const part = readSync(file, bytes, head.length + reached, left, position + reached);
      if (part === 0) break;
      reached += part;
    }
    return bytes.subarray(0, head.length + reached);
  } finally {
    closeSync(file);
  }
}
