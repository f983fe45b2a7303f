import { civilDateOf, dayNumberOf } from "../time/civil.ts";
import { weekdayOf } from "../time/fiscal-weeks.ts";
import type { Cadence, Pause } from "./habit.ts";

/** What a streak is counted from. Days are ISO dates of the owner's own calendar: they have no time zone and no length. */
export interface Kept {
  cadence: Cadence;
  /** Misses in a row that end nothing. */
  grace: number;
  pauses: readonly Pause[];
  since: string;
  /** Days it was done on. */
  done: ReadonlySet<string>;
  today: string;
}

export interface Streak {
  length: number;
  longest: number;
  unit: "days" | "weeks";
  graceLeft: number;
}

/** The number of an ISO date. */
export const dayOf = (date: string): number => {
  const [year = 0, month = 0, day = 0] = date.split("-").map(Number);
  return dayNumberOf(year, month, day);
};

const two = (number: number): string => String(number).padStart(2, "0");

/** The ISO date of a day. */
export const dateOf = (dayNumber: number): string => {
  const { year, month, day } = civilDateOf(dayNumber);
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
};

/** The Monday of a day's week. */
const mondayOf = (dayNumber: number): number => dayNumber - ((((dayNumber + 3) % 7) + 7) % 7);

const isPaused = (date: string, pauses: readonly Pause[]): boolean =>
  pauses.some(({ from, to }) => from <= date && (to === undefined || date <= to));

/** How a day, or a week, counts. */
type Mark = "kept" | "missed" | "open";

const daysMarked = (kept: Kept, days: readonly string[]): Mark[] => {
  const { since, today } = kept;
  const marks: Mark[] = [];
  for (let day = dayOf(since); day <= dayOf(today); day += 1) {
    const date = dateOf(day);
    const isDone = kept.done.has(date);
    if (!isDone && (isPaused(date, kept.pauses) || !days.includes(weekdayOf(day)))) continue;
    marks.push(isDone ? "kept" : date === today ? "open" : "missed");
  }
  return marks;
};

/** Days of a week that can count: not before the habit began, and not paused. */
const activeDays = (monday: number, { since, pauses }: Kept): string[] =>
  Array.from({ length: 7 }, (_, index) => dateOf(monday + index)).filter(
    (date) => date >= since && !isPaused(date, pauses),
  );

const doneIn = (monday: number, { done }: Kept): number =>
  Array.from({ length: 7 }, (_, index) => dateOf(monday + index)).filter((date) => done.has(date)).length;

/** How often it is due in a week: never more often than there are days for it. */
const dueIn = (monday: number, times: number, kept: Kept): number => Math.min(times, activeDays(monday, kept).length);

const weeksMarked = (kept: Kept, times: number): Mark[] => {
  const marks: Mark[] = [];
  const last = mondayOf(dayOf(kept.today));
  for (let monday = mondayOf(dayOf(kept.since)); monday <= last; monday += 7) {
    const due = dueIn(monday, times, kept);
    const done = doneIn(monday, kept);
    if (due === 0 && done === 0) continue;
    marks.push(done >= Math.max(1, due) ? "kept" : monday === last ? "open" : "missed");
  }
  return marks;
};

const marksOf = (kept: Kept): Mark[] =>
  kept.cadence.type === "weekdays" ? daysMarked(kept, kept.cadence.days) : weeksMarked(kept, kept.cadence.times);

/**
 * The streak of a habit on a day. What is due today, or this week, ends nothing while the day, or the week, lasts. Days that are
 * paused or not due are left out, unless it was done on them: then they count.
 */
export const streakOf = (kept: Kept): Streak => {
  let [length, longest, missed] = [0, 0, 0];
  for (const mark of marksOf(kept)) {
    if (mark === "open") continue;
    if (mark === "missed") {
      missed += 1;
      if (missed > kept.grace) length = 0;
      continue;
    }
    missed = 0;
    length += 1;
    longest = Math.max(longest, length);
  }
  const unit = kept.cadence.type === "weekdays" ? "days" : "weeks";
  return { length, longest, unit, graceLeft: Math.max(0, kept.grace - missed) };
};

/** Whether a habit is still to be done today, or this week. */
export const isDue = (kept: Kept): boolean => {
  const { cadence, today, pauses, done } = kept;
  if (done.has(today) || isPaused(today, pauses) || today < kept.since) return false;
  if (cadence.type === "weekdays") return cadence.days.includes(weekdayOf(dayOf(today)));
  const monday = mondayOf(dayOf(today));
  return doneIn(monday, kept) < dueIn(monday, cadence.times, kept);
};

/** How often a habit was due and done within days that are over, both ends included. */
export const adherenceIn = (kept: Kept, from: string, to: string): { due: number; done: number } => {
  const first = from < kept.since ? kept.since : from;
  const last = to < kept.today ? to : dateOf(dayOf(kept.today) - 1);
  let [due, done] = [0, 0];
  for (let day = dayOf(first); day <= dayOf(last); day += 1) {
    const date = dateOf(day);
    const isDone = kept.done.has(date);
    if (isDone) done += 1;
    const isActive = !isPaused(date, kept.pauses);
    if (kept.cadence.type === "weekdays")
      due += isDone || (isActive && kept.cadence.days.includes(weekdayOf(day))) ? 1 : 0;
    else due += isActive ? kept.cadence.times / 7 : 0;
  }
  return { due, done };
};

/** The share of what was due that was done, at most 1; null where nothing was. */
export const shareOf = ({ due, done }: { due: number; done: number }): number | null =>
  due === 0 ? null : Math.min(1, done / due);
