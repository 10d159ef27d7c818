import type { AuditSampleNumbers, AuditSampleView } from "./audit-sample.ts";
import { type Html, html } from "./html.ts";
import { INFERNO } from "./inferno.ts";

/** A sample with pictures, or its numbers alone. */
export type AuditSample = AuditSampleView | AuditSampleNumbers;

/** The sample browser's place in a page; the script fills it. */
export function sampleBrowser(): Html {
  return html`<noscript><p>The samples need JavaScript; everything else on this page reads without it.</p></noscript>
<div id="browser" hidden>
<p class="note">Colours run from a map's least value, dark, to its greatest, light. Masks (white edge) and the numbers beside the maps: of the maps as this page keeps them, small and in 256 levels, resized to 224 × 224 pixels, stretched from the least value to the greatest, pixels above the threshold on, against the boxes, which stand for masks by their bounds. In the list the arrow keys go from sample to sample.</p>
<div class="controls">
<label>Sort by <select id="sort">
${SORTS.map(([value, words]) => html`<option value="${value}">${words}</option>`)}
</select></label>
<label>Class <select id="filter"><option>all</option></select></label>
<span id="count" role="status"></span>
</div>
<p class="threshold"><label>Threshold <input id="threshold" type="range" min="0" max="1" step="0.01" value="0.5"></label> <output id="threshold-value" for="threshold"></output></p>
<div class="browser">
<ul id="list" class="samples" role="listbox" aria-label="Samples" tabindex="0"></ul>
<div id="viewer"></div>
</div>
</div>
`;
}

const SORTS = [
  ["gap descending", "gap, greatest first"],
  ["gap ascending", "gap, least first"],
  ["ciou descending", "cIoU, greatest first"],
  ["ciou ascending", "cIoU, least first"],
  ["size descending", "marked area, greatest first"],
  ["size ascending", "marked area, least first"],
] as const;

/**
 * What the script reads.
 *
 * @throws RangeError if a picture or a sound would be fetched from elsewhere, or a map has not as many
 * values as pixels
 */
export function sampleBrowserData(samples: readonly AuditSample[]): unknown {
  return { samples: samples.map(pageSample), colours: INFERNO };
}

function pageSample(sample: AuditSample): unknown {
  const { id, gap, ciou, size } = sample;
  const numbers = {
    id,
    gap,
    ciou,
    size,
    ...(sample.class === undefined ? {} : { class: sample.class }),
  };
  if (!("picture" in sample)) return numbers;
  const { picture, sounds, maps, boxes, consensus } = sample;
  if (!/^data:image\/[a-z+.-]+[;,]/.test(picture)) {
    throw new RangeError(
      `auditPage: expected the picture of ${id} as a data URL of an image, got ${start(picture)}.`,
    );
  }
  for (const [condition, { width, height, values }] of Object.entries(maps)) {
    if (values.length !== Math.ceil((width * height) / 3) * 4) {
      throw new RangeError(
        `auditPage: expected ${width} × ${height} values in the map ${condition} of ${id}, got ${start(values)} of ${values.length} characters. Make maps with auditMap.`,
      );
    }
  }
  return {
    ...numbers,
    picture,
    sounds: Object.fromEntries(
      Object.entries(sounds).map(([condition, sound]) => [
        condition,
        soundUrl(sound, `the sound ${condition} of ${id}`),
      ]),
    ),
    maps,
    boxes,
    ...(consensus === undefined ? {} : { consensus }),
  };
}

/** A data URL as it is; a path with its odd characters escaped. */
function soundUrl(sound: string, what: string): string {
  if (/^data:audio\/[a-z0-9+.-]+[;,]/.test(sound)) return sound;
  if (sound === "" || /^([a-z][a-z0-9+.-]*:|[/\\])/i.test(sound)) {
    throw new RangeError(
      `auditPage: expected ${what} as a data URL of a sound or a relative path, got ${start(sound)}.`,
    );
  }
  return sound.split("/").map(encodeURIComponent).join("/");
}

function start(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}
