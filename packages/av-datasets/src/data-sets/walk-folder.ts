import { opendir, realpath, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { orFileError, quoted, refuse } from "../refuse.ts";

/** What a walk does with what it meets; paths are relative to the root, with `/`. */
export interface FolderVisitor {
  /** A file, or a link to one. */
  file(path: string, name: string): void;
  /** A folder, or a link to one; the walk goes into it unless told `"skip"`. */
  folder?(path: string, name: string): "enter" | "skip";
  /** A link that leads nowhere. */
  broken?(path: string): void;
}

/** Entries that are read at a time. */
const AT_ONCE = 1024;

/**
 * Goes through a folder and all folders in it, without a look at each file: the system's list of
 * names says what is a folder and what is a link, and only links are resolved. Hidden entries are
 * passed over. A link that leaves the root is refused, and so is one that leads back into itself.
 *
 * @param root - absolute, links resolved
 */
export async function walkFolder(
  caller: string,
  root: string,
  visitor: FolderVisitor,
): Promise<void> {
  const enter = async (real: string, path: string, above: readonly string[]): Promise<void> => {
    if (above.includes(real)) {
      refuse(
        caller,
        `folders in ${root} that end somewhere`,
        `a link that leads back into itself: ${quoted(path)}`,
        "Remove the link.",
      );
    }
    const within = [...above, real];
    const folders: [real: string, path: string][] = [];
    const open = () => opendir(real, { bufferSize: AT_ONCE });
    for await (const entry of await orFileError(caller, real, open)) {
      const { name } = entry;
      if (name.startsWith(".")) continue;
      const inside = path === "" ? name : `${path}/${name}`;
      if (entry.isFile()) visitor.file(inside, name);
      else if (entry.isDirectory()) folders.push([join(real, name), inside]);
      else if (entry.isSymbolicLink()) {
        const target = await linkTarget(caller, root, join(real, name), inside);
        if (target === undefined) visitor.broken?.(inside);
        else if (target.folder) folders.push([target.real, inside]);
        else visitor.file(inside, name);
      }
    }
    // In a stated order, so that of two loops always the same one is named.
    folders.sort(([, a], [, b]) => (a < b ? -1 : 1));
    for (const [target, inside] of folders) {
      const name = inside.slice(inside.lastIndexOf("/") + 1);
      if (visitor.folder?.(inside, name) === "skip") continue;
      await enter(target, inside, within);
    }
  };
  await enter(root, "", []);
}

/** Where a link leads: a file or folder in the root, or nowhere. */
export async function linkTarget(
  caller: string,
  root: string,
  link: string,
  path: string,
): Promise<{ real: string; folder: boolean } | undefined> {
  let real: string;
  try {
    real = await realpath(link);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    if (code !== "ELOOP") throw cause;
    return refuse(
      caller,
      `links in ${root} that end somewhere`,
      `a loop of links: ${quoted(path)}`,
      "Remove it.",
      cause,
    );
  }
  const way = relative(root, real);
  if (way === ".." || way.startsWith(`..${sep}`) || way.startsWith(sep)) {
    refuse(
      caller,
      `links that stay in ${root}`,
      `${quoted(path)}, which leads to ${quoted(real)}`,
      "Open the folder that it leads to, or copy what it leads to into this one.",
    );
  }
  const status = await stat(real);
  return { real, folder: status.isDirectory() };
}
