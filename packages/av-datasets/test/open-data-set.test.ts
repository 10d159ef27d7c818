import { cpSync, mkdirSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BoxAnnotation, MaskAnnotation } from "@ssl/metrics-ciou";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clipId } from "../src/data-sets/layout-vggss.ts";
import { type DataSample, openDataSet } from "../src/index.ts";
import { samplesIn, touch } from "./data-folder.ts";
import { failure, greyPng, temporaryFolder, write } from "./truth-files.ts";

const published = (name: string): string =>
  fileURLToPath(new URL(`lists/${name}`, import.meta.url));
const parent = temporaryFolder();
let folders = 0;
/** A new folder that holds copies of published lists. */
function folderWith(...lists: readonly string[]): string {
  const folder = join(parent, `set-${++folders}`);
  mkdirSync(folder);
  for (const list of lists) cpSync(published(list), join(folder, list));
  return folder;
}
const messageOf = async (path: string, options = {}): Promise<string> =>
  (await failure(openDataSet(path, options))).message.replaceAll(path, "…");
const boxesOf = ({ annotation }: DataSample): number[][][] =>
  (annotation as BoxAnnotation).annotators.map((boxes) =>
    boxes.map(({ left, top, right, bottom }) => [left, top, right, bottom]),
  );

describe("openDataSet(folder) of Flickr-SoundNet", () => {
  const box = (label: string, corners: number[]): string =>
    `<bbox><label>${label}</label>${corners.map((at) => `<c>${at}</c>`).join("")}</bbox>`;
  const xml =
    `<annotation><a>${box("object", [10, 20, 100, 200])}</a>` +
    `<a>${box("object", [12, 18, 90, 210])}</a><a>${box("ambient", [0, 0, 256, 256])}</a></annotation>`;

  test("pairs Data/<folder>/<id>….jpg and .wav with Annotations, and keeps labels and annotators", async () => {
    const folder = folderWith();
    write(folder, "Annotations/3908875350.xml", xml);
    touch(folder, "Data/pictures 1/3908875350_b.jpg", "Data/sounds/3908875350.wav");
    touch(folder, "Data/sounds/4000000000.wav");
    const set = await openDataSet(folder);
    expect(set).toMatchObject({ layout: "flickr-soundnet", count: 1, missing: [] });
    expect(set.extra).toEqual(["Data/sounds/4000000000.wav"]);
    const [sample] = await samplesIn(set);
    expect(sample).toMatchObject({
      id: "3908875350",
      picture: "Data/pictures 1/3908875350_b.jpg",
      sound: "Data/sounds/3908875350.wav",
      about: { labels: "object, object, ambient" },
    });
    expect(boxesOf(sample!)).toEqual([
      [[10, 20, 100, 200]],
      [[12, 18, 90, 210]],
      [[0, 0, 256, 256]],
    ]);
  });

  test("reads the later layout, frames/ and audio/, and says what is missing", async () => {
    const folder = folderWith();
    for (const id of ["3896768873", "3908875350", "3956341886"]) {
      write(folder, `Annotations/${id}.xml`, xml);
    }
    touch(folder, "frames/3896768873.jpg", "audio/3896768873.wav", "audio/3956341886.wav");
    touch(folder, "frames/3908875350.jpg");
    const set = await openDataSet(folder);
    expect(set.missing).toEqual([
      { id: "3908875350", what: "sound" },
      { id: "3956341886", what: "picture" },
    ]);
    expect((await samplesIn(set)).map(({ id }) => id)).toEqual([
      "3896768873",
      "3908875350",
      "3956341886",
    ]);
  });

  test("says of the list of 249 which sample it lacks, and reads the slip that took it away", async () => {
    const folder = folderWith();
    for (const id of ["3896768873", "3908875350", "3956341886"]) {
      write(folder, `Annotations/${id}.xml`, xml);
    }
    const of250 = await openDataSet(folder, { lists: [published("flickr_250.csv")] });
    expect(of250).toMatchObject({ count: 3 });
    expect((await samplesIn(of250))[2]!.about).toEqual({
      labels: "object, object, ambient",
      listed: "313",
    });
    expect(of250.notes.map(({ kind }) => kind)).toEqual(["no-media"]);

    const of249 = await openDataSet(folder, { lists: [published("flickr_249.csv")] });
    expect(of249).toMatchObject({ count: 2 });
    expect(of249.notes[0]).toEqual({
      kind: "unlisted",
      message:
        "1 of 3 samples are not in the lists and left out: a published list has 3908875357 for it.",
      ids: ["3908875350"],
    });

    const list = write(parent, "test_list.txt", "3956341886.png\n3908875357.png\n\n3896768873.png");
    const slip = await openDataSet(folder, { lists: [list] });
    expect((await samplesIn(slip)).map(({ id }) => id)).toEqual([
      "3956341886",
      "3908875350",
      "3896768873",
    ]);
    expect(slip.notes[0]).toEqual({
      kind: "read-as",
      message: "3908875357, a slip of a published list, is read as 3908875350.",
      ids: ["3908875350"],
    });
  });

  test("takes a class from a list that names one", async () => {
    const folder = folderWith();
    write(folder, "Annotations/3908875350.xml", xml);
    const list = write(parent, "named.csv", '3908875350,"violin, fiddle"\n');
    const [sample] = await samplesIn(await openDataSet(folder, { lists: [list] }));
    expect(sample!.class).toBe("violin, fiddle");
  });

  test("opens the folder Annotations and a single file of it, without media", async () => {
    const folder = folderWith();
    const file = write(folder, "Annotations/3908875350.xml", xml);
    for (const path of [file, join(folder, "Annotations")]) {
      const set = await openDataSet(path);
      expect(set).toMatchObject({ layout: "flickr-soundnet", count: 1, missing: [], extra: [] });
    }
  });
});

describe("openDataSet(folder) of VGG-SS", () => {
  test("finds files under both forms of a clip's name", async () => {
    const folder = folderWith("vggss.json");
    touch(folder, "frames/zpWuikVorYg_000032.jpg", "audio/zpWuikVorYg_32000_42000.wav");
    touch(folder, "frames/-0BIyqJj9ZU_30000_40000.jpg", "audio/-0BIyqJj9ZU_000030.wav");
    touch(folder, "frames/gwi6bU0Rbbc_0_10000.jpg", "audio/zzzzzzzzzzz_000001.wav");
    const set = await openDataSet(folder);
    expect(set).toMatchObject({ layout: "vggss", count: 8 });
    const samples = await samplesIn(set);
    expect(samples[0]).toMatchObject({
      id: "zpWuikVorYg_000032",
      class: "elk bugling",
      picture: "frames/zpWuikVorYg_000032.jpg",
      sound: "audio/zpWuikVorYg_32000_42000.wav",
    });
    expect(boxesOf(samples[0]!)).toEqual([[[0.403125, 0.253125, 0.6, 0.75]]]);
    expect(set.missing).toHaveLength(2 * 8 - 5);
    expect(set.extra).toEqual(["audio/zzzzzzzzzzz_000001.wav"]);
    expect(set.notes).toContainEqual({
      kind: "renamed",
      message:
        "3 of 8 samples have files named by milliseconds, <video>_30000_40000 for <video>_000030.",
      ids: ["-0BIyqJj9ZU_000030", "gwi6bU0Rbbc_000000", "zpWuikVorYg_000032"],
    });
  });

  test("reports absurd and degenerate boxes as readTruth does", async () => {
    const { entries } = (await import("./golden/vggss-excerpt.json")).default;
    const set = await openDataSet(write(folderWith(), "vggss.json", entries));
    expect(set.notes.map(({ kind, ids }) => [kind, ids.length])).toEqual([
      ["clipped", 4],
      ["dropped", 7],
      ["unmarked", 2],
      ["no-media", 0],
    ]);
  });

  test("takes the lists of heard and unheard classes, each in its order", async () => {
    const path = published("vggss.json");
    const heard = await openDataSet(path, { lists: [published("vggss_heard.csv")] });
    expect((await samplesIn(heard)).map(({ id }) => id)).toEqual([
      "zpWuikVorYg_000032",
      "gwi6bU0Rbbc_000000",
      "9PmzQI8ZYpg_000030",
    ]);
    const lists = [published("vggss_heard.csv"), published("vggss_unheard.csv")];
    const both = await openDataSet(path, { lists });
    expect(both.count).toBe(7);
    expect(both.notes.find(({ kind }) => kind === "unlisted")!.ids).toEqual(["XBMeUqtyXpM_000030"]);
  });

  test("reads a list in the other form of the names", async () => {
    const list = write(parent, "ours.txt", "zpWuikVorYg_32000_42000\nzzzzzzzzzzz_0_10000\n");
    const set = await openDataSet(published("vggss.json"), { lists: [list] });
    expect((await samplesIn(set)).map(({ id }) => id)).toEqual([
      "zpWuikVorYg_000032",
      "zzzzzzzzzzz_000000",
    ]);
    expect(set.notes.find(({ kind }) => kind === "no-truth")).toEqual({
      kind: "no-truth",
      message:
        "1 of 2 samples of the lists are not in the truth; they stay in the set without an annotation.",
      ids: ["zzzzzzzzzzz_000000"],
    });
  });

  test("maps the two forms of a name onto one another", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[\w-]{11}$/), fc.nat({ max: 999_999 }), (video, second) => {
        const id = `${video}_${String(second).padStart(6, "0")}`;
        expect(clipId(id)).toBe(id);
        expect(clipId(`${video}_${second * 1000}_${(second + 10) * 1000}`)).toBe(id);
      }),
    );
    expect(clipId("zpWuikVorYg_32000_43000")).toBe("zpWuikVorYg_32000_43000");
  });
});

describe("openDataSet(folder) with SLAVC's extended lists", () => {
  test("takes one sample's picture and another's sound, with nothing that sounds", async () => {
    const folder = folderWith("vggss.json");
    touch(folder, "frames/-0BIyqJj9ZU_000030.jpg", "audio/-0BIyqJj9ZU_000030.wav");
    touch(folder, "audio/USlCCt8En7A_000460.wav", "frames/9PmzQI8ZYpg_000147.jpg");
    const lists = [published("vggss_unheard.csv"), published("vggss_plus_silent.csv")];
    const set = await openDataSet(folder, { lists });
    const samples = await samplesIn(set);
    expect(samples).toHaveLength(7);
    expect(samples[1]).toMatchObject({ id: "-0BIyqJj9ZU_000030", class: "people belly laughing" });
    expect(samples[1]!.annotation).toBeDefined();
    expect(samples[5]).toEqual({
      id: "-0BIyqJj9ZU_000030+USlCCt8En7A_000460",
      group: "-0BIyqJj9ZU_000030",
      class: "people belly laughing",
      picture: "frames/-0BIyqJj9ZU_000030.jpg",
      sound: "audio/USlCCt8En7A_000460.wav",
      about: { label: "non-sounding", soundOf: "USlCCt8En7A_000460" },
    });
    expect(samples[4]).toMatchObject({
      id: "9PmzQI8ZYpg_000147+9PmzQI8ZYpg_000147",
      picture: "frames/9PmzQI8ZYpg_000147.jpg",
    });
    expect(set.missing).toContainEqual({
      id: "9PmzQI8ZYpg_000147+9PmzQI8ZYpg_000147",
      what: "sound",
    });
  });

  test("opens such a list and one of ids alone", async () => {
    const set = await openDataSet(published("flickr_plus_silent.csv"));
    expect(set).toMatchObject({ layout: "pairs", count: 3, missing: [] });
    expect((await samplesIn(set))[0]).toEqual({
      id: "3896768873+10939270325",
      group: "3896768873",
      about: { label: "non-sounding", soundOf: "10939270325" },
    });
    expect(await openDataSet(published("flickr_249.csv"))).toMatchObject({ count: 2 });
  });

  test("keeps the truth of a row with another label", async () => {
    const list = write(
      parent,
      "sounding.csv",
      "video,audio,label\nRgyqhpOJFM4_000030,zpWuikVorYg_000032,sounding\n",
    );
    const [sample] = await samplesIn(await openDataSet(published("vggss.json"), { lists: [list] }));
    expect(sample!.annotation).toBeDefined();
    expect(sample!.about).toEqual({ label: "sounding", soundOf: "zpWuikVorYg_000032" });
  });
});

describe("openDataSet(folder) of IS3 and VPO", () => {
  test("finds files by name, whatever the machine of the list's paths, and masks beside them", async () => {
    const folder = folderWith("is3_bbox.json");
    touch(folder, "images/accordion_female_10438_accordion.jpg");
    touch(folder, "audio_wav/accordion_female_10438_accordion.wav");
    touch(folder, "gt_segmentation/accordion_female_10438_accordion.jpg");
    const set = await openDataSet(folder);
    expect(set).toMatchObject({ layout: "is3", count: 6, extra: [] });
    const [sample] = await samplesIn(set);
    expect(sample).toMatchObject({
      id: "accordion_female_10438_accordion",
      group: "accordion_female_10438",
      class: "accordion",
      picture: "images/accordion_female_10438_accordion.jpg",
      sound: "audio_wav/accordion_female_10438_accordion.wav",
      about: { mask: "gt_segmentation/accordion_female_10438_accordion.jpg" },
    });
    expect(boxesOf(sample!)).toEqual([[[47, 99, 154, 185]]]);
  });

  test("tells VPO by COCO's numbers", async () => {
    const entry = (id: string) => ({
      image: `/mnt/COCO_AV/visual_frames/${id}.jpg`,
      audio: `/mnt/COCO_AV/audio_wav/${id}.wav`,
      gt_box: [5, 32, 28, 124],
    });
    const entries = [entry("000000062491_432356"), entry("000000062491_188901")];
    const set = await openDataSet(write(folderWith(), "vpo_ms_bbox.json", entries));
    expect(set.layout).toBe("vpo");
    const [sample] = await samplesIn(set);
    expect(sample).toMatchObject({ id: "000000062491_432356", group: "000000062491" });
    expect(sample!.class).toBeUndefined();
  });
});

describe("openDataSet(folder) of AVSBench", () => {
  const mask = () => greyPng(new Uint8Array([0, 255, 0, 0, 0, 0]), 3);

  test("reads S4's table: five pictures a clip, one mask of a clip that trains, five of others", async () => {
    const folder = folderWith();
    write(
      folder,
      "s4_meta_data.csv",
      "name,start,category,split\n0d9u2CymIxc,3,helicopter,test\n-a_1,0,dog barking,train\n",
    );
    const data = "s4_data";
    for (const n of [1, 2, 3, 4, 5]) {
      const clip = "test/helicopter/0d9u2CymIxc/0d9u2CymIxc";
      touch(folder, `${data}/visual_frames/${clip}_${n}.png`);
      if (n < 5) write(folder, `${data}/gt_masks/${clip}_${n}.png`, await mask());
      touch(folder, `${data}/visual_frames/train/dog barking/-a_1/-a_1_${n}.png`);
    }
    write(folder, `${data}/gt_masks/train/dog barking/-a_1/-a_1_1.png`, await mask());
    touch(folder, `${data}/audio_wav/test/helicopter/0d9u2CymIxc.wav`, `${data}/raw_videos/x.mp4`);
    const set = await openDataSet(folder);
    expect(set).toMatchObject({ layout: "avsbench-s4", count: 10, extra: [] });
    expect(set.missing.map(({ id, what }) => `${id} ${what}`)).toEqual(
      [1, 2, 3, 4, 5].map((n) => `-a_1_${n} sound`),
    );
    expect(set.notes).toEqual([
      {
        kind: "unmarked",
        message:
          "1 of 10 samples have no mask where the data set has one; they stay in the set without " +
          "an annotation.",
        ids: ["0d9u2CymIxc_5"],
      },
    ]);
    const samples = await samplesIn(set);
    expect(samples[1]).toMatchObject({
      id: "0d9u2CymIxc_2",
      group: "0d9u2CymIxc",
      class: "helicopter",
      split: "test",
      picture: "s4_data/visual_frames/test/helicopter/0d9u2CymIxc/0d9u2CymIxc_2.png",
      sound: "s4_data/audio_wav/test/helicopter/0d9u2CymIxc.wav",
    });
    expect([...((samples[1]!.annotation as MaskAnnotation).mask.data as Uint8Array)]).toEqual([
      0, 1, 0, 0, 0, 0,
    ]);
    expect(samples[4]!.annotation).toBeUndefined();
    expect(samples[5]!.annotation).toBeDefined();
    expect(samples[6]!.annotation).toBeUndefined();
  });

  test("reads MS3's table, whose pictures have another name than their masks", async () => {
    const folder = folderWith();
    write(folder, "ms3_meta_data.csv", "name,split\nrq5RDUm2Hnk_1,test\n");
    touch(folder, "ms3_data/visual_frames/rq5RDUm2Hnk_1/rq5RDUm2Hnk_1.mp4_2.png");
    write(folder, "ms3_data/gt_masks/test/rq5RDUm2Hnk_1/rq5RDUm2Hnk_1_2.png", await mask());
    touch(folder, "ms3_data/audio_wav/test/rq5RDUm2Hnk_1.wav");
    const set = await openDataSet(folder);
    expect(set).toMatchObject({ layout: "avsbench-ms3", count: 5, extra: [] });
    expect((await samplesIn(set))[1]).toMatchObject({
      id: "rq5RDUm2Hnk_1.mp4_2",
      group: "rq5RDUm2Hnk_1",
      picture: "ms3_data/visual_frames/rq5RDUm2Hnk_1/rq5RDUm2Hnk_1.mp4_2.png",
      sound: "ms3_data/audio_wav/test/rq5RDUm2Hnk_1.wav",
    });
  });

  test("reads the lists of boxes, with one sound for five pictures", async () => {
    const base = "/mnt/AVSbench/s4_data";
    const entries = [1, 2].map((n) => ({
      image: `${base}/visual_frames/test/helicopter/0d9u2CymIxc/0d9u2CymIxc_${n}.png`,
      audio: `${base}/audio_wav/test/helicopter/0d9u2CymIxc.wav`,
      gt_box: [0, 0, 10, 10],
    }));
    const folder = folderWith();
    write(folder, "s4_box.json", entries);
    touch(folder, "visual_frames/0d9u2CymIxc_1.png", "audio_wav/0d9u2CymIxc.wav");
    const set = await openDataSet(folder);
    expect(set).toMatchObject({ layout: "avsbench-s4", count: 2 });
    expect((await samplesIn(set))[1]).toMatchObject({
      class: "helicopter",
      sound: "audio_wav/0d9u2CymIxc.wav",
    });
    const ms3 = [{ image: "/a/x_1/x_1.mp4_2.png", audio: "/a/x_1.wav", gt_box: [0, 0, 9, 9] }];
    expect((await openDataSet(write(folderWith(), "ms3_box.json", ms3))).layout).toBe(
      "avsbench-ms3",
    );
  });
});

describe("openDataSet(folder) of MUSIC", () => {
  test("reads duets: two samples a frame, one picture and one sound, sizes told from corners", async () => {
    const folder = folderWith("music_duet.json");
    touch(folder, "frames/HnUOaSfTA6c_000_00000.jpg", "audio/HnUOaSfTA6c_000_00000.wav");
    const set = await openDataSet(folder);
    expect(set).toMatchObject({ layout: "music", count: 4 });
    expect(set.notes[0]).toMatchObject({ kind: "read-as" });
    const samples = await samplesIn(set);
    expect(samples[1]).toMatchObject({
      id: "HnUOaSfTA6c_000_00000_src2",
      group: "HnUOaSfTA6c_000_00000",
      class: "acoustic_guitar",
      picture: "frames/HnUOaSfTA6c_000_00000.jpg",
      sound: "audio/HnUOaSfTA6c_000_00000.wav",
    });
    const [[[left, , right]]] = boxesOf(samples[0]!) as [[[number, number, number]]];
    expect([left, right]).toEqual([0.14967105263157895, 0.14967105263157895 + 0.20559210526315788]);
  });

  test("reads solos in either order of numbers, which is asked for where nothing tells it", async () => {
    const solo = [{ file: "a_000_00000", class: "cello", bbox: [0.1, 0.2, 0.5, 0.6] }];
    const path = write(folderWith(), "music_solo.json", solo);
    expect(await messageOf(path)).toContain('readTruth(path, { boxes: "xywh" })');
    const asCorners = await openDataSet(path, { boxes: "xyxy" });
    expect(boxesOf((await samplesIn(asCorners))[0]!)).toEqual([[[0.1, 0.2, 0.5, 0.6]]]);
    const asSizes = await openDataSet(path, { boxes: "xywh" });
    expect(boxesOf((await samplesIn(asSizes))[0]!)).toEqual([[[0.1, 0.2, 0.6, 0.8]]]);
  });

  test("reads DSOL's frames in their folders", async () => {
    const folder = folderWith();
    write(folder, "solotest.json", {
      "4Oy5VmaacaI_0_1000/frame_013/00411.jpg": {
        bbox: [{ box: [224, 0, 239, 358], normbox: [0.35, 0, 0.3734375, 0.99], category_id: 1 }],
        wdith: 640,
        height: 360,
      },
      "yy2vL2RUiPI_0_1000/frame_037/01124.jpg": {
        bbox: [{ box: [59, 115, 186, 180], normbox: [0.6, 0.3, 0.39, 0.5], category_id: 13 }],
        wdith: 270,
        height: 360,
      },
    });
    touch(folder, "video_frames/4Oy5VmaacaI_0_1000/frame_013/00411.jpg");
    touch(folder, "video_frames/other/frame_013/00411.jpg", "sounds/4Oy5VmaacaI_0_1000.wav");
    const set = await openDataSet(folder);
    expect((await samplesIn(set))[0]).toMatchObject({
      id: "4Oy5VmaacaI_0_1000_frame_013_00411_1",
      picture: "video_frames/4Oy5VmaacaI_0_1000/frame_013/00411.jpg",
      sound: "sounds/4Oy5VmaacaI_0_1000.wav",
    });
    expect(set.extra).toEqual(["video_frames/other/frame_013/00411.jpg"]);
  });

  test("reads the list of videos by class, and says which it names twice", async () => {
    const folder = folderWith();
    write(folder, "MUSIC_duet_videos.json", {
      version: 1,
      videos: { "flute violin": ["jW_AuF6dQYY", "aaaaaaaaaaa"], cello: ["jW_AuF6dQYY"] },
    });
    touch(folder, "duet/jW_AuF6dQYY.mp4");
    const set = await openDataSet(folder);
    expect(set).toMatchObject({ layout: "music", count: 2 });
    expect(set.missing).toEqual([{ id: "aaaaaaaaaaa", what: "video" }]);
    expect(set.notes).toEqual([
      {
        kind: "repeated",
        message: "1 of 3 videos are listed a second time; the first entry of each stays.",
        ids: ["jW_AuF6dQYY"],
      },
    ]);
    expect(await samplesIn(set)).toEqual([
      { id: "jW_AuF6dQYY", class: "flute violin", video: "duet/jW_AuF6dQYY.mp4" },
      { id: "aaaaaaaaaaa", class: "flute violin" },
    ]);
  });
});

describe("openDataSet(folder) of Sound-of-Pixels", () => {
  test("takes the middle frame of a folder, and counts those that are there", async () => {
    const folder = folderWith();
    const frames = `${basename(folder)}/frames/cello/M3dekVSwNjY.mp4`;
    const audio = `./${basename(folder)}/audio/cello/M3dekVSwNjY.mp3`;
    write(folder, "train.csv", `${audio},./${frames},3\n`);
    write(folder, "val.csv", "./audio/flute/b.mp3,./frames/flute/b,7\n");
    touch(folder, "audio/cello/M3dekVSwNjY.mp3", "audio/flute/b.mp3", "frames/c.mp4/000001.jpg");
    for (const n of [1, 2, 3, 4]) touch(folder, `frames/cello/M3dekVSwNjY.mp4/00000${n}.jpg`);
    const set = await openDataSet(folder);
    expect(set).toMatchObject({ layout: "sound-of-pixels", count: 2, extra: ["frames/c.mp4"] });
    expect(set.missing).toEqual([{ id: "b", what: "picture" }]);
    expect(await samplesIn(set)).toEqual([
      {
        id: "M3dekVSwNjY",
        class: "cello",
        split: "train",
        picture: "frames/cello/M3dekVSwNjY.mp4/000003.jpg",
        sound: "audio/cello/M3dekVSwNjY.mp3",
        about: { frames: "3", framesThere: "4" },
      },
      {
        id: "b",
        class: "flute",
        split: "val",
        sound: "audio/flute/b.mp3",
        about: { frames: "7" },
      },
    ]);
    expect(await openDataSet(folder, { truth: "val.csv" })).toMatchObject({ count: 1 });
  });
});

describe("openDataSet(folder) of our own form", () => {
  test("follows the paths of truth.json, and finds files by id where it has none", async () => {
    const folder = folderWith();
    write(folder, "truth.json", {
      schema: "ssl-truth/1",
      name: "Mine",
      coordinates: "normalised",
      consensus: 1,
      samples: [
        {
          id: "a",
          annotators: [[[0, 0, 1, 0.5]]],
          picture: "pictures/one.png",
          sound: "./s/1.wav",
        },
        { id: "b", group: "a", annotators: [[[0, 0, 1, 1]]] },
        { id: "c", annotators: [[[0, 0, 1, 1]]], picture: "pictures/gone.png" },
      ],
    });
    touch(folder, "pictures/one.png", "s/1.wav", "pictures/b.jpg", "sounds/b.flac", "sounds/d.wav");
    const set = await openDataSet(folder);
    expect(set).toMatchObject({ layout: "plain", count: 3, extra: ["sounds/d.wav"] });
    expect(set.missing).toEqual([
      { id: "c", what: "picture" },
      { id: "c", what: "sound" },
    ]);
    const samples = await samplesIn(set);
    expect(samples[0]).toMatchObject({ picture: "pictures/one.png", sound: "s/1.wav" });
    expect(samples[1]).toMatchObject({ picture: "pictures/b.jpg", sound: "sounds/b.flac" });
  });
});

describe("openDataSet(folder) of pairs", () => {
  test("pairs by id in the order of code units, in folders of any of the usual names", async () => {
    const folder = folderWith();
    touch(folder, "frames/b.jpg", "frames/B.jpg", "frames/10.jpg", "frames/9.jpg");
    touch(folder, "audio/b.wav", "audio/10.mp3", "audio/9.wav", "audio/x.wav", "notes.txt");
    const set = await openDataSet(folder);
    expect(set).toMatchObject({ layout: "pairs", count: 5, extra: [], notes: [] });
    expect((await samplesIn(set)).map(({ id }) => id)).toEqual(["10", "9", "B", "b", "x"]);
    expect(set.missing).toEqual([
      { id: "B", what: "sound" },
      { id: "x", what: "picture" },
    ]);
  });

  test("keeps the folders below in ids, and takes files that lie side by side", async () => {
    const folder = folderWith();
    touch(folder, "frames/train/a.jpg", "audio/train/a.wav", "audio/test/a.wav");
    expect((await openDataSet(folder)).count).toBe(2);
    const beside = folderWith();
    touch(beside, "birds/owl.png", "birds/owl.ogg", "birds/owl.mp4", "cars/owl.png", "clip.mp4");
    const samples = await samplesIn(await openDataSet(beside));
    expect(samples).toEqual([
      {
        id: "birds/owl",
        picture: "birds/owl.png",
        sound: "birds/owl.ogg",
        video: "birds/owl.mp4",
      },
      { id: "cars/owl", picture: "cars/owl.png" },
      { id: "clip", video: "clip.mp4" },
    ]);
  });

  test("takes a folder of one kind of files", async () => {
    const folder = folderWith();
    touch(folder, "a.wav", "b.wav");
    const set = await openDataSet(folder);
    expect(set).toMatchObject({ count: 2, missing: [] });
    expect(set.notes).toEqual([
      { kind: "no-media", message: "The data set has no pictures.", ids: [] },
    ]);
  });

  test("passes over hidden files", async () => {
    const folder = folderWith();
    touch(folder, "frames/a.jpg", "audio/a.wav", "frames/._a.jpg", ".cache/b.jpg");
    expect(await openDataSet(folder)).toMatchObject({ count: 1, extra: [] });
  });

  test("begins anew with every call of samples()", async () => {
    const folder = folderWith();
    touch(folder, "a.wav", "b.wav");
    const set = await openDataSet(folder);
    const first = set.samples();
    await first.next();
    expect(await samplesIn(set)).toHaveLength(2);
    expect((await first.next()).value).toMatchObject({ id: "b" });
  });
});

describe("openDataSet(folder, { subset })", () => {
  const folder = folderWith();
  const ids = Array.from({ length: 60 }, (_, index) => String(1000 + 7 * index));
  touch(folder, ...ids.flatMap((id) => [`frames/${id}.jpg`, `audio/${id}.wav`]));
  touch(folder, "frames/1001.jpg");
  const subset = async (size: number, seed: number): Promise<string[]> =>
    (await samplesIn(await openDataSet(folder, { subset: { size, seed } }))).map(({ id }) => id);

  test("a larger subset of the same seed contains the smaller one", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 60 }),
        fc.nat(),
        async (a, b, seed) => {
          const [small, large] = [
            await subset(Math.min(a, b), seed),
            await subset(Math.max(a, b), seed),
          ];
          expect(large).toEqual(expect.arrayContaining(small));
          expect(small).toHaveLength(Math.min(a, b));
        },
      ),
      { numRuns: 10 },
    );
  });

  test("is of whole samples, in the set's order, and another for another seed", async () => {
    const all = await subset(60, 1);
    expect(all).toEqual(ids);
    expect(await subset(20, 1)).toEqual(await subset(20, 1));
    expect(await subset(20, 1)).not.toEqual(await subset(20, 2));
    expect((await subset(20, 1)).toSorted()).toEqual(await subset(20, 1));
    expect(await openDataSet(folder, { subset: { size: 9, seed: 0 } })).toMatchObject({
      count: 9,
      missing: [],
    });
  });

  test("loses one sample at most when a file is added", async () => {
    const before = await subset(30, 5);
    touch(folder, "audio/1001.wav");
    const after = await subset(30, 5);
    expect(before.filter((id) => !after.includes(id)).length).toBeLessThanOrEqual(1);
  });

  test("refuses sizes and seeds that are none", async () => {
    expect(await messageOf(folder, { subset: { size: 62, seed: 1 } })).toBe(
      "openDataSet: expected a subset of at most 61, the samples of … that lack no file, got 62.",
    );
    expect(await messageOf(folder, { subset: { size: 1.5, seed: 1 } })).toBe(
      "openDataSet: expected subset.size to be an integer of at least 1, got 1.5.",
    );
    expect(await messageOf(folder, { subset: { size: 1, seed: -1 } })).toBe(
      "openDataSet: expected subset.seed to be an integer in 0 … 4294967295, got -1.",
    );
  });
});
