import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

const run = promisify(execFile);
const unpack = fileURLToPath(new URL("unpack-chromium.mjs", import.meta.url));

/** Nobody is listening, and no other machine can be reached. */
const always = [
  "--mute-audio",
  "--autoplay-policy=no-user-gesture-required",
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/** A graphics processor in software, so that WebGL and WebGPU are there on any machine. */
export const softwareGraphics = [
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--ignore-gpu-blocklist",
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
];

/** A camera and a microphone that show and play a test signal, and that every page may use. */
export const fakeDevices = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

/**
 * Unpacks the Chromium of `@sparticuz/chromium`, with the libraries that a bare system lacks, into a
 * folder of its own. Elsewhere than on Linux for x64 `CHROMIUM` names a browser, or else Chrome is taken.
 */
export async function openChromium() {
  const ours = process.env.CHROMIUM === undefined && process.platform + process.arch === "linuxx64";
  const folder = ours ? await mkdtemp(join(tmpdir(), "ssl-chromium-")) : undefined;
  const options = folder ? await unpacked(folder) : installed();
  return {
    /** Starts it, headless. @param {readonly string[]} flags */
    launch: (flags) =>
      chromium.launch({
        ...options,
        chromiumSandbox: false,
        args: [...always, ...flags],
      }),
    /** Removes what was unpacked. */
    remove: async () => {
      if (folder) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** @param {string} folder */
async function unpacked(folder) {
  // The package unpacks its libraries only where it believes to be on Lambda.
  const env = { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs20.x" };
  const { stdout } = await run(process.execPath, [unpack], { env });
  return {
    executablePath: stdout.trim(),
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(folder, "al2023", "lib"),
      FONTCONFIG_PATH: join(folder, "fonts"),
      // Not the machine's own graphics drivers, whatever they are.
      VK_DRIVER_FILES: join(folder, "vk_swiftshader_icd.json"),
      VK_LOADER_LAYERS_DISABLE: "*",
    },
  };
}

function installed() {
  const { CHROMIUM } = process.env;
  return CHROMIUM === undefined ? { channel: "chrome" } : { executablePath: CHROMIUM };
}
