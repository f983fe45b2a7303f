import type { UnitOfMeasure } from "../metric/unit.ts";

/** An amount in the metric's stored unit (80 % is 0.8), or what is wrong with its text. */
export type AmountReading = { ok: true; value: number } | { ok: false; message: string; hint: string };

const millisecondsBySuffix: ReadonlyMap<string, number> = new Map([
  ["ms", 1],
  ["s", 1000],
  ["sec", 1000],
  ["second", 1000],
  ["seconds", 1000],
  ["min", 60_000],
  ["minute", 60_000],
  ["minutes", 60_000],
  ["h", 3_600_000],
  ["hour", 3_600_000],
  ["hours", 3_600_000],
  ["d", 86_400_000],
  ["day", 86_400_000],
  ["days", 86_400_000],
  ["w", 604_800_000],
  ["week", 604_800_000],
  ["weeks", 604_800_000],
]);

const amountShape = /^([+-]?)\s*([^\d\s.+-]*)\s*(\d+(?:\.\d+)?)\s*([^\d\s.]*)((?:\s*\d+(?:\.\d+)?\s*[a-z]+)*)$/;
const durationPart = /(\d+(?:\.\d+)?)\s*([a-z]+)/g;

const wrong = (message: string, hint: string): AmountReading => ({ ok: false, message, hint });

const readDuration = (text: string, sign: number, unit: UnitOfMeasure): AmountReading => {
  let milliseconds = 0;
  for (const [, count, suffix = ""] of text.matchAll(durationPart)) {
    const size = millisecondsBySuffix.get(suffix);
    if (size === undefined) return wrong(`"${suffix}" is not a unit of time.`, "Write ms, s, min, h, d or w.");
    milliseconds += Number(count) * size;
  }
  return { ok: true, value: (sign * milliseconds) / ((unit.seconds ?? 1) * 1000) };
};

const readBare = (value: number, unit: UnitOfMeasure): AmountReading =>
  unit.scale === 1 || value === 0
    ? { ok: true, value }
    : wrong(
        `${value} does not say its unit, and could mean ${value}${unit.symbol} or ${value * unit.scale}${unit.symbol}.`,
        `Write ${value}${unit.symbol} or ${value * unit.scale}${unit.symbol}.`,
      );

/**
 * Reads an amount as authors write it: `80%`, `2h`, `1h 30min`, `-5`, `$1_000`. Durations are converted to the metric's
 * unit; an amount in the unit's own symbol is divided by the unit's scale. A bare number is in the unit of measure,
 * except where stored and shown differ (per cent): there it would be ambiguous and is refused.
 */
export const readAmount = (written: string | number, unit: UnitOfMeasure): AmountReading => {
  if (typeof written === "number") {
    return Number.isFinite(written) ? readBare(written, unit) : wrong(`${written} is not a number.`, "Write a number.");
  }
  const text = written
    .trim()
    .replaceAll("\u2212", "-")
    .replaceAll(/(?<=\d)_(?=\d)/g, "");
  const match = amountShape.exec(text);
  if (match === null)
    return wrong(`"${written.trim()}" is not an amount.`, "Write a number with its unit, e.g. 80% or 2h.");
  const [, signText, prefix = "", digits, suffix = "", more = ""] = match;
  const sign = signText === "-" ? -1 : 1;
  const value = sign * Number(digits);
  const symbol = prefix === "" ? suffix : prefix;
  if (prefix !== "" && suffix !== "") return wrong(`"${text}" has two units.`, `Write ${digits} with one unit.`);
  if (symbol === "") return readBare(value, unit);
  if (unit.seconds !== undefined && prefix === "" && millisecondsBySuffix.has(suffix)) {
    return readDuration(`${digits}${suffix}${more}`, sign, unit);
  }
  if (symbol === unit.symbol && more === "") return { ok: true, value: value / unit.scale };
  const expected =
    unit.seconds === undefined ? (unit.symbol === "" ? "no unit" : unit.symbol) : "ms, s, min, h, d or w";
  return wrong(
    `"${symbol}" does not fit a metric measured in ${unit.label.toLowerCase()}.`,
    `Write ${digits} with ${expected}.`,
  );
};
