import type { DateOrder, DecimalMark } from "../dataset/file-notation.ts";
import { dateOrders, decimalMarks } from "../dataset/file-notation.ts";
import { isoDate, plainNumber } from "../dataset/notation.ts";
import { dayNumberOf } from "../time/civil.ts";

const boolean = /^(true|false|yes|no|ja|nein|oui|non)$/i;
const integer = /^[+-]?\d{1,18}$/;
const number = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const date = /^\d{4}-\d{2}-\d{2}$/;
const datetime = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/;
const offset = /(Z|[+-]\d{2}:?\d{2})$/;
/** Digits with leading zeros are a code: a postcode, an account, a phone number. */
const code = /^0\d+$/;

const [zero, minus] = [48, 45];

/** The number that two digits of a text are. */
const two = (text: string, at: number): number => (text.charCodeAt(at) - zero) * 10 + text.charCodeAt(at + 1) - zero;

/** Milliseconds since 1970 of a date or date-time, its offset taken off; without one as if it were UTC. */
export const millisecondsOf = (iso: string): number => {
  const days = dayNumberOf(two(iso, 0) * 100 + two(iso, 2), two(iso, 5), two(iso, 8)) * 86_400_000;
  if (iso.length === 10) return days;
  const seconds = iso[16] === ":" ? two(iso, 17) : 0;
  const clock = days + ((two(iso, 11) * 60 + two(iso, 14)) * 60 + seconds) * 1000;
  const zone = iso.endsWith("Z") ? undefined : offset.exec(iso)?.[0];
  if (zone === undefined) return clock;
  const minutes = two(zone, 1) * 60 + two(zone, zone.length - 2);
  return clock - (zone.charCodeAt(0) === minus ? -minutes : minutes) * 60_000;
};

/** The span of some dates: earliest and latest as text, and the days. */
interface Span {
  first: string;
  last: string;
  from: number;
  to: number;
  days: Set<string>;
  timed: boolean;
  zoned: boolean;
}

/** What the values of a column have all been so far. */
export interface Readings {
  boolean: boolean;
  integer: boolean;
  number: boolean;
  /** Numbers as people write them, by decimal mark. */
  marked: Map<DecimalMark, { least: number; most: number }>;
  /** Whether a decimal mark or separator stood in any of them. */
  separated: boolean;
  /** Whether any was written otherwise than a program would: with separators, a currency, a comma. */
  humane: boolean;
  iso: Span | null;
  isoPossible: boolean;
  /** Dates as people write them, by order. */
  ordered: Map<DateOrder, Span | null>;
  /** Whether every date was written with dots, as only those with the day first are. */
  dotted: boolean;
  mark: string | null;
}

/** The readings of a column no value of which has been seen. */
export const freshReadings = (): Readings => ({
  boolean: true,
  integer: true,
  number: true,
  marked: new Map(
    decimalMarks.map((mark) => [mark, { least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY }]),
  ),
  separated: false,
  humane: false,
  iso: null,
  isoPossible: true,
  ordered: new Map(dateOrders.map((order) => [order, null])),
  dotted: true,
  mark: null,
});

const widened = (span: Span | null, iso: string, mostDays: number): Span => {
  const at = millisecondsOf(iso);
  const timed = iso.length > 10;
  const zoned = timed && (iso.endsWith("Z") || offset.test(iso));
  if (span === null)
    return { first: iso, last: iso, from: at, to: at, days: new Set([iso.slice(0, 10)]), timed, zoned };
  if (at < span.from) [span.first, span.from] = [iso, at];
  if (at > span.to) [span.last, span.to] = [iso, at];
  if (span.days.size <= mostDays) span.days.add(iso.slice(0, 10));
  span.timed ||= timed;
  span.zoned &&= zoned;
  return span;
};

const seeNumber = (readings: Readings, text: string): void => {
  if (code.test(text)) {
    readings.number = false;
    readings.marked.clear();
    return;
  }
  if (readings.number && !number.test(text)) readings.number = false;
  for (const [decimal, range] of readings.marked) {
    const plain = plainNumber(text, decimal);
    if (plain === null) readings.marked.delete(decimal);
    else {
      const value = Number(plain);
      if (value < range.least) range.least = value;
      if (value > range.most) range.most = value;
    }
  }
  if (readings.marked.size === 0 || integer.test(text)) return;
  readings.separated ||= /[.,]/.test(text);
  readings.humane ||= !number.test(text);
  readings.mark ??= /[^\d\s.,'’()+−-]+/u.exec(text.replace(/[eE][+-]?\d+/, ""))?.[0].trim() ?? null;
};

const seeDate = (readings: Readings, text: string, mostDays: number): void => {
  if (readings.isoPossible) {
    if (date.test(text) ? isoDate(text, "ymd") !== null : datetime.test(text)) {
      readings.iso = widened(readings.iso, text, mostDays);
      return;
    }
    // Dates that begin with their year are read alike in every order, so what was seen so far holds for all of them.
    readings.isoPossible = false;
    readings.dotted = readings.iso === null;
    for (const order of dateOrders)
      readings.ordered.set(order, readings.iso === null ? null : { ...readings.iso, days: new Set(readings.iso.days) });
  }
  readings.dotted &&= text.includes(".");
  for (const [order, span] of readings.ordered) {
    const iso = isoDate(text, order);
    if (iso === null) readings.ordered.delete(order);
    else readings.ordered.set(order, widened(span, iso, mostDays));
  }
};

/** Notes one more value; what it cannot be, the column cannot be. */
export const see = (readings: Readings, text: string, mostDays: number): void => {
  if (readings.boolean && !boolean.test(text)) readings.boolean = false;
  if (readings.integer && (!integer.test(text) || code.test(text))) readings.integer = false;
  if (readings.number || readings.marked.size > 0) seeNumber(readings, text);
  if (readings.isoPossible || readings.ordered.size > 0) seeDate(readings, text, mostDays);
};

/** Whether the values may be dates in some notation. */
export const mayBeDates = ({ isoPossible, ordered }: Readings): boolean => isoPossible || ordered.size > 0;
