// Compiles assembly/ twice, for the backend's two kinds of memory, into src/training-kernels.wasm.ts.
//   node assembly/build.mjs
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const here = fileURLToPath(new URL(".", import.meta.url));
const target = new URL("../src/training-kernels.wasm.ts", import.meta.url);

async function compiled(name, memoryFlags) {
  let binary;
  const { error, stderr } = await asc.main(
    [
      ...["index.ts", "--baseDir", here, "--outFile", "out.wasm", "-O3", "--converge", "--noAssert"],
      ...["--runtime", "stub", "--importMemory", "--noExportMemory", "--initialMemory", "0"],
      ...["--use", "abort=", "--enable", "simd", "--enable", "bulk-memory", ...memoryFlags],
    ],
    {
      writeFile: (file, contents) => {
        if (file === "out.wasm") binary = contents;
      },
    },
  );
  if (error) throw new Error(`${error.message}\n${stderr}`);
  return `export const ${name} =\n  "${Buffer.from(binary).toString("base64")}";\n`;
}

/** The text of src/training-kernels.wasm.ts. */
export async function kernelsModule() {
  const plain = await compiled("trainingKernels", []);
  const threads = ["--enable", "threads", "--sharedMemory", "--maximumMemory", "65536"];
  const shared = await compiled("trainingKernelsForSharedMemory", threads);
  return `// Generated from assembly/ by assembly/build.mjs.\n${plain}${shared}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(target, await kernelsModule());
}
