import { posix } from "node:path";
import { quoted, refuse } from "../refuse.ts";

/**
 * A path that a file of the data set names, made plain: `./a//b` becomes `a/b`. One that is absolute
 * or leaves the folder is refused.
 */
export function pathInside(caller: string, path: string, file: string): string {
  const plain = posix.normalize(path.replaceAll("\\", "/"));
  const outside = plain === ".." || plain.startsWith("../");
  if (!outside && !plain.startsWith("/") && !/^[a-z]:/i.test(plain) && !plain.includes("\0")) {
    return plain;
  }
  return refuse(
    caller,
    `paths in ${file} that stay in the data set's folder`,
    quoted(path),
    "Write it relative to that folder.",
  );
}
