import type { Finding, FindingCase, FindingCode } from "./data-set-examination.ts";
import { type ExaminedFile, type ExaminedSample, fileCase } from "./examined-samples.ts";
import { finding } from "./finding.ts";
import type { MediaSigns } from "./media-signs.ts";
import type { PictureSigns } from "./picture-signs.ts";
import { SILENCE, type SoundSigns } from "./sound-signs.ts";

/** Levels of 256 between the lightest and the darkest pixel: what JPEG makes of one colour. */
export const CONSTANT_RANGE = 2;

/** Pixels: a picture with a shorter side shows nothing to a network of 224 × 224. */
const SMALL_SIDE = 32;

/** Shares by which width / height may differ from that of the truth. */
const SHAPE_SLACK = 0.02;

/** Share of samples at full scale. */
const CLIPPED = 0.001;

/** Share of the energy below 31 Hz. */
export const RUMBLE = 0.5;

/** Of the RMS: what is left of channels that cancel each other. */
const CANCELLED = 0.1;

/** Seconds: twice the window of the paper's spectrogram. */
const SHORT_SECONDS = 0.1;

/** What is wrong with single pictures and sounds. */
export function mediaFindings(
  samples: readonly ExaminedSample[],
  files: readonly ExaminedFile[],
): Finding[] {
  const casesOf = (detailOf: (signs: MediaSigns, file: ExaminedFile) => string | undefined) =>
    files.flatMap((file): FindingCase[] => {
      const detail = detailOf(file.signs ?? {}, file);
      return detail === undefined ? [] : fileCase(samples, file, detail);
    });
  const found = (
    code: FindingCode,
    severity: Finding["severity"],
    [what, advice]: readonly [what: string, advice: string],
    detailOf: (signs: MediaSigns, file: ExaminedFile) => string | undefined,
  ): Finding[] => finding(code, casesOf(detailOf), { severity, what, advice });
  const picture =
    (detailOf: (signs: PictureSigns, file: ExaminedFile) => string | undefined) =>
    (signs: MediaSigns, file: ExaminedFile) =>
      signs.picture && detailOf(signs.picture, file);
  const sound = (detailOf: (signs: SoundSigns) => string | undefined) => (signs: MediaSigns) =>
    signs.sound && detailOf(signs.sound);
  return [
    ...found(
      "picture-unreadable",
      "fault",
      ["Pictures that cannot be read", "Fetch or write them anew, or leave their samples out."],
      ({ pictureFault }) => pictureFault,
    ),
    ...found(
      "sound-unreadable",
      "fault",
      ["Sounds that cannot be read", "Fetch or write them anew, or leave their samples out."],
      ({ soundFault }) => soundFault,
    ),
    ...found(
      "picture-constant",
      "fault",
      ["Pictures of one colour", "They show nothing. Leave their samples out."],
      picture(({ range }) => (range <= CONSTANT_RANGE ? `a range of ${range} levels` : undefined)),
    ),
    ...found(
      "sound-silent",
      "fault",
      ["Silent sounds", "Nothing is heard in them. Leave their samples out."],
      sound((signs) => (isSilent(signs) && !isConstant(signs) ? decibels(signs.rms) : undefined)),
    ),
    ...found(
      "sound-constant",
      "fault",
      ["Sounds of one value", "Nothing is heard in them. Leave their samples out."],
      sound((signs) => (isConstant(signs) ? `${rounded(signs.mean)} throughout` : undefined)),
    ),
    ...found(
      "sound-cancelling",
      "fault",
      [
        "Sounds whose channels cancel each other when they are averaged",
        "Take one channel, or turn one over.",
      ],
      sound((signs) =>
        !isSilent(signs) && signs.mono < CANCELLED
          ? `${percent(signs.mono)} of the loudness is left`
          : undefined,
      ),
    ),
    ...found(
      "sound-clipped",
      "doubt",
      [
        `Sounds at full scale, in runs, for at least ${percent(CLIPPED)} of their samples`,
        "They were recorded or made too loud, and their peaks are cut.",
      ],
      sound(({ clipped }) =>
        clipped >= CLIPPED ? `${percent(clipped)} of the samples` : undefined,
      ),
    ),
    ...found(
      "sound-rumble",
      "doubt",
      [
        `Sounds with more than ${percent(RUMBLE)} of their energy below 31 Hz, where nobody hears it`,
        "Take away the mean and what is below; else loudness and likeness are those of the rumble.",
      ],
      sound((signs) =>
        !isSilent(signs) && signs.rumble > RUMBLE
          ? `${percent(signs.rumble)} of the energy, a mean of ${rounded(signs.mean)}`
          : undefined,
      ),
    ),
    ...found(
      "sound-short",
      "doubt",
      [`Sounds shorter than ${SHORT_SECONDS} s`, "That is two windows of the paper's spectrogram."],
      sound(({ seconds }) => (seconds < SHORT_SECONDS ? `${rounded(seconds)} s` : undefined)),
    ),
    ...found(
      "picture-transparent",
      "doubt",
      [
        "Pictures with pixels that are not opaque",
        "Readers fill them differently, or refuse them. Lay them over a background.",
      ],
      picture(({ transparent, format }) => (transparent ? format : undefined)),
    ),
    ...found(
      "picture-turned",
      "doubt",
      [
        "Pictures that say by EXIF that they are to be turned",
        "Not every reader does so; see which of the two the boxes fit, and store them that way up.",
      ],
      picture(({ orientation }) => (orientation > 1 ? `orientation ${orientation}` : undefined)),
    ),
    ...found(
      "picture-misnamed",
      "doubt",
      ["Pictures whose names end as of another format", "Rename them."],
      picture(({ misnamed, format }) => (misnamed ? `${format} by its bytes` : undefined)),
    ),
    ...found(
      "picture-small",
      "doubt",
      [
        `Pictures with a side of less than ${SMALL_SIDE} pixels`,
        "A network of 224 × 224 sees a blur.",
      ],
      picture(({ width, height }) =>
        Math.min(width, height) < SMALL_SIDE ? `${width} × ${height}` : undefined,
      ),
    ),
    ...found(
      "picture-shape",
      "doubt",
      [
        "Pictures of another shape than the one that their boxes refer to",
        "See whether the boxes were drawn before the pictures were squashed, or after they were cut.",
      ],
      picture(({ width, height }, { users }) => {
        const frame = users.map((user) => samples[user]!.frame).find((each) => each !== undefined);
        if (frame === undefined || (frame.width === 1 && frame.height === 1)) return undefined;
        const ratio = (width * frame.height) / (height * frame.width);
        if (Math.abs(Math.log(ratio)) <= SHAPE_SLACK) return undefined;
        return `${width} × ${height}, boxes in ${frame.width} × ${frame.height}`;
      }),
    ),
  ];
}

/** Whether nothing is heard. */
export function isSilent({ rms }: SoundSigns): boolean {
  return rms < SILENCE;
}

function isConstant(signs: SoundSigns): boolean {
  return isSilent(signs) && Math.abs(signs.mean) >= SILENCE;
}

function decibels(rms: number): string {
  return rms === 0 ? "digital silence" : `${(20 * Math.log10(rms)).toFixed(0)} dB`;
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(2))} %`;
}

function rounded(value: number): string {
  return String(Number(value.toPrecision(2)));
}
