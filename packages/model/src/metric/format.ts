import type { UnitOfMeasure } from "./unit.ts";

/** The parts of a unit of measure that decide how a value is written. */
export type WrittenUnit = Pick<UnitOfMeasure, "symbol" | "position" | "scale" | "decimals">;

export interface FormatOptions {
  /** Short forms for large values: 83.4M instead of 83,372,110. */
  compact?: boolean;
  /** A sign in front of positive values too, for changes. */
  signed?: boolean;
  /** Changes of shares are points, not per cent. */
  points?: boolean;
}

const spaced = new Set(["%", "×", "°"]);
const minus = (text: string): string => text.replace("-", "\u2212");

const digits = (shown: number, unit: WrittenUnit, compact: boolean): string => {
  const short = compact && Math.abs(shown) >= 100_000;
  const format = new Intl.NumberFormat(
    "en",
    short
      ? { notation: "compact", maximumSignificantDigits: Math.abs(shown) >= 1_000_000 ? 3 : 4 }
      : { minimumFractionDigits: unit.decimals, maximumFractionDigits: unit.decimals },
  );
  return format.format(Math.abs(shown));
};

/** A value as people write it in its unit, e.g. `78.4%`, `6.3 min`, `$1,204.50`, `−1.2 pt`; an em dash for no value. */
export const formatValue = (value: number | null, unit: WrittenUnit, options: FormatOptions = {}): string => {
  if (value === null || !Number.isFinite(value)) return "—";
  const shown = value * unit.scale;
  const text = digits(shown, unit, options.compact ?? false);
  const isZero = /^[0.,]*$/.test(text);
  const sign = isZero ? "" : shown < 0 ? "-" : options.signed ? "+" : "";
  if (unit.symbol === "") return minus(sign + text);
  if (options.points && unit.symbol === "%") return minus(`${sign}${text} pt`);
  if (unit.position === "before") return minus(sign + unit.symbol + text);
  const joined = spaced.has(unit.symbol) || unit.symbol.startsWith(" ");
  return minus(`${sign}${text}${joined ? "" : " "}${unit.symbol}`);
};

/** From this size on a change is read as a share, below it as an amount. */
const largeBase = 1000;

const percent: WrittenUnit = { symbol: "%", position: "after", scale: 100, decimals: 1 };

/** A change as people read it: points for shares, a percentage for large values, otherwise the amount in its unit. */
export const formatChange = (
  change: { absolute: number | null; relative: number | null; base: number | null },
  unit: WrittenUnit,
): string => {
  if (change.absolute === null) return "—";
  const isLarge = unit.symbol !== "%" && Math.abs((change.base ?? 0) * unit.scale) >= largeBase;
  if (isLarge && change.relative !== null) return formatValue(change.relative, percent, { signed: true });
  return formatValue(change.absolute, unit, { signed: true, points: true });
};

/** A computed value in its unit, with ≈ before it where the metric was asked for approximately (N5). */
export const formatComputed = (
  value: number | null,
  { unit, approximate = false }: { unit: WrittenUnit; approximate?: boolean | undefined },
  options: FormatOptions = {},
): string => {
  const text = formatValue(value, unit, options);
  return approximate && value !== null && Number.isFinite(value) ? `≈ ${text}` : text;
};
