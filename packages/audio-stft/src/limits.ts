/** Most values in one array: 2 GiB of float32, what every engine can still allocate. */
export const MOST_VALUES: number = 2 ** 29;

/** Longest window: three minutes at 22 050 Hz; its transform needs about 0.5 GiB of tables. */
export const LONGEST_WINDOW: number = 2 ** 22;
