import { fileURLToPath } from "node:url";
import { defaultClientConditions, defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

const setup = (name: string): string =>
  fileURLToPath(new URL(`./tooling/backend-setup/${name}`, import.meta.url));
const places = "{test,packages/*/test,tooling/test,tooling/*/test,examples/*/test}";
const shared = {
  resolve: { conditions: ["@ssl/source", ...defaultClientConditions] },
  ssr: { resolve: { conditions: ["@ssl/source", ...defaultServerConditions] } },
};

// `*.backend.test.ts` runs once per tfjs backend, everything else once.
export default defineConfig({
  ...shared,
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    projects: [
      {
        ...shared,
        test: {
          name: "unit",
          include: [`${places}/**/*.test.ts`],
          exclude: ["**/node_modules/**", "**/*.backend.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      ...["cpu", "wasm"].map((backend) => ({
        ...shared,
        test: {
          name: backend,
          include: [`${places}/**/*.backend.test.ts`],
          setupFiles: [setup(`use-${backend}-backend.ts`)],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      })),
    ],
  },
});
