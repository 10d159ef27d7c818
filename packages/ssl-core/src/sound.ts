/** A mono sound. */
export interface Sound {
  /** Samples, about −1 … 1. */
  readonly waveform: Float32Array;
  /** Samples a second. */
  readonly sampleRate: number;
}

/** What the Web Audio API's `AudioBuffer` offers of itself. */
export interface AudioBufferLike {
  readonly sampleRate: number;
  readonly length: number;
  readonly numberOfChannels: number;
  getChannelData(channel: number): Float32Array;
}
