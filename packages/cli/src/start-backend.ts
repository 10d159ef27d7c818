import { type BackendName, useBackend } from "@ssl/tfjs-backends";

/** Starts a tfjs backend and says on standard error which and why. */
export async function startBackend(name: BackendName): Promise<string> {
  const { name: started, why, threads } = await useBackend(name);
  const text = `${started}, ${threads} thread${threads === 1 ? "" : "s"} (${why})`;
  process.stderr.write(`Backend: ${text}\n`);
  return text;
}
