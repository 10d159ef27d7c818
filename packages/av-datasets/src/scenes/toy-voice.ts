import type { NamedStream } from "@ssl/named-streams";
import { atLevel } from "./scene-voice.ts";
import { toyClasses } from "./toy-classes.ts";

/** Samples in one turn of a wave. */
const TABLE = 2048;
/** Hz: the lowest toy's pitch; each class is a quarter of an octave above the one below it. */
const LOWEST = 140;

/** How a class sounds. */
interface Timbre {
  /** Hz. */
  readonly pitch: number;
  /** Sounds a second. */
  readonly beats: number;
  /** Amplitudes of the partials 1, 2, 3, … */
  readonly partials: readonly number[];
  /** Seconds in which a sound fades to a third. */
  readonly decay: number;
  /** Octaves that the pitch rises within a sound. */
  readonly rise: number;
  /** Depth and Hz of a tremolo. */
  readonly tremolo: readonly [depth: number, rate: number];
  /** Depth, in octaves, and Hz of a vibrato. */
  readonly vibrato: readonly [depth: number, rate: number];
  /** Share of noise that follows the pitch. */
  readonly breath: number;
}

const PLAIN = { decay: 0.25, rise: 0, tremolo: [0, 0], vibrato: [0, 0], breath: 0 } as const;
/** One kind for each pattern. */
const KINDS: readonly Omit<Timbre, "pitch" | "beats">[] = [
  { ...PLAIN, partials: [1] },
  { ...PLAIN, partials: [1, 0, 1 / 3, 0, 1 / 5, 0, 1 / 7] },
  { ...PLAIN, partials: [1, 1 / 2, 1 / 3, 1 / 4, 1 / 5, 1 / 6, 1 / 7, 1 / 8] },
  { ...PLAIN, partials: [1, 0, 0, 0.7, 0, 0, 0.4], decay: 0.12 },
  { ...PLAIN, partials: [1, 0.5], vibrato: [0.08, 6], decay: 0.6 },
  { ...PLAIN, partials: [1, 0.6, 0.4], tremolo: [0.9, 18], decay: 0.5 },
  { ...PLAIN, partials: [1], breath: 1, decay: 0.15 },
  { ...PLAIN, partials: [1, 0.3], rise: 1, decay: 0.4 },
];

/**
 * What a toy is heard with: its class' timbre, beaten again and again, pitch and rhythm a little
 * different for every toy.
 *
 * @param name - of a class that can sound
 * @returns `length` samples, at a level as `atLevel` draws it
 */
export function toyVoice(
  name: string,
  {
    sampleRate,
    length,
    stream,
  }: { readonly sampleRate: number; readonly length: number; readonly stream: NamedStream },
): Float32Array {
  const timbre = timbreOf(toyClasses.sounding.indexOf(name));
  const pitch = timbre.pitch * 2 ** (0.08 * (stream.uniform() - 0.5));
  const table = waveTable(timbre.partials, pitch * 2 ** (timbre.rise + 0.1), sampleRate);
  const voice = new Float32Array(length);
  let phase = stream.uniform();
  let at = Math.round((0.1 * stream.uniform() * sampleRate) / timbre.beats);
  while (at < length) {
    const beat = (sampleRate / timbre.beats) * (0.85 + 0.3 * stream.uniform());
    const count = Math.min(length - at, Math.max(1, Math.round(beat)));
    phase = sound(voice.subarray(at, at + count), {
      timbre,
      pitch,
      table,
      phase,
      sampleRate,
      stream,
    });
    at += count;
  }
  return atLevel(voice, stream);
}

function timbreOf(number: number): Timbre {
  const count = toyClasses.sounding.length;
  return {
    ...KINDS[number % KINDS.length]!,
    // 5 and 7 share no factor with 16: neighbours differ by much, and no two classes are alike.
    pitch: LOWEST * 2 ** (((5 * number) % count) / 4),
    beats: 1.6 + ((7 * number) % count) / 4,
  };
}

/** One sound, from its onset to the next one; returns the phase that it ends with, in turns. */
function sound(
  voice: Float32Array,
  {
    timbre: { decay, rise, tremolo, vibrato, breath },
    pitch,
    table,
    phase,
    sampleRate,
    stream,
  }: {
    readonly timbre: Timbre;
    readonly pitch: number;
    readonly table: Float32Array;
    readonly phase: number;
    readonly sampleRate: number;
    readonly stream: NamedStream;
  },
): number {
  const attack = 0.008 * sampleRate;
  const fade = Math.exp(-1 / (decay * sampleRate));
  const last = voice.length - 1;
  let turn = phase;
  let envelope = 1;
  let blown = 0;
  for (let i = 0; i < voice.length; i++) {
    const seconds = i / sampleRate;
    const place = turn * TABLE;
    const before = Math.floor(place);
    const low = table[before]!;
    let value = low + (table[before + 1]! - low) * (place - before);
    if (breath > 0) {
      // Noise of a few hundred Hz, moved up to the pitch.
      blown += 0.08 * (2 * stream.uniform() - 1 - blown);
      value *= 5 * breath * blown;
    }
    const [depth, rate] = tremolo;
    const shaken = depth > 0 ? 1 - depth * (0.5 + 0.5 * Math.sin(2 * Math.PI * rate * seconds)) : 1;
    const ends = Math.min(1, (i + 1) / attack, (last - i + 1) / attack);
    voice[i] = value * envelope * shaken * ends;
    envelope *= fade;
    const bend =
      (rise > 0 ? (rise * i) / voice.length : 0) +
      (vibrato[0] > 0 ? vibrato[0] * Math.sin(2 * Math.PI * vibrato[1] * seconds) : 0);
    turn += (bend === 0 ? pitch : pitch * 2 ** bend) / sampleRate;
    turn -= Math.floor(turn);
  }
  return turn;
}

/** One turn of a wave of the partials that stay below half of the rate, and its first sample again. */
function waveTable(partials: readonly number[], highest: number, sampleRate: number): Float32Array {
  const table = new Float32Array(TABLE + 1);
  partials.forEach((amplitude, place) => {
    if (amplitude === 0 || (place > 0 && highest * (place + 1) >= sampleRate / 2)) return;
    for (let i = 0; i <= TABLE; i++) {
      table[i]! += amplitude * Math.sin((2 * Math.PI * (place + 1) * i) / TABLE);
    }
  });
  return table;
}
