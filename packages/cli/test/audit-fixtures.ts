import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeNpy } from "@ssl/tensor-files";
import { expect } from "vitest";
import type { AuditManifest, AuditSample } from "../src/audit/audit-manifest.ts";
import { addAudit } from "../src/commands/audit.ts";
import { composeHere } from "./compose-here.ts";
import type { Run } from "./run-ssl.ts";
import { sslHere } from "./ssl-here.ts";

/** Runs `ssl audit` in this process. */
export function auditHere(...args: readonly string[]): Promise<Run> {
  return sslHere(addAudit, ["audit", ...args]);
}

/** Composes a set of toy scenes and builds an audit of it; returns the path of its manifest. */
export async function builtAudit(
  folder: string,
  {
    scenes,
    compose = [],
    build = [],
  }: {
    readonly scenes: number;
    readonly compose?: readonly string[];
    readonly build?: readonly string[];
  },
): Promise<string> {
  const data = `${folder}-data`;
  const small = ["--toy", "--side", "32", "--seconds", "0.4", "--rate", "4000"];
  const composed = await composeHere([
    "--out",
    data,
    "--scenes",
    `${scenes}`,
    ...small,
    ...compose,
  ]);
  expect(composed.code, composed.stderr).toBe(0);
  const smallest = ["--rate", "4000", "--side", "32"];
  const built = await auditHere("build", "--data", data, "--out", folder, ...smallest, ...build);
  expect(built.code, built.stderr).toBe(0);
  return built.stdout.trim();
}

/** The manifest's content. */
export function manifestOf(file: string): AuditManifest {
  return JSON.parse(readFileSync(file, "utf8"));
}

/** A box in pixels of the toy pictures. */
export type Corners = readonly [left: number, top: number, right: number, bottom: number];

/** The one box of each original and joined sample. */
export function boxesOf(file: string): Map<string, Corners> {
  const { samples } = JSON.parse(readFileSync(join(file, "..", "truth.json"), "utf8"));
  return new Map(
    samples.map((sample: { id: string; annotators: Corners[][] }) => [
      sample.id,
      sample.annotators[0]![0]!,
    ]),
  );
}

const SIDE = 16;
/** Pixels of the toy pictures. */
const PICTURE = 32;

/** A map of 16 × 16: 1 in a box, 0 elsewhere. */
export function boxMap([left, top, right, bottom]: Corners): Float32Array {
  return Float32Array.from({ length: SIDE * SIDE }, (_, i) => {
    const [x, y] = [i % SIDE, Math.floor(i / SIDE)].map((at) => ((at + 0.5) * PICTURE) / SIDE);
    return Number(x! >= left && x! < right && y! >= top && y! < bottom);
  });
}

/** The same map for everything: high in the middle. */
export function discMap(): Float32Array {
  const middle = (SIDE - 1) / 2;
  return Float32Array.from({ length: SIDE * SIDE }, (_, i) => {
    return -Math.hypot((i % SIDE) - middle, Math.floor(i / SIDE) - middle);
  });
}

/** Writes a map for each sample of a manifest, and returns their folder. */
export function writeModel(
  folder: string,
  manifest: AuditManifest,
  map: (sample: AuditSample) => Float32Array | undefined,
): string {
  mkdirSync(folder, { recursive: true });
  for (const sample of manifest.samples) {
    const data = map(sample);
    if (data === undefined) continue;
    writeFileSync(join(folder, `${sample.id}.npy`), writeNpy({ shape: [SIDE, SIDE], data }));
  }
  return folder;
}
