import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { demoDataFolder } from "@ssl/demo-data";
import { expectClose } from "@ssl/testing";
import sharp from "sharp";
import { beforeAll, describe, expect, test } from "vitest";
import { type Run, runSsl } from "./run-ssl.ts";
import { scratchFolder } from "./scratch-folder.ts";
import { writeTinyCheckpoint } from "./tiny-checkpoint.ts";

const scratch = scratchFolder();
const owl = {
  picture: fileURLToPath(new URL("farm/owl.jpg", demoDataFolder)),
  sound: fileURLToPath(new URL("sounds/farm-owl.wav", demoDataFolder)),
};

beforeAll(async () => {
  await writeTinyCheckpoint(scratch("tiny.safetensors"));
});

function localize(picture: string, sound: string, ...more: string[]): Promise<Run> {
  const checkpoint = ["--checkpoint", scratch("tiny.safetensors")];
  return runSsl(["localize", picture, sound, ...checkpoint, "--out", scratch("out"), ...more]);
}

/** A mono WAV file of 22 050 Hz: 16-bit integers, or 32-bit floats. */
function wavFile(samples: Int16Array | Float32Array): Uint8Array {
  const bytes = samples.BYTES_PER_ELEMENT;
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(bytes === 2 ? 1 : 3, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(22_050, 24);
  header.writeUInt32LE(22_050 * bytes, 28);
  header.writeUInt16LE(bytes, 32);
  header.writeUInt16LE(bytes * 8, 34);
  header.write("data", 36);
  header.writeUInt32LE(samples.byteLength, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer)]);
}

test("localize writes the overlay and both maps, and prints the maps if asked to", async () => {
  const { code, stdout, stderr } = await localize(owl.picture, owl.sound, "--json");
  expect(code, stderr).toBe(0);
  const overlay = join(scratch("out"), "overlay.png");
  const maps = join(scratch("out"), "maps.json");
  expect(stderr).toContain(`Picture: ${overlay}\nMaps:    ${maps}\n`);
  // Three tiles of the photograph's shape, 384 × 256, with gaps of 6 pixels between them.
  const { format, width, height } = await sharp(overlay).metadata();
  expect({ format, width, height }).toEqual({ format: "png", width: 3 * 360 + 2 * 6, height: 240 });
  expect(readFileSync(maps, "utf8")).toBe(stdout);
  const found = JSON.parse(stdout) as Record<string, number[][]>;
  expect(Object.keys(found)).toEqual(["potential", "localization"]);
  for (const map of Object.values(found)) {
    expect(map.map((row) => row.length)).toEqual([2, 2]);
    expect(map.flat().every((value) => value >= 0)).toBe(true);
    expect(map.flat().reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
  }
});

test("the cpu backend finds the same; without --json nothing goes to standard output", async () => {
  const { code, stdout, stderr } = await localize(
    owl.picture,
    owl.sound,
    ...["--backend", "cpu", "--out", scratch("cpu")],
  );
  expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
  // Nor does tfjs' advice to install another backend.
  expect(stderr).toMatch(/^Backend: cpu, 1 thread \(cpu was asked for\)\nPicture: .*\nMaps: .*\n$/);
  const values = (folder: string): number[] =>
    Object.values(JSON.parse(readFileSync(join(scratch(folder), "maps.json"), "utf8"))).flat(
      2,
    ) as number[];
  expectClose(values("cpu"), values("out"), { rtol: 1e-4, atol: 1e-6 });
});

describe.concurrent("a file that cannot be used is named with the reason and the cure:", () => {
  const picture =
    "localize: expected an opaque picture, got {file}. Convert it first, for example with ImageMagick: magick IN -flatten OUT.png.\n  because: ";

  test.for([
    [
      "a transparent picture",
      "clear.png",
      `${picture}readPicture: expected an opaque picture, got alpha 128 at column 0, row 0`,
    ],
    [
      "a cut picture",
      "cut.jpg",
      `${picture}readPicture: expected a whole picture file, got {file}.\n  because: VipsJpeg: premature end of JPEG image`,
    ],
    [
      "a missing picture",
      "missing.png",
      `${picture}readPicture: expected a whole picture file, got {file}.\n  because: Input file is missing`,
    ],
    ["a missing sound", "missing.wav", "readSound: expected a sound file, got {file}: ENOENT"],
    [
      "a cut sound",
      "cut.wav",
      "readSound: expected a whole wav file, got {file}: readWav: expected",
    ],
    [
      "a sound with NaN",
      "nan.wav",
      "readSound: expected a whole wav file, got {file}: readWav: expected finite samples, got NaN in channel 0, frame 7.",
    ],
    [
      "a short sound",
      "short.wav",
      "localize: expected a sound of at least 0.35 s, got 0.10 s in {file}. Give a longer recording, or repeat it.",
    ],
  ] as const)("%s", async ([, name, message], { expect }) => {
    const path = scratch(name);
    switch (name) {
      case "clear.png": {
        const background = { r: 10, g: 20, b: 30, alpha: 0.5 };
        await sharp({ create: { width: 8, height: 6, channels: 4, background } }).toFile(path);
        break;
      }
      case "cut.jpg": {
        const whole = readFileSync(owl.picture);
        writeFileSync(path, whole.subarray(0, whole.length >> 1));
        break;
      }
      case "cut.wav":
        writeFileSync(path, readFileSync(owl.sound).subarray(0, 1000));
        break;
      case "nan.wav": {
        const samples = new Float32Array(22_050).fill(0.1);
        samples[7] = Number.NaN;
        writeFileSync(path, wavFile(samples));
        break;
      }
      case "short.wav":
        writeFileSync(path, wavFile(new Int16Array(2205).fill(100)));
        break;
    }
    const { code, stdout, stderr } = name.endsWith(".wav")
      ? await localize(owl.picture, path)
      : await localize(path, owl.sound);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(`ssl: ${message.replaceAll("{file}", path)}`);
  });
});
