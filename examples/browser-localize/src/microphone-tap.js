// Runs beside the microphone, on the browser's audio thread: hands its samples to the page.
class MicrophoneTap extends AudioWorkletProcessor {
  process([input]) {
    const [samples] = input;
    if (samples) this.port.postMessage(samples.slice());
    return true;
  }
}

registerProcessor("microphone-tap", MicrophoneTap);
