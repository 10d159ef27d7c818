import { drawMap } from "./draw-map.ts";
import { joinedPicture } from "./joined-picture.ts";
import type { LocalizerCalls } from "./localizer-worker.ts";
import { plainWords } from "./plain-error.ts";
import type { Slot } from "./slot.ts";

/** One of the two slots. */
export type Place = "first" | "second";

/** What is looked at and heard. */
export interface Choice {
  shown: Place | "both";
  heard: Place;
  /** What computes, as people call it. */
  backend: string;
}

/** Where the maps are drawn. */
export interface Stage {
  /** Draws the maps of now, and goes on as long as picture or sound change by themselves. */
  update(): void;
  /** Forgets what was found of other pictures and sounds. */
  forget(): void;
}

const find = <T extends HTMLElement>(id: string): T => document.getElementById(id) as T;

export function createStage(
  choice: Choice,
  slots: Readonly<Record<Place, Slot>>,
  worker: LocalizerCalls,
): Stage {
  /** When maps were drawn, within the last second. */
  const drawn: number[] = [];
  let first: number | undefined;
  /** How much of the joined pictures' map lay on the side of each sound. */
  let shares: Partial<Record<Place, number>> = {};
  let wanted = false;
  let running = false;

  async function run(): Promise<void> {
    wanted = true;
    if (running) return;
    running = true;
    try {
      while (wanted) {
        wanted = false;
        await draw();
        await new Promise(requestAnimationFrame);
        wanted ||= isLive();
      }
    } catch (error) {
      find<HTMLOutputElement>("pace").value = `There is no new map: ${plainWords(error)}`;
    } finally {
      running = false;
    }
  }

  async function draw(): Promise<void> {
    const { shown, heard } = choice;
    const sound = slots[heard].sound();
    const picture = pictureOf(shown);
    if (picture === undefined || sound === undefined) return;
    const { maps, milliseconds } = await worker.localize([{ picture, sound }]);
    // Meanwhile another picture or sound may have been chosen; its map follows.
    const { potential, localization } = maps[0]!;
    const widen = shown === "both" ? 2 : 1;
    drawMap(find("potential"), picture, potential, { widen });
    drawMap(find("localization"), picture, localization, { widen });
    if (shown === "both") shares[heard] = shareOf(localization, heard);
    describe(shown, heard, milliseconds);
  }

  function pictureOf(shown: Choice["shown"]): ImageData | undefined {
    if (shown !== "both") return slots[shown].picture();
    const [left, right] = [slots.first.picture(), slots.second.picture()];
    return left && right && joinedPicture(left, right);
  }

  function isLive(): boolean {
    const { shown, heard } = choice;
    const seen = (["first", "second"] as const).filter((place) => [place, "both"].includes(shown));
    return slots[heard].live.sound || seen.some((place) => slots[place].live.picture);
  }

  /** Says what the maps are of, whether they follow the sound, and how long they took. */
  function describe(shown: Choice["shown"], heard: Place, milliseconds: number): void {
    const now = performance.now();
    first ??= now;
    drawn.push(now);
    while (drawn[0]! < now - 1000) drawn.shift();
    const side = shown === "both" ? `, whose picture is ${sideOf(heard)}` : "";
    const found = Object.entries(shares).map(([place, share]) => {
      return `With the ${place} sound, ${Math.round(100 * share)} % of the map lies on its side, ${sideOf(place as Place)}.`;
    });
    find<HTMLOutputElement>("heard").value = [`Heard: the ${heard} sound${side}.`, ...found].join(
      " ",
    );
    const rate = isLive() ? `, ${drawn.length} maps in the last second` : "";
    find<HTMLOutputElement>("pace").value =
      `${milliseconds.toFixed(0)} ms a map${rate}, on ${choice.backend}. ` +
      `The first came ${(first / 1000).toFixed(1)} s after the page was opened.`;
  }

  return {
    update: () => void run(),
    forget: () => {
      shares = {};
    },
  };
}

function sideOf(place: Place): "left" | "right" {
  return place === "first" ? "left" : "right";
}

/** The share of a map's sum on the side of a sound; a middle column counts half. */
function shareOf(
  { data, shape }: { readonly data: Float32Array; readonly shape: readonly number[] },
  place: Place,
): number {
  const columns = shape[1]!;
  let left = 0;
  let all = 0;
  data.forEach((value, i) => {
    left += value * Math.max(0, Math.min(1, columns / 2 - (i % columns)));
    all += value;
  });
  return place === "first" ? left / all : 1 - left / all;
}
