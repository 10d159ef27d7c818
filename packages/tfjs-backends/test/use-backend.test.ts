import {
  backend,
  conv2d,
  getBackend,
  grad,
  memory,
  ones,
  type Tensor4D,
  tidy,
} from "@tensorflow/tfjs-core";
import { expect, test, vi } from "vitest";
import { useBackend } from "../src/index.ts";

/** Of all ones: every tap of the kernel counts the pixels that it meets. */
async function kernelGradient(): Promise<number[]> {
  const gradient = tidy(() =>
    grad((w) => conv2d(ones([1, 4, 4, 1]) as Tensor4D, w as Tensor4D, 1, "same"))(
      ones([3, 3, 1, 1]),
    ),
  );
  const values = Array.from(await gradient.data());
  gradient.dispose();
  return values;
}

test.each(["cpu", "wasm"] as const)(
  "useBackend(%s) selects a backend that trains",
  async (name) => {
    const warn = vi.spyOn(console, "warn");
    expect(await useBackend(name)).toEqual({ name, why: `${name} was asked for`, threads: 1 });
    expect(getBackend()).toBe(name);
    expect(await kernelGradient()).toEqual([9, 12, 9, 12, 16, 12, 9, 12, 9]);
    expect(warn, "tfjs' advice to install another backend").not.toHaveBeenCalled();
    warn.mockRestore();
  },
);

test("auto is wasm where it starts, and says so", async () => {
  expect(await useBackend("auto")).toEqual({
    name: "wasm",
    why: "auto takes wasm where it starts",
    threads: 1,
  });
});

test("selecting wasm again changes nothing, and leaves nothing behind", async () => {
  await useBackend("wasm");
  const before = [memory().numTensors, backend().numDataIds()];
  for (let i = 0; i < 100; i++) {
    await useBackend("wasm");
    await kernelGradient();
  }
  expect([memory().numTensors, backend().numDataIds()]).toEqual(before);
});

test("native without @tensorflow/tfjs-node is an error with the cure", async () => {
  await expect(useBackend("native")).rejects.toThrow(
    "useBackend: expected @tensorflow/tfjs-node to load, got an error. " +
      "Install @tensorflow/tfjs-node 4.22.0 with its native library, or ask for wasm.",
  );
});

test.each([
  ["webgl", "WebGL context"],
  ["webgpu", "WebGPU adapter"],
] as const)(
  "%s where there is none is an error with the cure, and the backend before stays",
  async (name, device) => {
    await useBackend("cpu");
    await expect(useBackend(name)).rejects.toThrow(
      `useBackend: expected the ${name} backend to start, got no ${device} here. ` +
        "Ask a browser whose graphics processor it may use, or ask for wasm.",
    );
    expect(getBackend()).toBe("cpu");
    expect(await kernelGradient()).toEqual([9, 12, 9, 12, 16, 12, 9, 12, 9]);
  },
);

test("a name that is none is an error", async () => {
  await expect(useBackend("cuda" as "cpu")).rejects.toThrow(
    new RangeError(
      "useBackend: expected a backend of auto, cpu, native, wasm, webgl or webgpu, got cuda.",
    ),
  );
});
