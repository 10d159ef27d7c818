/** A picture with its sound, as `gather-files.ts` lays them beside the page. */
export interface PageSample {
  /** What sounds. */
  readonly name: string;
  /** What is in the picture and does not sound. */
  readonly silent: readonly string[];
  /** Paths from the page. */
  readonly picture: string;
  readonly sound: string;
  /** Around what sounds, in fractions of the picture's sides; photographs have none here. */
  readonly box?: readonly [left: number, top: number, right: number, bottom: number];
}

/** All that comes with the page. */
export interface PageSamples {
  /** Length of the localizer's file. */
  readonly localizerBytes: number;
  readonly scenes: readonly PageSample[];
  readonly photographs: readonly PageSample[];
}

export async function loadSamples(): Promise<PageSamples> {
  return (await fetchFile("samples.json")).json() as Promise<PageSamples>;
}

/** A file of the page, under the last part of its path. */
export async function loadFile(path: string): Promise<File> {
  const blob = await (await fetchFile(path)).blob();
  return new File([blob], path.slice(path.lastIndexOf("/") + 1), { type: blob.type });
}

export async function fetchFile(path: string): Promise<Response> {
  const response = await fetch(path);
  if (!response.ok) {
    throw new Error(`The page's file “${path}” is missing (${response.status}). Reload the page.`);
  }
  return response;
}
