/** What a sound that was put to a picture is, for readers; other names stay as they are. */
export function conditionWords(condition: string): string {
  return WORDS.get(condition) ?? condition;
}

const WORDS: ReadonlyMap<string, string> = new Map([
  ["original", "its own sound"],
  ["picture-only", "no sound: the picture alone"],
  ["silence", "silence"],
  ["noise", "white noise"],
  ["off-screen", "an off-screen sound"],
  ["same-class", "another sound of its class"],
  ["other-class", "a sound of another class"],
]);
