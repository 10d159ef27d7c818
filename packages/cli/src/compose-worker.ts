import { workerData } from "piscina";
import sharp from "sharp";
import type { SceneRecord } from "./compose/compose-manifest.ts";
import { makeScene, type SceneSource } from "./compose/scene-maker.ts";

sharp.concurrency(1);

/** Composes and writes one scene; what a thread of the pool runs. */
export default function composeTask(index: number): Promise<SceneRecord> {
  return makeScene(workerData as SceneSource, index);
}
