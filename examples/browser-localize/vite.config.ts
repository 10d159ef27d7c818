import { fileURLToPath } from "node:url";
import { defaultClientConditions, defineConfig } from "vite";
import { gatherFiles } from "./gather-files.ts";

export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  base: "./",
  build: { target: "es2022", chunkSizeWarningLimit: 2000 },
  worker: { format: "es" },
  plugins: [
    {
      name: "gather-files",
      config: () => gatherFiles(new URL("public/", import.meta.url)),
    },
  ],
  // The workspace's sources; with packages from npm, leave this out.
  resolve: { conditions: ["@ssl/source", ...defaultClientConditions] },
});
