import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { demoDataFolder } from "../src/index.ts";

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}
interface Sounding {
  readonly class: string;
  readonly picture: string;
  readonly sound: string;
  readonly seconds: number;
}
interface Pack {
  readonly version: number;
  readonly sounding: readonly Sounding[];
  readonly silent: readonly { readonly class: string; readonly picture: string }[];
  readonly backgrounds: readonly { readonly picture: string }[];
  readonly farm: readonly (Sounding & { readonly boxes: readonly Box[] })[];
  readonly sha256: Readonly<Record<string, string>>;
}

const read = (name: string): Buffer => readFileSync(new URL(name, demoDataFolder));
const pack: Pack = JSON.parse(read("pack.json").toString());
const files = readdirSync(demoDataFolder, { recursive: true, encoding: "utf8" })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => statSync(new URL(name, demoDataFolder)).isFile());
const licenses = readFileSync(new URL("../LICENSES.md", demoDataFolder), "utf8");

describe("the demo pack", () => {
  test("holds 24 sounding classes, 12 silent ones, 16 backgrounds and 9 photographs", () => {
    expect(pack.version).toBe(1);
    expect(pack.sounding).toHaveLength(24);
    expect(pack.silent).toHaveLength(12);
    expect(pack.backgrounds).toHaveLength(16);
    expect(pack.farm).toHaveLength(9);
  });

  test("names every class once", () => {
    const classes = [...pack.sounding, ...pack.silent].map((object) => object.class);
    expect(new Set(classes).size).toBe(classes.length);
    const farm = pack.farm.map((photo) => photo.class);
    expect(new Set(farm).size).toBe(farm.length);
  });

  test("has a cut-out of every photographed animal but the cat", () => {
    const classes = new Set(pack.sounding.map((object) => object.class));
    const without = pack.farm.filter((photo) => !classes.has(photo.class));
    expect(without.map((photo) => photo.class)).toEqual(["cat"]);
  });

  test("names exactly the files that it hashes, each for one purpose", () => {
    const named = [
      ...[...pack.sounding, ...pack.farm].flatMap(({ picture, sound }) => [picture, sound]),
      ...[...pack.silent, ...pack.backgrounds].map(({ picture }) => picture),
    ];
    expect(named.sort()).toEqual(Object.keys(pack.sha256).sort());
  });

  test("has each file as the script made it", () => {
    for (const [name, hash] of Object.entries(pack.sha256)) {
      expect(createHash("sha256").update(read(name)).digest("hex"), name).toBe(hash);
    }
  });

  test("holds no two equal files", () => {
    const hashes = Object.values(pack.sha256);
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  test("states the licence of every file", () => {
    for (const name of files) {
      if (name !== "pack.json") expect(licenses, name).toContain(`| \`data/${name}\` `);
    }
  });

  test("keeps to 6 MB", () => {
    const bytes = files.reduce(
      (sum, name) => sum + statSync(new URL(name, demoDataFolder)).size,
      0,
    );
    expect(bytes).toBeLessThanOrEqual(6_000_000);
  });

  test("has mono 16-bit recordings at 22 050 Hz, of the stated length, 4 s at most", () => {
    for (const { sound, seconds } of [...pack.sounding, ...pack.farm]) {
      const bytes = read(sound);
      expect(bytes.toString("latin1", 0, 4) + bytes.toString("latin1", 8, 16)).toBe("RIFFWAVEfmt ");
      expect(bytes.readUInt16LE(22), sound).toBe(1);
      expect(bytes.readUInt32LE(24), sound).toBe(22_050);
      expect(bytes.readUInt16LE(34), sound).toBe(16);
      expect(bytes.readUInt32LE(40), sound).toBe(bytes.length - 44);
      expect(seconds, sound).toBeCloseTo((bytes.length - 44) / 2 / 22_050, 3);
      expect(seconds).toBeLessThanOrEqual(4);
    }
  });

  test("has boxes that stand in their photographs", () => {
    for (const { boxes, picture } of pack.farm) {
      const { width, height } = jpegSize(read(picture));
      expect(Math.max(width, height), picture).toBeLessThanOrEqual(384);
      for (const { left, top, right, bottom } of boxes) {
        expect(left).toBeGreaterThanOrEqual(0);
        expect(top).toBeGreaterThanOrEqual(0);
        expect(right).toBeGreaterThan(left);
        expect(bottom).toBeGreaterThan(top);
        expect(right, picture).toBeLessThanOrEqual(width);
        expect(bottom, picture).toBeLessThanOrEqual(height);
      }
    }
  });
});

/** Width and height from the frame header of a progressive JPEG. */
function jpegSize(bytes: Buffer): { width: number; height: number } {
  let at = 2;
  while (bytes.readUInt8(at + 1) !== 0xc2) at += 2 + bytes.readUInt16BE(at + 2);
  return { height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) };
}
