import type { ColumnType } from "@sextant/model/dataset/dataset";
import { dayNumberOf, daysInMonth } from "@sextant/model/time/civil";

/** A value as the engine takes it, or why it cannot be one; `what` completes "column x …". */
export type ValueReading = { ok: true; value: string | number | boolean | null } | { ok: false; what: string };

const good = (value: string | number | boolean | null): ValueReading => ({ ok: true, value });
const bad = (what: string): ValueReading => ({ ok: false, what });

/** A value as it came, shortened, for a message. */
const shown = (raw: unknown): string => {
  const text = typeof raw === "string" ? JSON.stringify(raw) : (JSON.stringify(raw) ?? String(raw));
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
};

const int64 = { least: -(2n ** 63n), most: 2n ** 63n - 1n };
/** What DateTime64(3) and Date32 can hold: the years 1900 to 2299. */
const instants = { least: Date.UTC(1900, 0), most: Date.UTC(2300, 0) - 1 };

const readText = (raw: unknown): ValueReading => {
  if (typeof raw === "string") return good(raw);
  if (typeof raw === "number" || typeof raw === "boolean") return good(String(raw));
  return bad(`wants text and got ${shown(raw)}`);
};

const readInteger = (raw: unknown): ValueReading => {
  if (typeof raw === "number") {
    if (!Number.isInteger(raw)) return bad(`wants a whole number and got ${shown(raw)}`);
    return Number.isSafeInteger(raw) ? good(raw) : bad(`got ${raw}, which lost digits on its way; send it as text`);
  }
  if (typeof raw !== "string" || !/^\s*[+-]?\d{1,19}\s*$/.test(raw))
    return bad(`wants a whole number and got ${shown(raw)}`);
  const value = BigInt(raw.trim().replace("+", ""));
  return value >= int64.least && value <= int64.most ? good(String(value)) : bad(`got ${shown(raw)}, beyond 64 bits`);
};

const numberShape = /^\s*[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?\s*$/i;

const readNumber = (raw: unknown): ValueReading => {
  const value =
    typeof raw === "number" ? raw : typeof raw === "string" && numberShape.test(raw) ? Number(raw) : Number.NaN;
  return Number.isFinite(value) ? good(value) : bad(`wants a number and got ${shown(raw)}`);
};

const readDecimal = (raw: unknown): ValueReading => {
  const text = typeof raw === "number" ? String(raw) : typeof raw === "string" ? raw.trim() : "";
  const match = /^[+-]?0*(\d*)(?:\.(\d*?)0*)?$/.exec(text);
  if (match === null || !/\d/.test(text)) return bad(`wants a decimal number and got ${shown(raw)}`);
  const [, whole = "", fraction = ""] = match;
  if (whole.length > 28 || fraction.length > 10)
    return bad(`got ${shown(raw)}; 28 digits before and 10 after the point fit`);
  return good(text);
};

const booleans = new Map<unknown, boolean>([
  [true, true],
  [false, false],
  [1, true],
  [0, false],
  ["true", true],
  ["false", false],
  ["1", true],
  ["0", false],
  ["yes", true],
  ["no", false],
  ["ja", true],
  ["nein", false],
  ["oui", true],
  ["non", false],
]);

const readBoolean = (raw: unknown): ValueReading => {
  const value = booleans.get(typeof raw === "string" ? raw.trim().toLowerCase() : raw);
  return value === undefined ? bad(`wants true or false and got ${shown(raw)}`) : good(value);
};

/** Remembers what a slow function gave: rows that come together speak of few days. */
const remembering = <Key, Value>(compute: (key: Key) => Value): ((key: Key) => Value) => {
  const known = new Map<Key, Value>();
  return (key) => {
    const earlier = known.get(key);
    if (earlier !== undefined) return earlier;
    const value = compute(key);
    if (known.size >= mostDays) known.clear();
    known.set(key, value);
    return value;
  };
};

/** Days remembered: three years. */
const mostDays = 1100;

const readDate = (text: string): number | null => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8))];
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return null;
  const wall = dayNumberOf(year, month, day) * 86_400_000;
  return wall >= instants.least && wall <= instants.most ? wall : null;
};

/** Midnight of a date as if UTC, epoch ms, or null when there is no such date between 1900 and 2299. */
const dateWall = (text: string): number | null => (text.length === 10 ? rememberedDate(text) : null);
const rememberedDate = remembering(readDate);

const dateTimeShape =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/;

const offsetOf = (zone: string): number => {
  if (zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith("-") ? -minutes : minutes) * 60_000;
};

/**
 * The instant (epoch ms) of a date or date-time; without an offset it is read by the wall clock. Null when it is none or
 * lies outside the years 1900 to 2299. Digits beyond milliseconds are cut off.
 */
export const readInstant = (raw: unknown, byWallClock: (wall: number) => number): number | null => {
  const match = typeof raw === "string" ? dateTimeShape.exec(raw.trim()) : null;
  if (match === null) return null;
  const [, date = "", hour = "0", minute = "0", second = "0", fraction = "", zone] = match;
  const midnight = dateWall(date);
  if (midnight === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const milliseconds = fraction.length === 3 ? Number(fraction) : Number(fraction.slice(0, 3).padEnd(3, "0"));
  const wall = midnight + ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1000 + milliseconds;
  const instant = zone === undefined ? byWallClock(wall) : wall - offsetOf(zone);
  return instant >= instants.least && instant <= instants.most ? instant : null;
};

const day = 86_400_000;
const dayText = remembering((number: number) => new Date(number * day).toISOString().slice(0, 10));
const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

/** An instant (epoch ms) as the engine reads a DateTime64(3) in UTC. */
export const engineInstant = (instant: number): string => {
  const number = Math.floor(instant / day);
  const rest = instant - number * day;
  const [hour, minute, second] = [
    Math.floor(rest / 3_600_000),
    Math.floor(rest / 60_000) % 60,
    Math.floor(rest / 1000) % 60,
  ];
  const fraction = String(rest % 1000).padStart(3, "0");
  return `${dayText(number)} ${twoDigits[hour]}:${twoDigits[minute]}:${twoDigits[second]}.${fraction}`;
};

/** The reading of a date-time whose instant (epoch ms) is known; null is none. */
export const instantReading = (raw: unknown, instant: number | null): ValueReading =>
  instant === null
    ? bad(`wants a date-time such as 2026-11-22T08:30, from 1900 to 2299, and got ${shown(raw)}`)
    : good(engineInstant(instant));

/** Reads a value of a column type; date-times without an offset are read by the wall clock. */
export const readValue = (raw: unknown, type: ColumnType, byWallClock: (wall: number) => number): ValueReading => {
  switch (type) {
    case "string":
      return readText(raw);
    case "integer":
      return readInteger(raw);
    case "number":
      return readNumber(raw);
    case "decimal":
      return readDecimal(raw);
    case "boolean":
      return readBoolean(raw);
    case "date": {
      const text = typeof raw === "string" ? raw.trim() : "";
      return dateWall(text) === null
        ? bad(`wants a date such as 2026-11-22, from 1900 to 2299, and got ${shown(raw)}`)
        : good(text);
    }
    case "datetime":
      return instantReading(raw, readInstant(raw, byWallClock));
  }
};
