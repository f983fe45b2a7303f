import { periodAt } from "@sextant/model/time/arithmetic";
import type { Plan, RollupRead, RowScan, Window } from "../plan/plan.ts";
import type { Rollup } from "../rollup/rollup.ts";
import { sharedOf } from "../sql/aggregate.ts";

type Stretches = Window["stretches"];

const isDayStart = (instant: number, timeZone: string): boolean => dayStart(instant, timeZone) === instant;

const calendarOf = (timeZone: string) => ({ timeZone, weekStart: "monday", fiscalYearStart: 1 }) as const;

const dayStart = (instant: number, timeZone: string): number => periodAt(instant, "day", calendarOf(timeZone)).start;

const nextDay = (instant: number, timeZone: string): number =>
  isDayStart(instant, timeZone) ? instant : periodAt(instant, "day", calendarOf(timeZone)).end;

/** More days than this that have to be read from rows in between make a rollup not worth it. */
const mostCutDays = 8;

/** Days within which a piece begins or ends at another time than midnight: `from` to `to` of each, in order. */
const cutDays = ({ starts, stretches }: Window, timeZone: string): { from: number; to: number }[] => {
  const cuts = [...starts, ...stretches.flatMap(({ from, to }) => [from, to])];
  const odd = cuts.filter((cut) => !isDayStart(cut, timeZone));
  const days = new Map(odd.map((cut) => [dayStart(cut, timeZone), nextDay(cut, timeZone)]));
  return [...days].map(([from, to]) => ({ from, to })).sort((a, b) => a.from - b.from);
};

/** The whole days of stretches, and what is left: the days within which something begins or ends. */
const split = (stretches: Stretches, cut: Stretches): { whole: Stretches; rest: Stretches } => {
  const whole: { from: number; to: number }[] = [];
  const rest: { from: number; to: number }[] = [];
  for (const { from, to } of stretches) {
    let at = from;
    for (const day of cut.filter((one) => one.to > from && one.from < to)) {
      if (day.from > at) whole.push({ from: at, to: day.from });
      rest.push({ from: Math.max(at, day.from), to: Math.min(to, day.to) });
      at = Math.min(to, day.to);
    }
    if (at < to) whole.push({ from: at, to });
  }
  return { whole, rest };
};

const readFrom = (rollup: Rollup, scan: RowScan, window: Window): RollupRead | null => {
  const { columns, narrow, through, since, timeZone, table } = rollup;
  if ([...sharedOf(scan.slots).keys()].some((key) => columns[key] === undefined)) return null;
  if (scan.sequence !== null && scan.sequence < since) return null;
  const cut = cutDays(window, timeZone);
  if (cut.length > mostCutDays) return null;
  const { whole, rest } = split(window.stretches, cut);
  if (whole.length === 0) return null;
  const later = scan.sequence === null ? !rollup.complete : scan.sequence > through;
  return {
    table,
    columns,
    narrow,
    through: Math.min(through, scan.sequence ?? through),
    later,
    stretches: whole,
    rest,
  };
};

const readScan = (scan: RowScan, plan: Plan): RowScan => {
  const { window } = scan;
  const by = plan.by[0] ?? null;
  if (window === null || plan.by.length > 1 || scan.filters.length > 0) return scan;
  const fitting = plan.rollups.filter((rollup) => rollup.dataset === scan.dataset && rollup.by === by);
  const read = fitting.map((rollup) => readFrom(rollup, scan, window)).find((one) => one !== null);
  return { ...scan, rollup: read ?? null };
};

/** Reads whole days from a rollup that holds every state a scan needs, and the rest from rows. */
export const rollup = (plan: Plan): Plan => ({
  ...plan,
  scans: plan.scans.map((scan) => (scan.kind === "rows" ? readScan(scan, plan) : scan)),
});
