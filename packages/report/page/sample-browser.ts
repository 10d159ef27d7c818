import { rgbColour } from "../src/rgb-colour.ts";
import { type ListOrder, orderedSamples } from "./ordered-samples.ts";
import { type PageData, type PageSample, shown } from "./sample-data.ts";
import { sampleViewer } from "./sample-viewer.ts";

/** Brings the sample browser of a page to life: its list, its controls and its viewer. */
export function startSampleBrowser(page: Document): void {
  const find = <T extends HTMLElement>(id: string): T => page.getElementById(id) as T;
  const { samples, colours } = JSON.parse(find("data").textContent!) as PageData;
  const sort = find<HTMLSelectElement>("sort");
  const filter = find<HTMLSelectElement>("filter");
  const slider = find<HTMLInputElement>("threshold");
  const list = find("list");
  const viewer = sampleViewer(find("viewer"), colours.map(rgbColour));
  let listed: PageSample[] = [];
  let selected = 0;

  fillFilter();
  sort.addEventListener("change", fillList);
  filter.addEventListener("change", fillList);
  slider.addEventListener("input", setThreshold);
  list.addEventListener("keydown", onKey);
  list.addEventListener("click", (event) => {
    const row = (event.target as Element).closest("li");
    if (row) select(Array.from(list.children).indexOf(row));
  });
  find("browser").hidden = false;
  fillList();
  setThreshold();

  function fillFilter(): void {
    const counts = new Map<string, number>();
    for (const { class: name } of samples) {
      if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    for (const [name, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const option = page.createElement("option");
      // Its place among the options, not its value, tells a class from "all".
      option.value = name;
      option.textContent = `${name} (${count})`;
      filter.append(option);
    }
    if (counts.size === 0) filter.disabled = true;
  }

  function fillList(): void {
    const [by, direction] = sort.value.split(" ") as [ListOrder["by"], string];
    listed = orderedSamples(samples, {
      by,
      greatestFirst: direction === "descending",
      class: filter.selectedIndex > 0 ? filter.value : null,
    });
    list.replaceChildren(...listed.map(row));
    find("count").textContent =
      listed.length === samples.length
        ? `${samples.length} samples`
        : `${listed.length} of ${samples.length} samples`;
    select(0);
  }

  function row(sample: PageSample, index: number): HTMLElement {
    const element = page.createElement("li");
    element.id = `sample-${index}`;
    element.setAttribute("role", "option");
    element.setAttribute("aria-selected", "false");
    if (sample.picture !== undefined) {
      const picture = page.createElement("img");
      picture.loading = "lazy";
      picture.alt = "";
      picture.src = sample.picture;
      element.append(picture);
    }
    const name = page.createElement("span");
    name.className = "name";
    name.textContent = sample.class ? `${sample.id}, ${sample.class}` : sample.id;
    const numbers = page.createElement("span");
    numbers.className = "numbers";
    numbers.textContent = `gap ${shown(sample.gap)}, cIoU ${shown(sample.ciou)}`;
    element.append(name, numbers);
    return element;
  }

  function select(index: number): void {
    list.children[selected]?.setAttribute("aria-selected", "false");
    selected = index;
    const row = list.children[selected] as HTMLElement;
    row.setAttribute("aria-selected", "true");
    list.setAttribute("aria-activedescendant", row.id);
    reveal(row);
    viewer.show(listed[selected]!);
  }

  /** Scrolls the list to a row, and not the page. */
  function reveal(row: HTMLElement): void {
    const bottom = row.offsetTop + row.offsetHeight - list.clientHeight;
    list.scrollTop = Math.min(row.offsetTop, Math.max(bottom, list.scrollTop));
  }

  function onKey(event: KeyboardEvent): void {
    const last = listed.length - 1;
    const places: Readonly<Record<string, number>> = {
      ArrowDown: selected + 1,
      ArrowRight: selected + 1,
      ArrowUp: selected - 1,
      ArrowLeft: selected - 1,
      PageDown: selected + 10,
      PageUp: selected - 10,
      Home: 0,
      End: last,
    };
    const place = places[event.key];
    if (place === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    select(Math.min(last, Math.max(0, place)));
  }

  function setThreshold(): void {
    const threshold = slider.valueAsNumber;
    find("threshold-value").textContent = threshold.toFixed(2);
    viewer.setThreshold(threshold);
  }
}
