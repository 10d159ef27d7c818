/** Whether a name stays in its folder: no part is empty, `.` or `..`; no backslash, no control. */
export function isPlainPath(name: string): boolean {
  const isPlain = name.split("/").every((part) => !["", ".", ".."].includes(part));
  return isPlain && !/[\\\p{Cc}]/u.test(name);
}
