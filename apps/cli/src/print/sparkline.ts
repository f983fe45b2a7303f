const bars = "▁▂▃▄▅▆▇█";

/** A series as one line of block characters, a gap as a space; the last `width` values. */
export const sparkline = (values: readonly (number | null)[], width = 26): string => {
  const shown = values.slice(-width);
  const known = shown.filter((value): value is number => value !== null);
  const low = Math.min(...known);
  const span = Math.max(...known) - low;
  return shown
    .map((value) => (value === null ? " " : (bars[span === 0 ? 3 : Math.round(((value - low) / span) * 7)] ?? " ")))
    .join("");
};
