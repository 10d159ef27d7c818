/**
 * The first key that an object of a JSON text has twice, which `JSON.parse` passes over.
 *
 * @param json - a text that `JSON.parse` accepts
 * @returns the key, or undefined if there is none
 */
export function repeatedKey(json: string): string | undefined {
  const open: Set<string>[] = [];
  for (let at = 0; at < json.length; at++) {
    if (json[at] === "{") open.push(new Set());
    else if (json[at] === "}") open.pop();
    else if (json[at] === '"') {
      const start = at++;
      while (json[at] !== '"') at += json[at] === "\\" ? 2 : 1;
      if (!isFollowedByColon(json, at + 1)) continue;
      const key = JSON.parse(json.slice(start, at + 1)) as string;
      const keys = open.at(-1)!;
      if (keys.has(key)) return key;
      keys.add(key);
    }
  }
  return undefined;
}

function isFollowedByColon(json: string, from: number): boolean {
  let at = from;
  while (" \t\n\r".includes(json[at] ?? "end")) at++;
  return json[at] === ":";
}
