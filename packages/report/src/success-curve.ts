import { type Html, html } from "./html.ts";
import { percent } from "./percent.ts";
import type { SuccessShares } from "./success-shares.ts";

/** One line of a success curve. */
export interface SuccessLine {
  /** Stands in the legend. */
  readonly name: string;
  /** How it is drawn: solid with a band, dashed with a band, or thin and dotted. */
  readonly kind: "own" | "against" | "floor";
  /** The share of samples at evenly spaced levels from 0 to 1, and its intervals if it has any. */
  readonly success: SuccessShares;
}

/**
 * Draws success curves: for each consensus IoU the share of samples that reach it.
 *
 * Lines differ in their dashes as well as in colour, and the description holds the numbers at 0.5. The
 * drawing needs no style sheet; the classes `own`, `against` and `floor` let a page recolour it.
 *
 * @param title - its accessible name
 * @param lines - at least one; shares and intervals are fractions of 1
 * @returns an SVG element as text, also good as a file of its own
 * @throws RangeError if there is no line, a line has fewer than two levels, or a band has not as many
 * levels as its line
 * @example
 * ```ts
 * import { successCurve } from "@ssl/report";
 *
 * const success = { shares: [1, 0.75, 0], band: null };
 * const svg = successCurve("Dogs", [{ name: "maps", kind: "own", success }]);
 * console.log(svg.includes("At 0.5: maps 75.00 %")); // true
 * ```
 */
export function successCurve(title: string, lines: readonly SuccessLine[]): string {
  checkLines(lines);
  const height = PLOT_BOTTOM + 40 + 18 * lines.length;
  const summary = lines.map((line) => `${line.name} ${valueAtHalf(line.success)}`).join("; ");
  return html`<svg xmlns="http://www.w3.org/2000/svg" class="curve" role="img" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="currentColor">
<title>${title}</title>
<desc>Share of samples over the least consensus IoU. At 0.5: ${summary}.</desc>
${grid()}${lines.map(band)}${lines.map(curve)}${lines.map(legend)}</svg>`.html;
}

const WIDTH = 400;
const LEFT = 44;
const RIGHT = 388;
const TOP = 10;
const PLOT_BOTTOM = 230;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

const COLOURS = { own: "#0072b2", against: "#d55e00", floor: "#6b6b6b" } as const;
const DASHES = ["1 3", "6 3", "2 2 6 2", "9 3 1 3"];

function grid(): Html {
  return html`<g stroke="currentColor" stroke-opacity="0.2">${TICKS.map(
    (tick) =>
      html`<path d="M${x(tick)} ${TOP}V${PLOT_BOTTOM}"/><path d="M${LEFT} ${y(tick)}H${RIGHT}"/>`,
  )}</g>
<g text-anchor="middle">${TICKS.map(
    (tick) => html`<text x="${x(tick)}" y="${PLOT_BOTTOM + 16}">${tick}</text>`,
  )}<text x="${(LEFT + RIGHT) / 2}" y="${PLOT_BOTTOM + 32}">consensus IoU of at least</text></g>
<g text-anchor="end">${TICKS.map(
    (tick) => html`<text x="${LEFT - 6}" y="${y(tick) + 4}">${tick * 100} %</text>`,
  )}</g>
`;
}

function band({ kind, success }: SuccessLine): Html | null {
  if (success.band === null) return null;
  const ends = success.band.map(([low, high]) => [low, high] as const);
  const upper = ends.map(([, high], i) => point(i, ends.length, high));
  const lower = ends.map(([low], i) => point(i, ends.length, low)).reverse();
  return html`<polygon class="${kind}-band" points="${[...upper, ...lower].join(" ")}" fill="${COLOURS[kind]}" fill-opacity="0.2"/>
`;
}

function curve(line: SuccessLine, index: number, lines: readonly SuccessLine[]): Html {
  const { shares } = line.success;
  const points = shares.map((share, i) => point(i, shares.length, share)).join(" ");
  return html`<polyline ${stroke(line, index, lines)} points="${points}"/>
`;
}

function legend(line: SuccessLine, index: number, lines: readonly SuccessLine[]): Html {
  const middle = PLOT_BOTTOM + 50 + 18 * index;
  return html`<path ${stroke(line, index, lines)} d="M${LEFT} ${middle}h32"/><text x="${LEFT + 40}" y="${middle + 4}">${line.name}</text>
`;
}

/** Colour and dashes; floors take the dashes in turn. */
function stroke({ kind }: SuccessLine, index: number, lines: readonly SuccessLine[]): Html {
  const floorsBefore = lines.slice(0, index).filter((line) => line.kind === "floor").length;
  const dashes = {
    own: "none",
    against: "7 4",
    floor: DASHES[floorsBefore % DASHES.length]!,
  }[kind];
  return html`class="${kind}" fill="none" stroke="${COLOURS[kind]}" stroke-width="${kind === "floor" ? 1.25 : 2.25}" stroke-dasharray="${dashes}"`;
}

function point(index: number, count: number, share: number): string {
  return `${x(index / (count - 1))},${y(share)}`;
}

function x(level: number): number {
  return rounded(LEFT + level * (RIGHT - LEFT));
}

function y(share: number): number {
  return rounded(PLOT_BOTTOM - share * (PLOT_BOTTOM - TOP));
}

function rounded(pixels: number): number {
  return Math.round(pixels * 10) / 10;
}

/** The line's number at a consensus IoU of 0.5, between levels if none stands there. */
function valueAtHalf({ shares, band: ends }: SuccessShares): string {
  const middle = (shares.length - 1) / 2;
  const before = shares[Math.floor(middle)]!;
  const after = shares[Math.ceil(middle)]!;
  const value = `${percent((before + after) / 2)} %`;
  if (ends === null || !Number.isInteger(middle)) return value;
  const [low, high] = ends[middle]!;
  return `${value} [${percent(low)}, ${percent(high)}]`;
}

function checkLines(lines: readonly SuccessLine[]): void {
  if (lines.length === 0) {
    throw new RangeError("successCurve: expected at least one line, got none.");
  }
  for (const { name, success } of lines) {
    const { shares, band: ends } = success;
    if (shares.length < 2) {
      throw new RangeError(
        `successCurve: expected at least two levels, got ${shares.length} in ${JSON.stringify(name)}.`,
      );
    }
    if (ends !== null && ends.length !== shares.length) {
      throw new RangeError(
        `successCurve: expected an interval for each of ${shares.length} levels, got ${ends.length} in ${JSON.stringify(name)}.`,
      );
    }
  }
}
