/** A sine of amplitude 1: frequency and rate in Hz, length in seconds. */
export function tone(frequency: number, sampleRate: number, seconds: number): Float32Array {
  return Float32Array.from({ length: Math.floor(sampleRate * seconds) }, (_, i) =>
    Math.sin((2 * Math.PI * frequency * i) / sampleRate),
  );
}
