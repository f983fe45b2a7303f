export const grains = ["day", "week", "month", "quarter", "year"] as const;

/** Bucket size of a period. */
export type Grain = (typeof grains)[number];
