import ts from "typescript";

/** An example's program, marked so that each print can be held against the comment beside it. */
export interface Promised {
  /** The program, whose prints say which they are. */
  readonly program: string;
  /** What each `console.log` with a comment printed, of the program's whole output. */
  prints(output: string): { readonly comment: string; readonly printed: string }[];
}

const MARK = "\u0001";

/** Finds every `console.log` that has a comment behind it, or on the lines right below. */
export function promisedPrints(code: string): Promised {
  const source = ts.createSourceFile("example.ts", code, ts.ScriptTarget.ES2022, true);
  const comments: string[] = [];
  let program = "";
  let copied = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) {
      const { expression: callee } = node.expression;
      const comment = commentAfter(code, node.end);
      if (callee.getText() === "console.log" && comment !== undefined) {
        const start = callee.getStart();
        program += `${code.slice(copied, start)}(console.log("${MARK}${comments.length}"), console).log`;
        copied = callee.end;
        comments.push(comment);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  program += code.slice(copied);
  return {
    program,
    prints: (output) => {
      const parts = output.split(MARK).slice(1);
      return comments.map((comment, index) => ({
        comment,
        printed: parts
          .filter((part) => part.startsWith(`${index}\n`))
          .map((part) => part.slice(part.indexOf("\n") + 1).trimEnd())
          .join("\n"),
      }));
    },
  };
}

function commentAfter(code: string, end: number): string | undefined {
  const match = /^[ \t]*(?:\/\/ *(.*)|((?:\n[ \t]*\/\/.*)+))/.exec(code.slice(end));
  return match?.[1] ?? match?.[2]?.replace(/\n[ \t]*\/\/ ?/g, "\n").trim();
}

/**
 * Whether a comment says what was printed: the text itself, apart from spaces, with … for what is
 * left out; or the numbers in it, as a list, where each may be a sum ("1 / 3"), rounded after
 * "about". A note may follow after a colon.
 */
export function says(comment: string, printed: string): boolean {
  const claims = [comment];
  for (let at = comment.indexOf(": "); at >= 0; at = comment.indexOf(": ", at + 1)) {
    claims.push(comment.slice(0, at));
  }
  return claims.some((claim) => sameText(claim, printed) || sameNumbers(claim, printed));
}

function sameText(claim: string, printed: string): boolean {
  const parts = claim.replace(/\s+/g, "").split("…");
  if (parts.join("") === "") return false;
  const pattern = parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join(".*");
  return new RegExp(`^${pattern}$`).test(printed.replace(/\s+/g, ""));
}

function sameNumbers(claim: string, printed: string): boolean {
  const tolerance = claim.startsWith("about ") ? 1e-3 : 1e-6;
  const wanted = claim
    .replace(/^about /, "")
    .split(/, | and |; /)
    .map((item) => item.trim());
  const open = wanted.at(-1) === "…";
  if (open) wanted.pop();
  const found = printed.replace(/\w+Array\(\d+\)/g, "").match(/-?\d+(\.\d+)?(e[+-]?\d+)?/gi) ?? [];
  if (wanted.length === 0 || (open ? found.length < wanted.length : found.length !== wanted.length))
    return false;
  return wanted.every((item, i) =>
    item.split(" = ").every((sum) => Math.abs(arithmetic(sum) - Number(found[i])) <= tolerance),
  );
}

/** The value of a sum of plain numbers; NaN for anything else. */
function arithmetic(text: string): number {
  if (!/^[-+*/(). \d]+$/.test(text)) return Number.NaN;
  try {
    return Number(new Function(`return (${text});`)());
  } catch {
    return Number.NaN;
  }
}
