import { damaged, type Fail, quoted } from "./fail.ts";

/** What the header of a `.npy` file says. */
export interface NpyHeader {
  /** Kind and order of the numbers, such as `<f4`. */
  readonly descr: string;
  /** Whether the first axis, not the last, runs fastest. */
  readonly fortranOrder: boolean;
  /** Length of each axis. */
  readonly shape: number[];
}

/** The few tokens that the header of an array of numbers is made of, after any blanks. */
const token = /[ \t\n\f\r]*('[^'\\\n]*'|"[^"\\\n]*"|-?(?:0|[1-9]\d*)L?|True|False|[{}()[\]:,])/y;

/** NumPy 2's own limit; NumPy 1 had half of it. */
const mostAxes = 64;

/** What is read, in a sentence. */
export const plainNumbers = "real numbers of at most 64 bits";

const foreign = "This may not be a .npy file.";

/**
 * Parses the header of a `.npy` file. It is a Python literal; only the form that holds an array of
 * plain numbers is taken, and nothing is evaluated.
 *
 * @param text - the header, one character a byte
 * @param fail - throws the caller's error
 */
export function npyHeader(text: string, fail: Fail): NpyHeader {
  let start = 0;
  let end = 0;
  const next = (): string => {
    token.lastIndex = end;
    const word = token.exec(text)?.[1] ?? "";
    if (word !== "") end = token.lastIndex;
    start = end - word.length;
    return word;
  };
  const refuse: Refuse = (expected) => {
    const got = start < text.length ? quoted(text.slice(start)) : "its end";
    fail(`${expected} at byte ${start} of the header`, got, foreign);
  };

  const values: { descr?: string; fortranOrder?: boolean; shape?: number[] } = {};
  const seen = new Set<string>();
  if (next() !== "{") refuse("{");
  for (let word = next(); word !== "}"; ) {
    const key = isQuoted(word) ? word.slice(1, -1) : refuse("a name");
    if (seen.has(key)) refuse("another name");
    seen.add(key);
    if (next() !== ":") refuse("a colon");
    if (key === "descr") {
      word = next();
      if (word === "[" || word === "(") {
        fail(plainNumbers, "a structured array", "Save each field as an array of its own.");
      }
      values.descr = isQuoted(word) ? word.slice(1, -1) : refuse("a kind of number");
    } else if (key === "fortran_order") {
      word = next();
      if (word !== "True" && word !== "False") refuse("True or False");
      values.fortranOrder = word === "True";
    } else if (key === "shape") {
      values.shape = shapeFrom(next, refuse, fail);
    } else {
      fail("a header of descr, fortran_order and shape", quoted(key), foreign);
    }
    word = next();
    if (word === ",") word = next();
    else if (word !== "}") refuse("a comma or }");
  }
  if (/[^ \t\n\f\r]/.test(text.slice(end))) {
    next();
    refuse("nothing more");
  }
  const { descr, fortranOrder, shape } = values;
  if (descr === undefined || fortranOrder === undefined || shape === undefined) {
    fail("a header of descr, fortran_order and shape", [...seen].join(", ") || "none", foreign);
  }
  return { descr, fortranOrder, shape };
}

type Refuse = (expected: string) => never;

function shapeFrom(next: () => string, refuse: Refuse, fail: Fail): number[] {
  if (next() !== "(") refuse("a shape in parentheses");
  const shape: number[] = [];
  for (let word = next(); word !== ")"; ) {
    if (!/^-?\d/.test(word)) refuse("a size");
    const size = Number(word.replace("L", ""));
    if (word.startsWith("-") || !Number.isSafeInteger(size)) {
      fail("a shape with sizes from 0 to 2^53 − 1", word.slice(0, 40), damaged);
    }
    shape.push(size);
    word = next();
    if (word === ",") word = next();
    else if (word !== ")" || shape.length === 1) refuse("a comma");
  }
  if (shape.length > mostAxes) {
    fail(`a shape of at most ${mostAxes} axes, as NumPy's have`, `${shape.length}`, damaged);
  }
  return shape;
}

function isQuoted(word: string): boolean {
  return word.startsWith("'") || word.startsWith('"');
}
