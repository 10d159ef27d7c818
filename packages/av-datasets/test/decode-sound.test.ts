import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { decodeSound, findFfmpeg, readWav } from "../src/index.ts";
import { oggChecksum } from "../src/media/ogg-pages.ts";
import { difference, mediaBytes, mediaPath, testWithFfmpeg, tones } from "./media-files.ts";
import { wavFile } from "./wav-file.ts";

describe("decodeSound(bytes, name)", () => {
  test.each([
    ["alaw.wav", "wav", 2, 8000, 0.1, 0.03],
    ["mulaw.wav", "wav", 2, 8000, 0.1, 0.03],
    ["rf64.wav", "wav", 2, 8000, 0.1, 1e-3],
    ["extensible.wav", "wav", 2, 8000, 0.1, 1e-3],
    ["tones.mp3", "mp3", 2, 44_100, 0.25, 0.06],
    ["mono.mp3", "mp3", 1, 22_050, 5513 / 22_050, 0.05],
    ["vorbis.ogg", "vorbis", 2, 44_100, 0.25, 0.05],
    ["tones.opus", "opus", 2, 48_000, 0.25, 0.1],
    ["tones.flac", "flac", 2, 44_100, 0.1, 1e-3],
    ["mono24.flac", "flac", 1, 22_050, 0.1, 1e-6],
  ] as const)(
    "decodes %s to the tones that were put in",
    async (name, codec, channels, fileRate, seconds, most) => {
      const { waveform, peak, ...sound } = await decodeSound(mediaBytes(name), name);
      expect(sound).toEqual({ sampleRate: 22_050, seconds, channels, fileRate, codec });
      const expected = tones(channels, Math.ceil(seconds * 22_050));
      expect(waveform.shape).toEqual([expected.length]);
      expect(difference(waveform.data, expected)).toBeLessThan(most);
      expect(peak).toBe(Math.max(...waveform.data.map(Math.abs)));
    },
  );

  testWithFfmpeg("returns what ffmpeg does, to the bit where nothing is lost", async () => {
    const { ffmpeg } = await findFfmpeg();
    for (const name of ["alaw.wav", "mulaw.wav", "rf64.wav", "extensible.wav", "mono24.flac"]) {
      const { fileRate, channels } = await decodeSound(mediaBytes(name), name);
      const { waveform } = await decodeSound(mediaBytes(name), name, { sampleRate: fileRate });
      const raw = execFileSync(ffmpeg, ["-v", "error", "-i", mediaPath(name), "-f", "f32le", "-"]);
      const theirs = new Float32Array(new Uint8Array(raw).buffer);
      const mono = waveform.data.map((_, i) =>
        theirs.subarray(i * channels, (i + 1) * channels).reduce((sum, x) => sum + x / channels, 0),
      );
      expect(waveform.data, name).toEqual(mono);
    }
  });

  test("keeps the encoder's delay where an mp3 file does not state it", async () => {
    const { waveform } = await decodeSound(mediaBytes("no-xing.mp3"), "no-xing.mp3");
    // 11 frames of 1152 samples at 44.1 kHz.
    expect(waveform.shape).toEqual([6336]);
  });

  test("returns the rate asked for", async () => {
    const sound = await decodeSound(mediaBytes("tones.flac"), "tones.flac", { sampleRate: 16_000 });
    expect([sound.sampleRate, sound.waveform.shape[0], sound.seconds]).toEqual([16_000, 1600, 0.1]);
  });

  test("decodes bytes in the middle of a Buffer", async () => {
    for (const name of ["tones.mp3", "vorbis.ogg", "tones.opus", "tones.flac", "rf64.wav"]) {
      const bytes = mediaBytes(name);
      const shifted = Buffer.concat([Buffer.alloc(3, 7), bytes]).subarray(3);
      const [a, b] = await Promise.all([decodeSound(bytes, name), decodeSound(shifted, name)]);
      expect(b.waveform.data, name).toEqual(a.waveform.data);
    }
  });

  test("turns an Opus file up by the gain of its header", async () => {
    const plain = mediaBytes("tones.opus");
    const loud = plain.slice();
    // +6.0206 dB, in 1/256 dB; the first page has 47 bytes, its packet begins at 28.
    new DataView(loud.buffer).setInt16(28 + 16, 1541, true);
    new DataView(loud.buffer).setInt32(22, oggChecksum(loud.subarray(0, 47)), true);
    const { peak } = await decodeSound(plain, "plain");
    expect((await decodeSound(loud, "loud")).peak / peak).toBeCloseTo(2, 3);
  });

  test("passes over tags around an mp3 file", async () => {
    const bytes = mediaBytes("mono.mp3");
    const tag = new Uint8Array(128);
    tag.set(new TextEncoder().encode("TAGa title"));
    const tagged = await decodeSound(Buffer.concat([bytes, tag]), "tagged.mp3");
    expect(tagged.waveform.data).toEqual((await decodeSound(bytes, "mono.mp3")).waveform.data);
  });

  test("silence has a peak of 0", async () => {
    expect((await decodeSound(wavFile([[0, 0, 0]]), "silence.wav")).peak).toBe(0);
  });

  test("says what a file declares and what is there", async () => {
    const cut = (name: string, bytes: number): Promise<unknown> =>
      decodeSound(mediaBytes(name).subarray(0, bytes), name);
    await expect(cut("tones.mp3", 2000)).rejects.toThrow(
      "decodeSound: expected a whole mp3 file, got tones.mp3: frame 9 has 101 of its 209 bytes.",
    );
    await expect(cut("vorbis.ogg", 5000)).rejects.toThrow(
      "decodeSound: expected a whole vorbis file, got vorbis.ogg: page 2 is cut at the end of the file.",
    );
    await expect(cut("vorbis.ogg", 4291)).rejects.toThrow(
      "the last page is not marked as the end.",
    );
    await expect(cut("tones.flac", 9000)).rejects.toThrow(
      "decodeSound: expected a whole flac file, got tones.flac: it declares 4410 samples of 2 channels and has",
    );
    await expect(cut("tones.flac", 20)).rejects.toThrow("no STREAMINFO block at its beginning.");
    await expect(cut("rf64.wav", 2000)).rejects.toThrow(
      'decodeSound: expected a whole wav file, got rf64.wav: readWav: expected 3200 bytes in the "data" chunk, got 1920.',
    );
  });

  test("holds an mp3 file's frames against their declared number", async () => {
    const bytes = mediaBytes("tones.mp3");
    const info = Buffer.from(bytes).indexOf("Info");
    new DataView(bytes.buffer).setUint32(info + 8, 99, false);
    await expect(decodeSound(bytes, "a.mp3")).rejects.toThrow(
      "decodeSound: expected a whole mp3 file, got a.mp3: it declares 99 frames and has 11.",
    );
  });

  test("refuses an mp3 file with foreign bytes among its frames, or frames of two rates", async () => {
    const bytes = mediaBytes("no-xing.mp3");
    const start = Buffer.from(bytes).indexOf(Uint8Array.from([0xff, 0xfb]));
    const frame = bytes.subarray(start, start + 208);
    const end = bytes.length;
    await expect(decodeSound(Buffer.concat([bytes, frame.subarray(1)]), "a.mp3")).rejects.toThrow(
      `no frame where one should begin, ${end - start} bytes after the first.`,
    );
    const mono = mediaBytes("mono.mp3");
    const other = mono.subarray(10 + mono[9]!);
    await expect(decodeSound(Buffer.concat([bytes, other]), "a.mp3")).rejects.toThrow(
      "frame 11 is of another rate or number of channels.",
    );
  });

  test("refuses pages that are damaged, missing, or of several streams", async () => {
    const bytes = mediaBytes("vorbis.ogg");
    const damaged = bytes.slice();
    damaged[5000]! ^= 1;
    await expect(decodeSound(damaged, "a.ogg")).rejects.toThrow(
      "the checksum of page 2 does not fit.",
    );
    const missing = Buffer.concat([bytes.subarray(0, 58), bytes.subarray(4291)]);
    await expect(decodeSound(missing, "a.ogg")).rejects.toThrow(
      "page 2 follows where page 1 should.",
    );
    await expect(decodeSound(Buffer.concat([bytes, bytes]), "a.ogg")).rejects.toThrow(
      "it holds several streams; convert it, for example with ffmpeg.",
    );
    await expect(decodeSound(Buffer.concat([bytes, damaged.subarray(1)]), "a.ogg")).rejects.toThrow(
      `no page where one should begin, at byte ${bytes.length}.`,
    );
  });

  test("refuses Opus for other than loudspeakers, and a header that is too short", async () => {
    const change = (at: number, value: number): Uint8Array => {
      const bytes = mediaBytes("tones.opus");
      bytes[at] = value;
      new DataView(bytes.buffer).setInt32(22, oggChecksum(bytes.subarray(0, 47)), true);
      return bytes;
    };
    await expect(decodeSound(change(28 + 18, 3), "a.opus")).rejects.toThrow(
      "channel mapping family 3 is not for loudspeakers.",
    );
  });

  test("refuses FLAC of another checksum, of unknown length and of more than 24 bits", async () => {
    const change = (at: number, ...values: number[]): Uint8Array => {
      const bytes = mediaBytes("mono24.flac");
      bytes.set(values, at);
      return bytes;
    };
    await expect(decodeSound(change(30, 1), "a.flac")).rejects.toThrow(
      "the checksum of its samples does not fit.",
    );
    await expect(decodeSound(change(22, 0, 0, 0, 0), "a.flac")).rejects.toThrow(
      "it declares no length or checksum, as one written to a pipe; write it anew.",
    );
    await expect(decodeSound(change(20, 0x21 | 1, 0xf0), "a.flac")).rejects.toThrow(
      "it has 32 bits; up to 24 are read.",
    );
  });

  test("refuses what it does not decode, and says who does", async () => {
    for (const name of ["tones.m4a", "adpcm.wav", "film.mp4"]) {
      await expect(decodeSound(mediaBytes(name), name)).rejects.toThrow(
        new RangeError(
          `decodeSound: expected WAV, mp3, Ogg Vorbis, Ogg Opus or FLAC, got another kind in ${name}. ` +
            "Read it from its file with readSound, which asks ffmpeg.",
        ),
      );
    }
    await expect(decodeSound("a" as unknown as Uint8Array, "a")).rejects.toThrow(
      new TypeError("decodeSound: expected bytes to be a Uint8Array, got string."),
    );
  });

  test("refuses a sound without a sample", async () => {
    await expect(decodeSound(wavFile([[], []]), "empty.wav")).rejects.toThrow(
      new RangeError(
        "decodeSound: expected a sound of at least one sample, got none in empty.wav.",
      ),
    );
  });
});

test("readWav reads A-law and mu-law by ITU-T G.711, and 12 bits as the upper ones of 16", () => {
  const law = (encoding: number, codes: number[]): number[] =>
    Array.from(
      readWav(wavFile([codes], { encoding, bits: 8 })).channels[0]!,
      (x) => x * 32_768 + 0,
    );
  // The largest, the least and the two about zero, of either sign.
  expect(law(6, [0xaa, 0x2a, 0xd5, 0x55])).toEqual([32_256, -32_256, 8, -8]);
  expect(law(7, [0x80, 0x00, 0xff, 0x7f])).toEqual([32_124, -32_124, 0, 0]);
  const twelve = readWav(wavFile([[0x4000, -0x8000]], { bits: 12 }));
  expect(Array.from(twelve.channels[0]!)).toEqual([0.5, -1]);
});

test("readWav reads any number of channels", () => {
  const many = Array.from({ length: 300 }, (_, channel) => [channel * 64]);
  const { channels } = readWav(wavFile(many));
  expect(channels.map((channel) => channel[0]! * 512)).toEqual(many.map((_, channel) => channel));
});

test("readWav refuses headers that contradict themselves or the file", () => {
  const change = (at: number, value: number, file = wavFile([[1, 2, 3, 4]])): Uint8Array => {
    new DataView(file.buffer).setUint32(at, value, true);
    return file;
  };
  expect(() => readWav(change(28, 44_101))).toThrow(
    "readWav: expected 44100 bytes a second for frames of 2 bytes at 22050 Hz, got 44101. " +
      "The header contradicts itself; write it anew.",
  );
  expect(() => readWav(change(4, 100))).toThrow(
    "readWav: expected the 108 bytes that the header declares, got 52. " +
      "The file is cut, or was written to a pipe; write it anew.",
  );
  for (const size of [4, 6]) {
    expect(() => readWav(change(40, size))).toThrow(
      "readWav: expected chunks up to the declared end at byte 52, got none that ends there from " +
        `byte ${44 + size} on. The data's declared length is wrong; write the file anew.`,
    );
  }
  const wide = wavFile([[1]], { bits: 24, extensible: true });
  wide[50] = 7;
  expect(() => readWav(wide)).toThrow(
    "readWav: expected an extensible format of plain samples, got the GUID " +
      "0100000000000700800000aa00389b71 and 24 valid bits of 24.",
  );
  const short = wavFile([[1]], { extensible: true });
  new DataView(short.buffer).setUint32(16, 18, true);
  expect(() => readWav(short)).toThrow(
    'readWav: expected an extensible "fmt " chunk of at least 40 bytes, got 18.',
  );
  const long = mediaBytes("rf64.wav");
  new DataView(long.buffer).setUint32(16, 8, true);
  expect(() => readWav(long)).toThrow(
    'readWav: expected a "ds64" chunk of at least 24 bytes, got 8.',
  );
});

test("readWav passes over bytes after the declared end, and takes an odd last chunk without pad", () => {
  const file = wavFile([[128, 0, 192]], { bits: 8 });
  const padded = new Uint8Array(file.length + 9);
  padded.set(file);
  expect(readWav(padded).channels).toEqual(readWav(file).channels);
});
