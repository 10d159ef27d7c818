/** What `wavFile` writes. */
export interface WavFile {
  /** 1 integer, 3 float, or any other to be refused. */
  readonly encoding?: number;
  readonly bits?: number;
  readonly sampleRate?: number;
  /** Writes the extensible form of the format chunk. */
  readonly extensible?: boolean;
  /** The size that the data chunk declares, if not the true one. */
  readonly declared?: number;
  /** A chunk to put before the data. */
  readonly extra?: { readonly name: string; readonly bytes: number };
}

/** What follows the encoding in the GUID of an extensible format. */
const GUID_TAIL = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71];

/** Writes channels of numbers, as they are to stand in the file, as WAV bytes. */
export function wavFile(channels: readonly (readonly number[])[], file: WavFile = {}): Uint8Array {
  const { encoding = 1, bits = 16, sampleRate = 22_050, extensible = false, extra } = file;
  const bytes = Math.ceil(bits / 8);
  const frames = channels[0]?.length ?? 0;
  const size = frames * channels.length * bytes;
  const formatSize = extensible ? 40 : 16;
  const extraSize = extra === undefined ? 0 : 8 + extra.bytes + (extra.bytes % 2);
  const view = new DataView(new ArrayBuffer(12 + 8 + formatSize + extraSize + 8 + size));
  let at = 0;
  const text = (value: string): void => {
    for (const character of value) view.setUint8(at++, character.charCodeAt(0));
  };
  const word = (value: number): void => {
    view.setUint16(at, value, true);
    at += 2;
  };
  const long = (value: number): void => {
    view.setUint32(at, value, true);
    at += 4;
  };
  text("RIFF");
  long(view.byteLength - 8);
  text("WAVEfmt ");
  long(formatSize);
  word(extensible ? 0xfffe : encoding);
  word(channels.length);
  long(sampleRate);
  long(sampleRate * channels.length * bytes);
  word(channels.length * bytes);
  word(bits);
  if (extensible) {
    word(22);
    word(bits);
    long(0);
    word(encoding);
    for (const byte of GUID_TAIL) view.setUint8(at++, byte);
  }
  if (extra !== undefined) {
    text(extra.name);
    long(extra.bytes);
    at += extraSize - 8;
  }
  text("data");
  long(file.declared ?? size);
  for (let frame = 0; frame < frames; frame++) {
    for (const channel of channels) {
      write(view, at, channel[frame]!, encoding, 8 * bytes);
      at += bytes;
    }
  }
  return new Uint8Array(view.buffer);
}

function write(view: DataView, at: number, value: number, encoding: number, bits: number): void {
  if (encoding === 3 && bits === 64) view.setFloat64(at, value, true);
  else if (encoding === 3) view.setFloat32(at, value, true);
  else if (bits === 8) view.setUint8(at, value);
  else if (bits === 16) view.setInt16(at, value, true);
  else if (bits === 24) {
    view.setUint16(at, value & 0xffff, true);
    view.setInt8(at + 2, value >> 16);
  } else view.setInt32(at, value, true);
}
