import { utcMonth } from "d3-time";
import { toWall } from "../../charts/prepare/wall.ts";

/** Spans one click away, in months before the workspace's now; null is the KPI's own window. */
export const spans = [
  { value: "window", label: "Default", months: null },
  { value: "3", label: "3 months", months: 3 },
  { value: "6", label: "6 months", months: 6 },
  { value: "12", label: "1 year", months: 12 },
] as const;
export type Span = (typeof spans)[number]["value"];

const day = 86_400_000;

/** The local date of an instant (epoch ms) as a date input writes it. */
export const dateOf = (instant: number, timeZone: string): string =>
  new Date(toWall(instant, timeZone)).toISOString().slice(0, 10);

/** The date `days` after another, both as `2001-03-09`; undefined when malformed. */
export const dateAfter = (date: string, days: number): string | undefined => {
  const at = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(at) ? undefined : new Date(at + days * day).toISOString().slice(0, 10);
};

/** The first date of a span that ends now: the first of the month so that no month is cut. */
export const startOfSpan = (now: number, months: number, timeZone: string): string =>
  utcMonth
    .offset(utcMonth.floor(new Date(toWall(now, timeZone))), -months)
    .toISOString()
    .slice(0, 10);

/** Which span an address asks for; undefined when its dates were chosen by hand. */
export const spanOf = (
  { from, to }: { from?: string | undefined; to?: string | undefined },
  now: number,
  timeZone: string,
): Span | undefined => {
  if (from === undefined && to === undefined) return "window";
  if (to !== undefined) return undefined;
  return spans.find(({ months }) => months !== null && startOfSpan(now, months, timeZone) === from)?.value;
};
