// Written by `pnpm run build:page` from page/; do not edit.

/** The style of all pages. */
export const PAGE_STYLE: string = `:root {
  color-scheme: light dark;
  --ink: #1b1b1b;
  --soft: #555;
  --paper: #fff;
  --panel: #f4f4f2;
  --line: #c8c8c8;
  --own: #0072b2;
  --against: #d55e00;
  --floor: #6b6b6b;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ink: #ececec;
    --soft: #b4b4b4;
    --paper: #161616;
    --panel: #232323;
    --line: #4a4a4a;
    --own: #56b4e9;
    --against: #e69f00;
    --floor: #a0a0a0;
  }
}
body {
  font:
    16px / 1.5 system-ui,
    sans-serif;
  color: var(--ink);
  background: var(--paper);
  margin: 2rem auto;
  max-width: 72rem;
  padding: 0 1rem;
  overflow-wrap: break-word;
}
h2 {
  margin-top: 2.5rem;
}
figure {
  margin: 1rem 0;
}
img {
  max-width: 100%;
  height: auto;
  display: block;
}
figcaption,
.note {
  color: var(--soft);
}
:focus-visible {
  outline: 3px solid var(--own);
  outline-offset: 2px;
}
code {
  font:
    0.9em ui-monospace,
    monospace;
}
pre {
  background: var(--panel);
  padding: 0.75rem;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
}

.wide {
  overflow-x: auto;
  margin: 1rem 0;
}
table {
  border-collapse: collapse;
  font-variant-numeric: tabular-nums;
}
caption {
  text-align: left;
  color: var(--soft);
  padding-bottom: 0.25rem;
}
th,
td {
  padding: 0.25rem 0.75rem 0.25rem 0;
  border-bottom: 1px solid var(--line);
  vertical-align: top;
}
th {
  text-align: left;
  font-weight: 600;
}
thead th {
  vertical-align: bottom;
}
tbody th {
  min-width: 8rem;
}
td.number,
th.number {
  text-align: right;
  white-space: nowrap;
}
.interval {
  display: block;
  font-size: 0.85em;
  color: var(--soft);
}

.verdict {
  background: var(--panel);
  border-left: 0.4rem solid var(--own);
  padding: 0.75rem 1rem;
}
.verdict p {
  margin: 0.25rem 0;
}
.verdict .word {
  font-size: 1.5rem;
  font-weight: 700;
}
.rules {
  padding-left: 0;
  list-style: none;
}
.rules li {
  display: grid;
  grid-template-columns: 8rem 1fr;
  gap: 0 0.5rem;
  margin: 0.5rem 0;
}

.curves {
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr));
  gap: 1rem;
}
.curves figure {
  margin: 0;
}
.curve {
  width: 100%;
  height: auto;
  color: var(--ink);
}
.curve .own {
  stroke: var(--own);
}
.curve .own-band {
  fill: var(--own);
}
.curve .against {
  stroke: var(--against);
}
.curve .against-band {
  fill: var(--against);
}
.curve .floor {
  stroke: var(--floor);
}

.controls {
  display: flex;
  flex-wrap: wrap;
  gap: 0.5rem 1.5rem;
  align-items: center;
}
.controls select,
.threshold input {
  font: inherit;
  vertical-align: middle;
}
.threshold {
  position: sticky;
  top: 0;
  background: var(--paper);
  padding: 0.5rem 0;
  z-index: 1;
}
.threshold input {
  width: min(24rem, 60%);
}
.browser {
  display: grid;
  grid-template-columns: minmax(13rem, 18rem) 1fr;
  gap: 1rem;
}
.samples {
  position: relative;
  height: 34rem;
  overflow-y: auto;
  border: 1px solid var(--line);
  margin: 0;
  padding: 0;
  list-style: none;
}
.samples li {
  display: grid;
  grid-template-columns: 3.5rem 1fr;
  gap: 0 0.5rem;
  padding: 0.25rem 0.5rem;
  border-left: 0.3rem solid transparent;
  cursor: pointer;
  font-size: 0.85em;
  min-height: 2.5rem;
}
.samples li[aria-selected="true"] {
  background: var(--panel);
  border-left-color: var(--own);
}
.samples img {
  width: 3.5rem;
  height: 2.5rem;
  object-fit: contain;
  grid-row: span 2;
}
.samples .name {
  grid-column: 2;
  overflow-wrap: anywhere;
}
.samples .numbers {
  grid-column: 2;
  color: var(--soft);
  font-variant-numeric: tabular-nums;
}
.tiles {
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(min(12rem, 100%), 1fr));
  gap: 1rem;
}
.tiles figure {
  margin: 0;
}
.stage {
  position: relative;
}
.stage img {
  width: 100%;
}
.stage.heat img {
  filter: grayscale(1);
}
.stage canvas,
.stage svg {
  position: absolute;
  inset: 0;
  width: 100%;
  height: 100%;
}
.stage rect {
  fill: none;
  vector-effect: non-scaling-stroke;
}
.stage .casing {
  stroke: #000;
  stroke-width: 4px;
}
.stage .box {
  stroke: #fff;
  stroke-width: 2px;
  stroke-dasharray: 6 4;
}
.tiles audio {
  width: 100%;
  display: block;
  margin-top: 0.25rem;
}
@media (max-width: 40rem) {
  .browser {
    grid-template-columns: 1fr;
  }
  .samples {
    height: 14rem;
  }
  .rules li {
    grid-template-columns: 1fr;
  }
}

/* Nothing moves by itself, so there is nothing to hold still where motion is unwelcome. */
@media print {
  :root {
    color-scheme: light;
    --ink: #000;
    --soft: #333;
    --paper: #fff;
    --panel: #fff;
    --line: #999;
    --own: #0072b2;
    --against: #d55e00;
    --floor: #555;
  }
  body {
    font-size: 10pt;
    max-width: none;
    margin: 0;
  }
  .controls,
  .samples,
  .tiles audio,
  noscript {
    display: none;
  }
  .browser {
    display: block;
  }
  .threshold {
    position: static;
  }
  .wide {
    overflow: visible;
  }
  figure,
  tr,
  .verdict {
    break-inside: avoid;
  }
  h2,
  caption {
    break-after: avoid;
  }
  .stage,
  .curve {
    print-color-adjust: exact;
    -webkit-print-color-adjust: exact;
  }
}
`;

/** The script of the sample browser. */
export const SAMPLE_SCRIPT: string = `(() => {
  function rgbColour(text) {
    const value = Number.parseInt(text.slice(1), 16);
    return [value >> 16, value >> 8 & 255, value & 255];
  }

  function orderedSamples(samples, order) {
    const sign = order.greatestFirst ? -1 : 1;
    return samples.filter((sample) => order.class === null || sample.class === order.class).sort((a, b) => {
      const [first, second] = [a[order.by], b[order.by]];
      if (first === null || second === null)
        return Number(first === null) - Number(second === null);
      return sign * (first - second);
    });
  }

  function shown(value) {
    return value === null ? "undefined" : \`\${(value * 100).toFixed(1)} %\`;
  }

  function conditionWords(condition) {
    return WORDS.get(condition) ?? condition;
  }
  var WORDS = /* @__PURE__ */ new Map([
    ["original", "its own sound"],
    ["picture-only", "no sound: the picture alone"],
    ["silence", "silence"],
    ["noise", "white noise"],
    ["off-screen", "an off-screen sound"],
    ["same-class", "another sound of its class"],
    ["other-class", "a sound of another class"]
  ]);

  var OPACITY = 153;
  var EDGE = 2;
  var WHITE = [255, 255, 255];
  var BLACK = [0, 0, 0];
  function maskOverlay(map, { side, threshold, colours }) {
    const limit = Math.fround(threshold);
    const pixels = new Uint8ClampedArray(side * side * 4);
    const on = (x, y) => x >= 0 && y >= 0 && x < side && y < side && map[y * side + x] > limit;
    for (let y = 0, i = 0; y < side; y++) {
      for (let x = 0; x < side; x++, i += 4) {
        const here = on(x, y);
        const edge = on(x - EDGE, y) !== here || on(x + EDGE, y) !== here || on(x, y - EDGE) !== here || on(x, y + EDGE) !== here;
        const plain = colours[Math.round(map[y * side + x] * 255)];
        const colour = edge ? here ? WHITE : BLACK : plain;
        pixels[i] = colour[0];
        pixels[i + 1] = colour[1];
        pixels[i + 2] = colour[2];
        pixels[i + 3] = edge ? 255 : OPACITY;
      }
    }
    return pixels;
  }

  function plainArray(data, shape) {
    return { data, shape: [...shape], stride: [shape[1], 1], offset: 0 };
  }

  function isOn(value, threshold) {
    return Math.fround(value) > Math.fround(threshold);
  }
  function consensusRatio(values, truth, threshold) {
    let hit = 0;
    let marked = 0;
    let outside = 0;
    for (let i = 0; i < truth.length; i++) {
      const agreement = truth[i];
      marked += agreement;
      if (isOn(values[i], threshold)) {
        hit += agreement;
        if (agreement === 0) outside++;
      }
    }
    return hit / (marked + outside);
  }
  function checkThreshold(caller, threshold) {
    if (!Number.isFinite(threshold)) {
      throw new RangeError(\`\${caller}: expected a finite threshold, got \${threshold}.\`);
    }
  }

  function readMap(caller, name, map) {
    if (!isGrid(map)) {
      throw new TypeError(
        \`\${caller}: expected \${name} to be an ndarray { data, shape, stride, offset }, got \${map === null ? "null" : typeof map}. Wrap plain data with ndarray(data, [height, width]).\`
      );
    }
    const { data, shape, stride, offset } = map;
    const [height = 0, width = 0] = shape;
    if (shape.length !== 2 || stride.length !== 2 || !isCount(height) || !isCount(width)) {
      throw new RangeError(
        \`\${caller}: expected \${name} of shape [height, width], both at least 1, got [\${shape.join(", ")}]. Pass one map at a time.\`
      );
    }
    const [down = 0, across = 0] = stride;
    const values = new Float64Array(height * width);
    for (let y = 0, i = 0; y < height; y++) {
      for (let x = 0; x < width; x++, i++) {
        const value = data[offset + y * down + x * across];
        if (value === void 0 || !Number.isFinite(value)) {
          throw new RangeError(
            \`\${caller}: expected finite values in \${name}, got \${value} at [\${y}, \${x}]. Find out where it comes from; no score can be trusted with it.\`
          );
        }
        values[i] = value;
      }
    }
    return { height, width, values };
  }
  function readUnitMap(caller, name, map, cure) {
    const dense = readMap(caller, name, map);
    const bad = dense.values.findIndex((value) => value < 0 || value > 1);
    if (bad >= 0) {
      const row = Math.floor(bad / dense.width);
      throw new RangeError(
        \`\${caller}: expected values of \${name} in 0…1, got \${dense.values[bad]} at [\${row}, \${bad % dense.width}]. \${cure}\`
      );
    }
    return dense;
  }
  function readTruth(caller, truth) {
    return readUnitMap(caller, "truth", truth, "Make it with consensusMap.");
  }
  function checkSameSize(caller, name, map, truth) {
    if (map.height !== truth.height || map.width !== truth.width) {
      throw new RangeError(
        \`\${caller}: expected \${name} of truth's size [\${truth.height}, \${truth.width}], got [\${map.height}, \${map.width}]. Resize it with upsampleMap first.\`
      );
    }
  }
  function checkSize(caller, { height, width }) {
    if (!isCount(height) || !isCount(width)) {
      throw new RangeError(
        \`\${caller}: expected height and width to be integers of at least 1, got \${height} × \${width}.\`
      );
    }
  }
  function isGrid(map) {
    const grid = map;
    return typeof grid === "object" && grid !== null && typeof grid.data?.length === "number" && Array.isArray(grid.shape) && Array.isArray(grid.stride) && typeof grid.offset === "number";
  }
  function isCount(side) {
    return Number.isInteger(side) && side >= 1;
  }

  function consensusIou(map, truth, threshold) {
    const prediction = readMap("consensusIou", "map", map);
    const consensus = readTruth("consensusIou", truth);
    checkSameSize("consensusIou", "map", prediction, consensus);
    checkThreshold("consensusIou", threshold);
    return consensusRatio(prediction.values, consensus.values, threshold);
  }

  function minMax(map) {
    const { height, width, values } = readMap("minMax", "map", map);
    let least = Infinity;
    let greatest = -Infinity;
    for (const value of values) {
      if (value < least) least = value;
      if (value > greatest) greatest = value;
    }
    const scaled = new Float32Array(values.length);
    if (greatest > least) {
      const range = greatest - least;
      for (let i = 0; i < scaled.length; i++) scaled[i] = (values[i] - least) / range;
    }
    return plainArray(scaled, [height, width]);
  }

  function upsampleMap(map, size) {
    const source = readMap("upsampleMap", "map", map);
    checkSize("upsampleMap", size);
    const { height, width } = size;
    const across = Array.from({ length: width }, (_, x) => neighbours(x, width, source.width));
    const resized = new Float32Array(height * width);
    for (let y = 0, i = 0; y < height; y++) {
      const row = neighbours(y, height, source.height);
      for (let x = 0; x < width; x++, i++) {
        const column = across[x];
        const above = between(source.values, row.before * source.width, column);
        const below = between(source.values, row.after * source.width, column);
        resized[i] = above + (below - above) * row.share;
      }
    }
    return plainArray(resized, [height, width]);
  }
  function neighbours(index, length, sourceLength) {
    const centre = Math.max((index + 0.5) * sourceLength / length - 0.5, 0);
    const before = Math.min(Math.floor(centre), sourceLength - 1);
    const after = Math.min(before + 1, sourceLength - 1);
    return { before, after, share: centre - before };
  }
  function between(values, row, { before, after, share }) {
    const first = values[row + before];
    return first + (values[row + after] - first) * share;
  }

  var SIDE = 224;
  function scoredMap({ width, height, values }) {
    const bytes = atob(values);
    const levels = Float32Array.from({ length: width * height }, (_, i) => bytes.charCodeAt(i));
    const map = { data: levels, shape: [height, width], stride: [width, 1], offset: 0 };
    return minMax(upsampleMap(map, { height: SIDE, width: SIDE }));
  }
  function scoredTruth(boxes, consensus) {
    const pixel = (edge) => Math.floor(SIDE * Math.min(1, Math.max(0, edge)));
    const count = new Float32Array(SIDE * SIDE);
    for (const [left, top, right, bottom] of boxes) {
      for (let y = pixel(top); y < pixel(bottom); y++) {
        for (let x = pixel(left); x < pixel(right); x++) count[y * SIDE + x] += 1;
      }
    }
    const data = count.map((boxesHere) => Math.min(1, boxesHere / consensus));
    return { data, shape: [SIDE, SIDE], stride: [SIDE, 1], offset: 0 };
  }
  function scoreAt(map, truth, threshold) {
    return consensusIou(map, truth, threshold);
  }

  function sampleViewer(place, colours) {
    const { ownerDocument: page } = place;
    let threshold = 0.5;
    let draw = [];
    function show(sample) {
      draw = [];
      const heading = page.createElement("h3");
      heading.textContent = sample.class ? \`\${sample.id}, \${sample.class}\` : sample.id;
      const numbers = page.createElement("p");
      numbers.textContent = \`Gap \${shown(sample.gap)}, consensus IoU \${shown(sample.ciou)} under the audit's protocol; \${shown(sample.size)} of the picture is marked.\`;
      place.replaceChildren(heading, numbers);
      if (sample.picture === void 0) {
        const note = page.createElement("p");
        note.textContent = "This page holds this sample's numbers only; its maps are in the run's folder.";
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
    function truthTile(sample) {
      const figure = page.createElement("figure");
      figure.append(stage(sample, \`Picture of \${sample.id} with what is marked\`, false));
      figure.append(caption("Picture; dashed: what is marked"));
      return figure;
    }
    function tile(sample, condition) {
      const words = conditionWords(condition);
      const figure = page.createElement("figure");
      const canvas = page.createElement("canvas");
      canvas.width = SIDE;
      canvas.height = SIDE;
      const place2 = stage(sample, \`Map of \${sample.id} under \${words}\`, true);
      place2.children[0].after(canvas);
      const score = page.createElement("span");
      score.className = "score";
      figure.append(place2, caption(\`Under \${words}: consensus IoU \`, score));
      const map = scoredMap(sample.maps[condition]);
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
    function soundTile(sample, condition) {
      const figure = page.createElement("figure");
      figure.append(player(sample, condition), caption(\`Sound: \${conditionWords(condition)}\`));
      return figure;
    }
    function stage(sample, description, grey) {
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
    function caption(...content) {
      const element = page.createElement("figcaption");
      element.append(...content);
      return element;
    }
    function player(sample, condition) {
      const audio = page.createElement("audio");
      audio.controls = true;
      audio.preload = "none";
      audio.src = sample.sounds[condition];
      audio.setAttribute("aria-label", \`Sound: \${conditionWords(condition)}\`);
      return audio;
    }
    return {
      show,
      setThreshold(next) {
        threshold = next;
        for (const redraw of draw) redraw();
      }
    };
  }
  var SVG = "http://www.w3.org/2000/svg";

  function startSampleBrowser(page) {
    const find = (id) => page.getElementById(id);
    const { samples, colours } = JSON.parse(find("data").textContent);
    const sort = find("sort");
    const filter = find("filter");
    const slider = find("threshold");
    const list = find("list");
    const viewer = sampleViewer(find("viewer"), colours.map(rgbColour));
    let listed = [];
    let selected = 0;
    fillFilter();
    sort.addEventListener("change", fillList);
    filter.addEventListener("change", fillList);
    slider.addEventListener("input", setThreshold);
    list.addEventListener("keydown", onKey);
    list.addEventListener("click", (event) => {
      const row2 = event.target.closest("li");
      if (row2) select(Array.from(list.children).indexOf(row2));
    });
    find("browser").hidden = false;
    fillList();
    setThreshold();
    function fillFilter() {
      const counts = /* @__PURE__ */ new Map();
      for (const { class: name } of samples) {
        if (name !== void 0) counts.set(name, (counts.get(name) ?? 0) + 1);
      }
      for (const [name, count] of [...counts].sort(([a], [b]) => a < b ? -1 : 1)) {
        const option = page.createElement("option");
        option.value = name;
        option.textContent = \`\${name} (\${count})\`;
        filter.append(option);
      }
      if (counts.size === 0) filter.disabled = true;
    }
    function fillList() {
      const [by, direction] = sort.value.split(" ");
      listed = orderedSamples(samples, {
        by,
        greatestFirst: direction === "descending",
        class: filter.selectedIndex > 0 ? filter.value : null
      });
      list.replaceChildren(...listed.map(row));
      find("count").textContent = listed.length === samples.length ? \`\${samples.length} samples\` : \`\${listed.length} of \${samples.length} samples\`;
      select(0);
    }
    function row(sample, index) {
      const element = page.createElement("li");
      element.id = \`sample-\${index}\`;
      element.setAttribute("role", "option");
      element.setAttribute("aria-selected", "false");
      if (sample.picture !== void 0) {
        const picture = page.createElement("img");
        picture.loading = "lazy";
        picture.alt = "";
        picture.src = sample.picture;
        element.append(picture);
      }
      const name = page.createElement("span");
      name.className = "name";
      name.textContent = sample.class ? \`\${sample.id}, \${sample.class}\` : sample.id;
      const numbers = page.createElement("span");
      numbers.className = "numbers";
      numbers.textContent = \`gap \${shown(sample.gap)}, cIoU \${shown(sample.ciou)}\`;
      element.append(name, numbers);
      return element;
    }
    function select(index) {
      list.children[selected]?.setAttribute("aria-selected", "false");
      selected = index;
      const row2 = list.children[selected];
      row2.setAttribute("aria-selected", "true");
      list.setAttribute("aria-activedescendant", row2.id);
      reveal(row2);
      viewer.show(listed[selected]);
    }
    function reveal(row2) {
      const bottom = row2.offsetTop + row2.offsetHeight - list.clientHeight;
      list.scrollTop = Math.min(row2.offsetTop, Math.max(bottom, list.scrollTop));
    }
    function onKey(event) {
      const last = listed.length - 1;
      const places = {
        ArrowDown: selected + 1,
        ArrowRight: selected + 1,
        ArrowUp: selected - 1,
        ArrowLeft: selected - 1,
        PageDown: selected + 10,
        PageUp: selected - 10,
        Home: 0,
        End: last
      };
      const place = places[event.key];
      if (place === void 0 || event.ctrlKey || event.altKey || event.metaKey) return;
      event.preventDefault();
      select(Math.min(last, Math.max(0, place)));
    }
    function setThreshold() {
      const threshold = slider.valueAsNumber;
      find("threshold-value").textContent = threshold.toFixed(2);
      viewer.setThreshold(threshold);
    }
  }

  startSampleBrowser(document);
})();
`;

/** Its hash for a content security policy. */
export const SAMPLE_SCRIPT_HASH: string = "sha256-l5X0Em6q418QnPXPIp5bAdKV0E9dDc8Vsl4lFh4zH9o=";
