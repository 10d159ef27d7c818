import { expectClose, readGolden } from "@ssl/testing";
import { describe, expect, test } from "vitest";
import { densePicture, resizePicture } from "../src/media/resize-picture.ts";

interface Golden {
  readonly tolerance: number;
  readonly cases: readonly {
    readonly width: number;
    readonly height: number;
    readonly toWidth: number;
    readonly toHeight: number;
    readonly input: number[];
    readonly output: number[];
  }[];
}

describe("resizePicture(source, width, height)", () => {
  test("is Pillow's BILINEAR, smaller and larger", () => {
    const { cases, tolerance } = readGolden<Golden>("resize", import.meta.url);
    for (const { width, height, toWidth, toHeight, input, output } of cases) {
      const picture = {
        data: Uint8Array.from(input),
        shape: [height, width, 3],
        stride: [3 * width, 3, 1],
        offset: 0,
      };
      const whole = { left: 0, top: 0, width, height };
      const resized = resizePicture(densePicture(picture, whole), toWidth, toHeight);
      expectClose(resized, output, { rtol: 0, atol: tolerance });
    }
  });

  test("multiplies by the opacity first, so that what is transparent gives no colour", () => {
    const picture = {
      data: Uint8Array.from([100, 0, 0, 255, 0, 255, 0, 0]),
      shape: [1, 2, 4],
      stride: [8, 4, 1],
      offset: 0,
    };
    const whole = { left: 0, top: 0, width: 2, height: 1 };
    const [red, green, blue, opacity] = resizePicture(densePicture(picture, whole), 1, 1);
    expect([red, green, blue, opacity]).toEqual([50, 0, 0, 127.5]);
  });

  test("takes the part that is asked for", () => {
    const picture = {
      data: Uint8Array.from({ length: 4 * 3 * 3 }, (_, i) => i),
      shape: [3, 4, 3],
      stride: [12, 3, 1],
      offset: 0,
    };
    const part = { left: 1, top: 1, width: 1, height: 2 };
    const resized = resizePicture(densePicture(picture, part), 1, 2);
    expect(Array.from(resized)).toEqual([15, 16, 17, 27, 28, 29]);
  });
});
