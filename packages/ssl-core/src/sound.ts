/** A mono sound. */
export interface Sound {
  /** Samples, about −1 … 1. */
  readonly waveform: Float32Array;
  /** Samples a second. */
  readonly sampleRate: number;
}

/** What the Web Audio API's `AudioBuffer` offers of itself. */
export interface AudioBufferLike {
  /** Samples a second. */
  readonly sampleRate: number;
  /** Samples of each channel. */
  readonly length: number;
  /** Channels, at least 1. */
  readonly numberOfChannels: number;
  /** The samples of one channel, about −1 … 1. */
  getChannelData(channel: number): Float32Array;
}
