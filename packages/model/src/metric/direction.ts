export const directions = ["up_is_good", "down_is_good", "in_range", "neutral"] as const;

/** Which way a metric should move. */
export type Direction = (typeof directions)[number];
