// What the package's TypeScript sees of the kernels; src/map-kernels.ts says what each does. Places
// are in words of 32 bits from the start of the memory, all of which is the host's.

export { countsFrom } from "./count";
export { sumAbove } from "./gather";
export { orderStatistic } from "./order";
export { resize } from "./resize";
