import { fetchFile } from "./samples.ts";

/**
 * Fetches a file of the page, and shows how much of it is there. Its length is given, since servers
 * that compress do not tell it.
 */
export async function fetchWithProgress(
  path: string,
  length: number,
  bar: HTMLProgressElement,
): Promise<Uint8Array> {
  const response = await fetchFile(path);
  bar.max = length;
  const reader = response.body!.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return new Uint8Array(await new Blob(parts).arrayBuffer());
    parts.push(value);
    bytes += value.length;
    bar.value = bytes;
  }
}
