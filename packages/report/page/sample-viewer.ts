import { conditionWords } from "../src/condition-words.ts";
import { type Colour, maskOverlay } from "./mask-overlay.ts";
import { type PageSample, type PicturedSample, shown } from "./sample-data.ts";
import { SIDE, scoreAt, scoredMap, scoredTruth } from "./scored-map.ts";

/** Shows one sample: picture and truth, and the map and the player of each sound. */
export interface SampleViewer {
  /** Shows another sample. */
  show(sample: PageSample): void;
  /** Draws the masks and their scores anew. */
  setThreshold(threshold: number): void;
}

/** Fills `place` with a viewer. */
export function sampleViewer(place: HTMLElement, colours: readonly Colour[]): SampleViewer {
  const { ownerDocument: page } = place;
  let threshold = 0.5;
  let draw: (() => void)[] = [];

  function show(sample: PageSample): void {
    draw = [];
    const heading = page.createElement("h3");
    heading.textContent = sample.class ? `${sample.id}, ${sample.class}` : sample.id;
    const numbers = page.createElement("p");
    numbers.textContent =
      `Gap ${shown(sample.gap)}, consensus IoU ${shown(sample.ciou)} under the audit's protocol; ` +
      `${shown(sample.size)} of the picture is marked.`;
    place.replaceChildren(heading, numbers);
    if (sample.picture === undefined) {
      const note = page.createElement("p");
      note.textContent =
        "This page holds this sample's numbers only; its maps are in the run's folder.";
      place.append(note);
      return;
    }
    const tiles = page.createElement("div");
    tiles.className = "tiles";
    tiles.append(truthTile(sample), ...Object.keys(sample.maps).map((name) => tile(sample, name)));
    for (const name of Object.keys(sample.sounds)) {
      if (!(name in sample.maps)) tiles.append(soundTile(sample, name));
    }
    place.append(tiles);
    for (const redraw of draw) redraw();
  }

  function truthTile(sample: PicturedSample): HTMLElement {
    const figure = page.createElement("figure");
    figure.append(stage(sample, `Picture of ${sample.id} with what is marked`, false));
    figure.append(caption("Picture; dashed: what is marked"));
    return figure;
  }

  function tile(sample: PicturedSample, condition: string): HTMLElement {
    const words = conditionWords(condition);
    const figure = page.createElement("figure");
    const canvas = page.createElement("canvas");
    canvas.width = SIDE;
    canvas.height = SIDE;
    const place = stage(sample, `Map of ${sample.id} under ${words}`, true);
    place.children[0]!.after(canvas);
    const score = page.createElement("span");
    score.className = "score";
    figure.append(place, caption(`Under ${words}: consensus IoU `, score));
    const map = scoredMap(sample.maps[condition]!);
    const truth = scoredTruth(sample.boxes, sample.consensus ?? 1);
    const context = canvas.getContext("2d");
    draw.push(() => {
      const ciou = scoreAt(map, truth, threshold);
      score.textContent = shown(Number.isNaN(ciou) ? null : ciou);
      if (context === null) return;
      const image = context.createImageData(SIDE, SIDE);
      image.data.set(maskOverlay(map.data, { side: SIDE, threshold, colours }));
      context.putImageData(image, 0, 0);
    });
    if (condition in sample.sounds) figure.append(player(sample, condition));
    return figure;
  }

  function soundTile(sample: PicturedSample, condition: string): HTMLElement {
    const figure = page.createElement("figure");
    figure.append(player(sample, condition), caption(`Sound: ${conditionWords(condition)}`));
    return figure;
  }

  /** The picture with its boxes. */
  function stage(sample: PicturedSample, description: string, grey: boolean): HTMLElement {
    const box = page.createElement("div");
    box.className = grey ? "stage heat" : "stage";
    const picture = page.createElement("img");
    picture.src = sample.picture;
    picture.alt = description;
    const drawing = page.createElementNS(SVG, "svg");
    drawing.setAttribute("viewBox", "0 0 1 1");
    drawing.setAttribute("preserveAspectRatio", "none");
    drawing.setAttribute("aria-hidden", "true");
    for (const [left, top, right, bottom] of sample.boxes) {
      for (const name of ["casing", "box"]) {
        const rectangle = page.createElementNS(SVG, "rect");
        rectangle.setAttribute("class", name);
        rectangle.setAttribute("x", String(left));
        rectangle.setAttribute("y", String(top));
        rectangle.setAttribute("width", String(Math.max(0, right - left)));
        rectangle.setAttribute("height", String(Math.max(0, bottom - top)));
        drawing.append(rectangle);
      }
    }
    box.append(picture, drawing);
    return box;
  }

  function caption(...content: (string | Node)[]): HTMLElement {
    const element = page.createElement("figcaption");
    element.append(...content);
    return element;
  }

  function player(sample: PicturedSample, condition: string): HTMLElement {
    const audio = page.createElement("audio");
    audio.controls = true;
    audio.preload = "none";
    audio.src = sample.sounds[condition]!;
    audio.setAttribute("aria-label", `Sound: ${conditionWords(condition)}`);
    return audio;
  }

  return {
    show,
    setThreshold(next) {
      threshold = next;
      for (const redraw of draw) redraw();
    },
  };
}

const SVG = "http://www.w3.org/2000/svg";
