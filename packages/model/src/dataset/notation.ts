import { daysInMonth } from "../time/civil.ts";
import type { DateOrder, DecimalMark } from "./file-notation.ts";

/** Digits in groups of three, or without groups, with a fraction; the second mark is the decimal one. */
const bodies = {
  ".": String.raw`\d{1,3}(?:[,'’ \u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d*)?|\.\d+`,
  ",": String.raw`\d{1,3}(?:[.'’ \u00a0\u202f]\d{3})+(?:,\d+)?|\d+(?:,\d*)?|,\d+`,
} as const satisfies Record<DecimalMark, string>;

const currency = String.raw`[$€£¥₹₽₺₩]|[A-Z]{3}|kr|zł|Fr\.`;

const shapeOf = (body: string): RegExp =>
  new RegExp(
    String.raw`^([-+(]?)\s*(?:(?:${currency})\s*)?([-+]?)(${body})(?:[eE]([-+]?\d{1,3}))?\s*(%|${currency})?(\)?)$`,
    "u",
  );
const shapes = { ".": shapeOf(bodies["."]), ",": shapeOf(bodies[","]) };

const simple = /^[+-]?\d{1,15}(\.\d+)?$/;

/**
 * A number as people write it – thousands separators, a currency, a percent sign, parentheses for a loss – as plain text with
 * a decimal point; `5 %` is 0.05. Null when the text is no number with that decimal mark.
 */
export const plainNumber = (text: string, decimal: DecimalMark): string | null => {
  if (decimal === "." && simple.test(text)) return text.startsWith("+") ? text.slice(1) : text;
  const match = shapes[decimal].exec(text.replace("−", "-"));
  if (match === null) return null;
  const [, before = "", inner = "", body = "", exponent, unit, closing = ""] = match;
  if ((before === "(") !== (closing === ")") || (inner !== "" && before !== "")) return null;
  const digits = body.replace(decimal === "." ? /[,'’ \u00a0\u202f]/g : /[.'’ \u00a0\u202f]/g, "").replace(",", ".");
  const power = Number(exponent ?? 0) - (unit === "%" ? 2 : 0);
  const negative = before === "(" || before === "-" || inner === "-";
  return `${negative ? "-" : ""}${power === 0 ? digits : String(Number(`${digits}e${power}`))}`;
};

const dateShape =
  /^(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})(?:(?:,? +|T)(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(?: ?([AaPp])\.?[Mm]\.?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/;

/** A year of two digits is the one from 1970 to 2069. */
const fullYear = (digits: string): number => {
  const year = Number(digits);
  if (digits.length === 4) return year;
  return digits.length === 2 ? year + (year < 70 ? 2000 : 1900) : Number.NaN;
};

const two = (value: number): string => String(value).padStart(2, "0");

/** The hour of a clock with AM and PM, or of 24 hours; NaN when there is none such. */
const hourOf = (digits: string, half: string | undefined): number => {
  const hour = Number(digits);
  if (half === undefined) return hour <= 23 ? hour : Number.NaN;
  if (hour < 1 || hour > 12) return Number.NaN;
  return (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0);
};

/**
 * A date, or date-time, as people write it – 31.12.2025, 12/31/25 4:05 PM – as 2025-12-31 or 2025-12-31T16:05:00. One that begins
 * with its year is read that way whatever the order. Null when there is no such date.
 */
export const isoDate = (text: string, order: DateOrder): string | null => {
  const match = dateShape.exec(text);
  if (match === null) return null;
  const [, first = "", , second = "", third = "", hours, minutes = "", seconds = "0", fraction, half, zone] = match;
  const actual = first.length === 4 ? "ymd" : order;
  if (actual === "ymd" && first.length < 4) return null;
  const [y, m, d] =
    actual === "ymd" ? [first, second, third] : actual === "dmy" ? [third, second, first] : [third, first, second];
  const [year, month, date] = [fullYear(y), Number(m), Number(d)];
  if (!(year >= 1900 && year < 2300 && month >= 1 && month <= 12 && date >= 1 && date <= daysInMonth(year, month)))
    return null;
  const day = `${year}-${two(month)}-${two(date)}`;
  if (hours === undefined) return day;
  const hour = hourOf(hours, half);
  if (Number.isNaN(hour) || Number(minutes) > 59 || Number(seconds) > 59) return null;
  return `${day}T${two(hour)}:${minutes}:${two(Number(seconds))}${fraction === undefined ? "" : `.${fraction}`}${zone ?? ""}`;
};
