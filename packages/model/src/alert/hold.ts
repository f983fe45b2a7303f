import { builtInUnits } from "../metric/unit.ts";
import { readAmount } from "../standing/amount.ts";

/** How long a verdict must last: so many periods of the KPI, or milliseconds. */
export type Hold = { kind: "periods"; count: number } | { kind: "time"; milliseconds: number };

/** Milliseconds of a length of time as an author writes it, e.g. `2d` or `1h 30min`; null when it is none. */
export const readSpan = (text: string): number | null => {
  if (/^[\d.\s]+$/.test(text)) return null;
  const reading = readAmount(text, builtInUnits.milliseconds);
  return reading.ok && reading.value >= 0 ? reading.value : null;
};

/** Reads `2 periods`, `1 period` or a length of time; null when it is neither. */
export const readHold = (text: string): Hold | null => {
  const periods = /^(\d{1,3})\s+periods?$/.exec(text.trim());
  if (periods !== null) return { kind: "periods", count: Number(periods[1]) };
  const milliseconds = readSpan(text);
  return milliseconds === null ? null : { kind: "time", milliseconds };
};

/** The hold an author wrote; throws when it was never checked. */
export const holdOf = (text: string): Hold => {
  const hold = readHold(text);
  if (hold === null) throw new Error(`The hold ${text} has not been checked.`);
  return hold;
};
