// Writes the golden file's arrays with this package, for make-numpy.py to check.
//   node write-ours-numpy.mjs FOLDER        (after the package is built)
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readNpy, writeNpy, writeNpz } from "@ssl/tensor-files";

const golden = new URL("numpy-python.json", import.meta.url);
const { read } = JSON.parse(readFileSync(golden, "utf8"));
const folder = process.argv[2];
const arrays = read.map(({ id, base64 }) => [id, readNpy(Buffer.from(base64, "base64"))]);
arrays.forEach(([, array], number) => {
  writeFileSync(join(folder, `${number}.npy`), writeNpy(array));
});
writeFileSync(join(folder, "ours.npz"), writeNpz(new Map(arrays)));
