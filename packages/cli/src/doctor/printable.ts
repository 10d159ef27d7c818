/** Text without control characters, which a name of a file may hold and a terminal would obey. */
export function printable(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, (character) => {
    const code = character.codePointAt(0)!.toString(16).padStart(2, "0");
    return `\\x${code}`;
  });
}
