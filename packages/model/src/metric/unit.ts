import { z } from "zod";

/** How values of a built-in unit of measure are scaled and written. */
export interface UnitOfMeasure {
  label: string;
  /** Written before or after the number. */
  symbol: string;
  position: "before" | "after";
  /** Factor from the stored value to the number shown; 100 for shares. */
  scale: number;
  decimals: number;
  /** Seconds in one unit, for durations. */
  seconds?: number;
}

/** The built-in units of measure. */
export const builtInUnits = {
  number: { label: "Number", symbol: "", position: "after", scale: 1, decimals: 2 },
  count: { label: "Count", symbol: "", position: "after", scale: 1, decimals: 0 },
  percent: { label: "Per cent", symbol: "%", position: "after", scale: 100, decimals: 1 },
  ratio: { label: "Ratio", symbol: "×", position: "after", scale: 1, decimals: 2 },
  milliseconds: { label: "Milliseconds", symbol: "ms", position: "after", scale: 1, decimals: 0, seconds: 0.001 },
  seconds: { label: "Seconds", symbol: "s", position: "after", scale: 1, decimals: 1, seconds: 1 },
  minutes: { label: "Minutes", symbol: "min", position: "after", scale: 1, decimals: 1, seconds: 60 },
  hours: { label: "Hours", symbol: "h", position: "after", scale: 1, decimals: 1, seconds: 3600 },
  days: { label: "Days", symbol: "d", position: "after", scale: 1, decimals: 1, seconds: 86_400 },
  usd: { label: "US dollars", symbol: "$", position: "before", scale: 1, decimals: 2 },
  eur: { label: "Euros", symbol: "€", position: "before", scale: 1, decimals: 2 },
  gbp: { label: "Pounds sterling", symbol: "£", position: "before", scale: 1, decimals: 2 },
  miles: { label: "Miles", symbol: "mi", position: "after", scale: 1, decimals: 0 },
  kilometres: { label: "Kilometres", symbol: "km", position: "after", scale: 1, decimals: 0 },
} as const satisfies Record<string, UnitOfMeasure>;

/** A unit of measure a workspace defines for itself. */
export const unitSchema = z.strictObject({
  label: z.string().min(1).max(60).describe("Name people read."),
  symbol: z.string().max(12).default("").describe("Written beside the number."),
  position: z.enum(["before", "after"]).default("after").describe("Which side of the number the symbol stands on."),
  scale: z.number().positive().default(1).describe("Factor from the stored value to the number shown; 100 for shares."),
  decimals: z.number().int().min(0).max(6).default(2).describe("Digits after the decimal point."),
});
