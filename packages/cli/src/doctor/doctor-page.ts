import { join } from "node:path";
import type { DataSetExamination, Distribution, Finding, TruthProfile } from "@ssl/av-datasets";
import { escapedText, htmlPage } from "@ssl/report";
import sharp from "sharp";
import { caseText, countsText, truthText, verdict } from "./doctor-text.ts";
import { FLOOR_LEGEND, floorRows } from "./floor-rows.ts";

/** Cases of a finding that are listed. */
const SHOWN_CASES = 50;

/** Pictures of a finding, and of a page, that are shown. */
const SHOWN_PICTURES = 12;

/** Pixels: the longest side of a shown picture. */
const THUMBNAIL = 120;

/** What the findings need beside the style of all pages. */
const STYLE = `<style>
.fault { border-left: 6px solid var(--against); padding-left: 1rem } .doubt { border-left: 6px solid var(--line); padding-left: 1rem }
.bars, .thumbs { display: flex; flex-wrap: wrap; gap: 1rem } .bars figure, .thumbs figure { margin: 0 }
.thumbs figure { max-width: ${THUMBNAIL}px; font-size: 11px } svg text { font: 12px system-ui, sans-serif; fill: currentColor }
.bar { fill: var(--own) } .centre { fill: none; stroke: var(--against); stroke-width: .2 }
</style>`;

/** Examinations as one page that opens from disk: findings first, pictures inside. */
export async function doctorPage(examinations: readonly DataSetExamination[]): Promise<string> {
  const names = examinations.map(({ name }) => name).join(", ");
  const sections: string[] = [];
  for (const examination of examinations) sections.push(await section(examination));
  return htmlPage(`What ssl doctor found in ${names}`, [STYLE, ...sections].join("\n"));
}

async function section(examination: DataSetExamination): Promise<string> {
  const { name, layout, root, findings, distributions, truth, notes } = examination;
  const found = [];
  for (const finding of findings) found.push(await findingSection(finding, root));
  return `<section><h2>${escapedText(name)}</h2>
<p>${escapedText(layout)}: ${escapedText(countsText(examination))}. <strong>${verdict(findings)}</strong></p>
${found.join("\n")}
${notes.map((note) => `<p>${escapedText(note)}</p>`).join("\n")}
${truth === null ? "" : truthSection(truth, examination)}
<div class="bars">${distributions.map(bars).join("\n")}</div>
</section>`;
}

async function findingSection(finding: Finding, root: string): Promise<string> {
  const { code, severity, what, advice, cases } = finding;
  const more = cases.length - SHOWN_CASES;
  const items = cases
    .slice(0, SHOWN_CASES)
    .map((each) => `<li>${escapedText(caseText(each))}</li>`);
  if (more > 0) items.push(`<li>and ${more} more</li>`);
  return `<div class="${severity}"><h3>${severity}: ${code}</h3>
<p>${escapedText(what)} ${escapedText(advice)}</p>
<details${cases.length <= 10 ? " open" : ""}><summary>Where</summary><ul>${items.join("\n")}</ul></details>
${await thumbnails(finding, root)}</div>`;
}

/** The first pictures of a finding; those that cannot be shown are left to the list. */
async function thumbnails({ code, cases }: Finding, root: string): Promise<string> {
  if (!/^(picture|leak-picture)/.test(code)) return "";
  const files = cases.flatMap((each) => each.files ?? []).slice(0, SHOWN_PICTURES);
  const figures = [];
  for (const file of files) {
    const picture = await thumbnail(join(root, file));
    if (picture === undefined) continue;
    figures.push(
      `<figure><img src="data:image/png;base64,${picture.toString("base64")}" alt="">` +
        `<figcaption>${escapedText(file)}</figcaption></figure>`,
    );
  }
  return figures.length === 0 ? "" : `<div class="thumbs">${figures.join("\n")}</div>`;
}

async function thumbnail(path: string): Promise<Buffer | undefined> {
  try {
    return await sharp(path)
      .autoOrient()
      .resize(THUMBNAIL, THUMBNAIL, { fit: "inside" })
      .png({ palette: true })
      .toBuffer();
  } catch {
    return undefined;
  }
}

function truthSection(truth: TruthProfile, examination: DataSetExamination): string {
  const rows = floorRows(examination);
  const maps = rows[0]?.scores.map(({ map }) => map) ?? [];
  const cells = (tag: "th" | "td", texts: readonly string[]): string =>
    `<tr>${texts.map((text, i) => `<${tag}${i > 0 ? ' class="number"' : ""}>${escapedText(text)}</${tag}>`).join("")}</tr>`;
  return `<h3>Where people marked</h3>
${densityMap(truth)}
<p>${escapedText(truthText(truth))}</p>
<div class="wide"><table>${cells("th", ["protocol", ...maps])}
${rows.map(({ protocol, scores }) => cells("td", [protocol, ...scores.map(({ score }) => score)])).join("\n")}
</table></div><p class="note">${escapedText(FLOOR_LEGEND)}</p>`;
}

/** The share of samples that mark each place: white none, dark the most. */
function densityMap({ density, side }: TruthProfile): string {
  const most = Math.max(...density);
  const cells = density.map((share, cell) => {
    const grey = 255 - Math.round((200 * share) / most);
    const [x, y] = [cell % side, Math.floor(cell / side)];
    return `<rect x="${x}" y="${y}" width="1.02" height="1.02" fill="rgb(${grey},${grey},255)"/>`;
  });
  const radius = side * Math.sqrt(0.5 / Math.PI);
  return (
    `<svg viewBox="0 0 ${side} ${side}" width="256" height="256" role="img" ` +
    `aria-label="share of samples that mark each place">${cells.join("")}` +
    `<circle cx="${side / 2}" cy="${side / 2}" r="${radius}" class="centre"/></svg>`
  );
}

function bars({ of, rows, others }: Distribution): string {
  const most = Math.max(...rows.map(({ count }) => count));
  const lines = rows.map(({ label, count }, i) => {
    const y = 18 * i;
    return (
      `<text x="180" y="${y + 13}" text-anchor="end">${escapedText(label.slice(0, 24))}</text>` +
      `<rect x="188" y="${y + 3}" width="${((150 * count) / most).toFixed(1)}" height="12" class="bar"/>` +
      `<text x="${(192 + (150 * count) / most).toFixed(1)}" y="${y + 13}">${count}</text>`
    );
  });
  const more = others === undefined ? "" : `; ${others.values} more: ${others.count}`;
  return `<figure><figcaption>${escapedText(of + more)}</figcaption>
<svg width="390" height="${18 * rows.length + 4}" role="img" aria-label="${escapedText(of)}">${lines.join("")}</svg></figure>`;
}
