/** Rows of one generation of the data. */
export interface Size {
  events: number;
  orders: number;
}

/** The data of the issue; other scales keep its ratio of ten events to an order. */
export const usualEvents = 20_000_000;

/** So many events with the orders that go with them. */
export const sizeOf = (events: number): Size => ({ events, orders: Math.round(events / 10) });

/** First instant of the data: a Monday, and the first of a month. */
export const firstInstant = Date.UTC(2024, 0, 1);
/** 104 weeks: the last of the 24 months still runs. */
const days = 728;
const day = 86_400_000;
/** End of the data (exclusive) and now of the workspace. */
export const lastInstant = firstInstant + days * day;

/** Which rows: numbers from `from`, `rows` of them, spread over a span of time. */
export interface Stretch {
  from: number;
  rows: number;
  /** Epoch ms, inclusive. */
  since: number;
  /** Epoch ms, exclusive. */
  until: number;
}

/** Every row of a table, over the whole span. */
export const whole = (rows: number): Stretch => ({ from: 0, rows, since: firstInstant, until: lastInstant });

/**
 * More rows than there are, numbered on: spread evenly over `parts` days, which are the last ones, or with `scattered` lie evenly
 * over the whole span.
 */
export const more = (existing: number, rows: number, parts: number, scattered: boolean): Stretch[] =>
  Array.from({ length: parts }, (_, part) => {
    const from = existing + Math.floor((rows * part) / parts);
    const next = existing + Math.floor((rows * (part + 1)) / parts);
    const back = scattered ? Math.floor((days * part) / parts) : part;
    const since = lastInstant - (back + 1) * day;
    return { from, rows: next - from, since, until: since + day };
  });

const channels = "['direct', 'search', 'social', 'mail', 'partner', 'store']";
const countries = "['DE', 'FR', 'GB', 'US', 'PL', 'NL', 'ES', 'IT', 'SE', 'BR']";

/** A number from 0 up to 1 out of 20 of the 64 bits of one of a row's hashes. */
const share = (bits: number, hash = "h"): string => `(bitAnd(bitShiftRight(${hash}, ${bits}), 1048575) / 1048576)`;

/** Picks from a list with falling weights: the first is the most frequent. */
const pick = (list: string, length: number, bits: number): string =>
  `${list}[1 + toUInt8(floor(${length} * ${share(bits)} * sqrt(${share(bits)})))]`;

/** Rows by number with a hash of their own and an instant that grows with it; business grows by two thirds over the span. */
const rowsOf = (stretch: Stretch, seed: number): string => `
  SELECT number, cityHash64(number, ${seed}) AS h, cityHash64(number, ${seed + 1}) AS g,
    (number - ${stretch.from} + 0.5) / ${stretch.rows} AS u,
    fromUnixTimestamp64Milli(${stretch.since} + toInt64(floor(${stretch.until - stretch.since} * u * (1.25 - 0.25 * u))), 'UTC') AS at
  FROM numbers(${stretch.from}, ${stretch.rows})`;

/** People of the data; some come often, most seldom. */
const people = 200_000;

/**
 * Events as a SELECT the engine runs: everything follows from a row's number, so that the same rows come again
 * on any machine: there is only arithmetic that IEEE 754 rounds in one way. Money is a multiple of a quarter, so that sums of
 * doubles are exact in any order and every way must agree to the last bit.
 */
export const eventsSql = (stretch: Stretch): string => `SELECT
  at,
  toInt64(1 + floor(${people} * ${share(0)} * ${share(0)})) AS user_id,
  ${pick(channels, 6, 20)} AS channel,
  ${pick(countries, 10, 40)} AS country,
  multiIf(g % 100 < 70, 'visit', g % 100 < 90, 'cart', g % 100 < 97, 'purchase', 'signup') AS kind,
  toInt64(50 + floor(3000 * ${share(8, "g")} / (1.02 - ${share(8, "g")}))) AS duration_ms,
  if(kind = 'purchase', (bitAnd(bitShiftRight(g, 30), 1023) + 4) * 0.25, 0.) AS revenue
FROM (${rowsOf(stretch, 71)})`;

/** Orders as a SELECT the engine runs. */
export const ordersSql = (stretch: Stretch): string => `SELECT
  at,
  toInt64(number + 1) AS order_id,
  toInt64(1 + floor(${people} * ${share(0)} * ${share(0)})) AS customer_id,
  ${pick(channels, 6, 20)} AS channel,
  (bitAnd(bitShiftRight(g, 30), 2047) + 20) * 0.25 AS amount,
  toInt64(1 + g % 5) AS items,
  CAST(${share(8, "g")} < 0.04 AS Bool) AS refunded
FROM (${rowsOf(stretch, 73)})`;
