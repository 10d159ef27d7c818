/**
 * What a map that needs no model is called in tables.
 *
 * @param floor - its name in reports, such as `centreDisc`
 * @returns the words; other names as they are
 * @example
 * ```ts
 * import { floorWords } from "@ssl/report";
 *
 * console.log(floorWords("centreDisc")); // centre disc
 * ```
 */
export function floorWords(floor: string): string {
  return FLOORS.get(floor) ?? floor;
}

const FLOORS: ReadonlyMap<string, string> = new Map([
  ["allOn", "all on"],
  ["centreDisc", "centre disc"],
  ["oracleDisc", "oracle disc"],
  ["noise", "noise"],
  ["pictureOnly", "picture only"],
]);
