// A model as a program: a fixed disc, whatever it hears. Its second argument says what it does wrong, and
// the third with which sample; {"id", "picture", "sound"} comes in, {"id", "map"} goes out.
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

const [folder, fault = "", at = ""] = process.argv.slice(2);
const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);
const disc = (side) =>
  Float32Array.from({ length: side * side }, (_, i) => {
    const [x, y] = [i % side, Math.floor(i / side)].map((place) => place - (side - 1) / 2);
    return -Math.hypot(x, y);
  });

function save(name, side, values = disc(side)) {
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${side}, ${side}), }`;
  const header = text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11);
  const head = Buffer.from(`\x93NUMPY\x01\x00\0\0${header}\n`, "latin1");
  head.writeUInt16LE(header.length + 1, 8);
  const file = join(folder, `${name}.npy`);
  writeFileSync(file, Buffer.concat([head, Buffer.from(values.buffer)]));
  return file;
}

process.stderr.write("loaded\n");
if (fault === "banner") process.stdout.write("Loading weights ...\n");
let last = "";
for await (const line of createInterface({ input: process.stdin })) {
  const { id, picture, sound } = JSON.parse(line);
  if (!existsSync(picture) || !existsSync(sound)) throw new Error(`no file for ${id}`);
  const chosen = at === "" || id === at;
  const once = join(folder, "once");
  if (chosen && fault === "dies") {
    process.stderr.write("out of memory\n");
    process.exit(3);
  } else if (chosen && fault === "dies-once" && !existsSync(once)) {
    writeFileSync(once, "");
    process.exit(3);
  } else if (chosen && fault === "hangs") {
    await new Promise((done) => setTimeout(done, 100_000));
  } else if (chosen && fault === "other") {
    say({ id: "nobody", map: save("map", 8) });
  } else if (chosen && fault === "earlier") {
    say({ id: last === "" ? id : last, map: save("map", 8) });
  } else if (chosen && fault === "no-map") {
    say({ id });
  } else if (chosen && fault === "no-file") {
    say({ id, map: join(folder, "nowhere.npy") });
  } else if (chosen && fault === "wrong-size") {
    say({ id, map: save("map", 9) });
  } else if (chosen && fault === "nan") {
    say({ id, map: save("map", 8, disc(8).fill(Number.NaN, 9, 10)) });
  } else if (chosen && fault === "rubbish-map") {
    writeFileSync(join(folder, "map.npy"), "P5 8 8 255");
    say({ id, map: join(folder, "map.npy") });
  } else if (chosen && fault === "refuses") {
    say({ id, error: "the sound is too short" });
  } else {
    const map = save("map", 8);
    const alone = fault === "picture-only" ? { pictureOnly: map } : {};
    say({ id, map, ...alone });
    if (chosen && fault === "twice") say({ id, map });
  }
  last = id;
}
