/** Something that went wrong, in words for whoever uses the page. */
export class PlainError extends Error {
  override readonly name = "PlainError";
}

/** Words for any error. */
export function plainWords(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
