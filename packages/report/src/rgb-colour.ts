/** The bytes of a colour `#rrggbb`. */
export function rgbColour(text: string): readonly [red: number, green: number, blue: number] {
  const value = Number.parseInt(text.slice(1), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}
