import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { readNpy, readNpz } from "@ssl/tensor-files";
import { afterEach, describe, expect, test } from "vitest";
import { collectMaps } from "../collect-maps.mjs";

const client = fileURLToPath(new URL("../predict.py", import.meta.url));
const python = spawnSync("python3", ["--version"]).status === 0;

describe("predict.py", () => {
  test("is twenty lines", () => {
    expect(readFileSync(client, "utf8").trimEnd().split("\n").length).toBeLessThanOrEqual(20);
  });

  test.skipIf(!python)("answers each line with a map that NumPy would have written", async () => {
    const child = spawn("python3", [client], { stdio: ["pipe", "pipe", "inherit"] });
    const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    for (const id of ["owl", "größe ~ 1"]) {
      child.stdin.write(`${JSON.stringify({ id, picture: "owl.png", sound: "owl.wav" })}\n`);
      const { value } = await answers.next();
      const answer = JSON.parse(value);
      expect(answer).toEqual({ id, map: expect.stringMatching(/map\.npy$/) });
      const { dtype, shape, data } = readNpy(readFileSync(answer.map));
      expect([dtype, shape]).toEqual(["float32", [14, 14]]);
      expect(Math.max(...data)).toBe(data[6 * 14 + 6]);
    }
    child.stdin.end();
    const code = await new Promise((done) => child.on("close", done));
    expect(code).toBe(0);
  });
});

describe("collectMaps(audit, heatmap)", () => {
  const server = createServer((request, response) => {
    const found = files[decodeURIComponent(request.url!)];
    response.writeHead(found === undefined ? 404 : 200).end(found);
  });
  let files: Record<string, string> = {};
  afterEach(() => new Promise((done) => server.close(done)));
  const address = (): Promise<string> =>
    new Promise((listening) => {
      server.listen(0, "127.0.0.1", () => {
        listening(`http://127.0.0.1:${(server.address() as AddressInfo).port}/audit/`);
      });
    });

  test("makes one file of all maps, by the ids of the manifest", async () => {
    const samples = [
      { id: "owl", picture: "pictures/owl.png", sound: "sounds/owl #1.wav" },
      { id: "owl~silence", picture: "pictures/owl.png", sound: "sounds/owl~silence.wav" },
    ];
    files = {
      "/audit/manifest.json": JSON.stringify({ samples }),
      "/audit/pictures/owl.png": "picture",
      "/audit/sounds/owl #1.wav": "hoot",
      "/audit/sounds/owl~silence.wav": "",
    };
    const bytes = await collectMaps(await address(), async (picture, sound) => ({
      shape: [1, 2],
      data: Float32Array.of(picture.size, sound.size),
    }));
    const maps = readNpz(bytes, { maxBytes: 1000 });
    expect([...maps].map(([id, { data }]) => [id, ...data])).toEqual([
      ["owl", 7, 4],
      ["owl~silence", 7, 0],
    ]);
  });

  test("names a file that is not there", async () => {
    files = {
      "/audit/manifest.json": JSON.stringify({
        samples: [{ id: "owl", picture: "pictures/owl.png", sound: "sounds/owl.wav" }],
      }),
    };
    const map = async () => ({ shape: [1, 1], data: Float32Array.of(0) });
    await expect(collectMaps(await address(), map)).rejects.toThrow(
      "collectMaps: expected pictures/owl.png, got status 404.",
    );
  });
});
