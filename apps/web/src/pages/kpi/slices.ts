import type { Slice } from "@sextant/model/api/answers/kpi";

/** What the slices table can be ordered by. */
export type SliceColumn = "name" | "value" | "delta" | "share" | "rows";

export interface SliceOrder {
  column: SliceColumn;
  descending: boolean;
}

/** Below this many rows a rate is mostly chance (the usual rule of thumb for the normal approximation), so it is said (N4). */
const fewRows = 30;

/** What a missing dimension value is called. */
const missingName = "(none)";

/** A slice's name: its values in the order of the dimensions. */
export const sliceName = ({ values }: Slice): string => values.map((value) => value ?? missingName).join(" · ");

/** Whether a slice rests on too few rows to read much into its value; counts are what they are. */
export const isSmall = ({ latest }: Slice): boolean =>
  latest.sampleSize > 0 && latest.sampleSize < fewRows && latest.value !== latest.sampleSize;

const keyOf = (slice: Slice, column: Exclude<SliceColumn, "name">): number | null => {
  switch (column) {
    case "value":
      return slice.latest.value;
    case "delta":
      return slice.delta?.absolute ?? null;
    case "share":
      return slice.share;
    case "rows":
      return slice.latest.sampleSize;
  }
};

const names = new Intl.Collator("en", { numeric: true });

/** Slices in the wanted order; those without a number come last either way, and ties keep the server's order. */
export const sortSlices = (slices: readonly Slice[], { column, descending }: SliceOrder): Slice[] => {
  const way = descending ? -1 : 1;
  return slices.toSorted((one, other) => {
    if (column === "name") return way * names.compare(sliceName(one), sliceName(other));
    const [a, b] = [keyOf(one, column), keyOf(other, column)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    return a === b ? 0 : way * (a < b ? -1 : 1);
  });
};

/** The order after a click on a column: the other way round, or anew: names upwards, numbers downwards. */
export const nextOrder = (order: SliceOrder, column: SliceColumn): SliceOrder =>
  order.column === column ? { column, descending: !order.descending } : { column, descending: column !== "name" };
