/**
 * What was typed, as it can be typed again in a shell.
 *
 * @param args - those after the command's name
 */
export function commandLine(args: readonly string[] = process.argv.slice(2)): string {
  return ["ssl", ...args.map(quoted)].join(" ");
}

function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
