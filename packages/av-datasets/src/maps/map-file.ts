import type { Grid } from "@ssl/metrics-ciou";
import { readNpy, readNpz, readSafetensors } from "@ssl/tensor-files";
import { quotedList, refuse } from "../refuse.ts";
import { decodePng } from "./decode-png.ts";
import { type FileArray, mapGrid } from "./map-grid.ts";

/** Bytes that the arrays of an archive may unpack to. */
const LARGEST_ARCHIVE = 2 ** 31;

/** The arrays of a file of many, by name and in its order. */
export function arraysOf(
  caller: string,
  kind: "npz" | "safetensors",
  bytes: Uint8Array,
  path: string,
): Map<string, FileArray> {
  return reading(caller, path, () => {
    if (kind === "npz") return readNpz(bytes, { maxBytes: LARGEST_ARCHIVE });
    return new Map<string, FileArray>(Object.entries(readSafetensors(bytes).tensors));
  });
}

/** The array of a `.npy` file. */
export function npyOf(caller: string, bytes: Uint8Array, path: string): FileArray {
  return reading(caller, path, () => readNpy(bytes));
}

/** The one map of a file, of the kind that its name's ending says. */
export async function mapOfFile(caller: string, bytes: Uint8Array, path: string): Promise<Grid> {
  const ending = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
  if (ending === "png") return greyMap(caller, bytes, path);
  if (ending === "npy") return mapGrid(caller, npyOf(caller, bytes, path), path);
  const arrays = arraysOf(caller, ending === "npz" ? "npz" : "safetensors", bytes, path);
  const [array] = arrays.values();
  if (array === undefined || arrays.size > 1) {
    refuse(
      caller,
      `one array in ${path}`,
      arrays.size > 0 ? quotedList([...arrays.keys()]) : "none",
      "Of a file with many maps give the path of the file itself.",
    );
  }
  return mapGrid(caller, array, path);
}

/** A grey picture's values, black 0 and white 1. */
async function greyMap(caller: string, bytes: Uint8Array, path: string): Promise<Grid> {
  const { data, width, height } = await decodePng(caller, bytes, path);
  const white = data instanceof Uint16Array ? 65_535 : 255;
  const map = new Float32Array(width * height);
  for (let pixel = 0; pixel < map.length; pixel++) {
    const [red, green, blue] = [data[3 * pixel]!, data[3 * pixel + 1]!, data[3 * pixel + 2]!];
    if (red !== green || red !== blue) {
      refuse(
        caller,
        `a grey PNG in ${path}`,
        `${red}, ${green}, ${blue} at row ${Math.floor(pixel / width)}, column ${pixel % width}`,
        "Save the map's values, not a picture in false colours.",
      );
    }
    map[pixel] = red / white;
  }
  return mapGrid(caller, { shape: [height, width], data: map }, path);
}

/** Adds the path to what is wrong with a file. */
function reading<T>(caller: string, path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    return refuse(
      caller,
      `a whole file of arrays in ${path}`,
      `an error. ${(cause as Error).message.replace(/\.$/, "")}`,
      "",
      cause,
    );
  }
}
