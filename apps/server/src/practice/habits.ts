import { createHash, randomBytes } from "node:crypto";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Direction } from "@sextant/model/metric/direction";
import { formatValue } from "@sextant/model/metric/format";
import type { Habit, HabitPage, KeptHabit, LeadVerdict } from "@sextant/model/practice/habit";
import { judgeLead } from "@sextant/model/practice/lead";
import { adherenceIn, dateOf, dayOf, isDue, type Kept, shareOf, streakOf } from "@sextant/model/practice/streak";
import { Problem } from "@sextant/model/problem/problem";
import { parsePeriodKey, periodAt, shiftPeriod } from "@sextant/model/time/arithmetic";
import type { Grain } from "@sextant/model/time/grain";
import type { Period } from "@sextant/model/time/period";
import { localParts } from "@sextant/model/time/zone";
import { workspaceNow } from "@sextant/model/workspace/now";
import { visibleTo } from "@sextant/semantic/privacy/visible";
import { leadOf } from "@sextant/statistics/lead/lead";
import { daysDone, habitById, keepHabit, keepLink, listHabits, markDay, useLink } from "../store/habit.ts";
import { newId } from "../store/id.ts";
import { readSetting, writeSetting } from "../store/setting.ts";
import { localPerson, type Personal } from "./personal.ts";
import type { PracticeServices } from "./services.ts";

/** Days back that may still be checked in: memory is no longer. */
const mostBack = 7;

/** Milliseconds a link lives. */
const linkLife = 2 * 86_400_000;

/** Periods of adherence that are shown. */
const mostPeriods = 53;

const goodWay: Record<Direction, "up" | "down" | null> = {
  up_is_good: "up",
  down_is_good: "down",
  in_range: null,
  neutral: null,
};

const hashOf = (secret: string): string => createHash("sha256").update(secret).digest("hex");

/** The owner's calendar day. */
export const todayOf = (zone: string | undefined, catalog: Catalog, clock: number): string =>
  dateOf(localParts(workspaceNow(catalog, clock), zone ?? catalog.calendar.timeZone).dayNumber);

/** What the streak of a habit is counted from. */
const keptOf = (habit: KeptHabit, done: ReadonlySet<string>, today: string): Kept => {
  const { cadence, grace, pauses, since } = habit;
  return { cadence, grace, pauses, since, done, today };
};

/** A habit as it is shown. */
export const shownHabit = (habit: KeptHabit, done: ReadonlySet<string>, catalog: Catalog, clock: number): Habit => {
  const today = todayOf(habit.time_zone, catalog, clock);
  const kept = keptOf(habit, done, today);
  const kpi = habit.kpi === undefined ? undefined : catalog.kpis.get(habit.kpi);
  const kpiLabel = kpi?.label ?? catalog.metrics.get(kpi?.metric ?? "")?.label ?? habit.kpi ?? null;
  return {
    ...{ ...habit, kpiLabel, today, done: done.has(today), due: !habit.ended && isDue(kept) },
    streak: streakOf(kept),
  };
};

/** The definitions as far as a person may see them; the only one of a machine without accounts sees all. */
export const seenBy = (person: string, catalog: Catalog): Catalog =>
  person === localPerson ? catalog : visibleTo(person, catalog);

const noSuchHabit = (): Problem => new Problem("not_found", "You have no such habit.");

const firstDayOf = (period: Period, timeZone: string): string => dateOf(localParts(period.start, timeZone).dayNumber);

const lastDayOf = (period: Period, timeZone: string): string => dateOf(localParts(period.end, timeZone).dayNumber - 1);

/** Adherence by period of a grain, since the habit began; the period that is not over is left out. */
const adherenceOf = (kept: Kept, grain: Grain, catalog: Catalog): HabitPage["adherence"] => {
  const { calendar } = catalog;
  const last = parsePeriodKey(kept.today, calendar);
  const first = parsePeriodKey(kept.since, calendar);
  if (first === null || last === null) return [];
  const found: HabitPage["adherence"] = [];
  const current = periodAt(last.start, grain, calendar);
  const begun = periodAt(first.start, grain, calendar);
  for (let back = mostPeriods; back >= 1; back -= 1) {
    const period = shiftPeriod(current, -back, calendar);
    if (period.start < begun.start) continue;
    const { due, done } = adherenceIn(
      kept,
      firstDayOf(period, calendar.timeZone),
      lastDayOf(period, calendar.timeZone),
    );
    found.push({ periodKey: period.key, value: shareOf({ due, done }), due: Math.round(due), done });
  }
  return found;
};

/** Habits of people: begun, done, given up, and held against what they claim to lead. */
export const habitsOf = (
  services: PracticeServices,
): Pick<Personal, "habits" | "begin" | "habit" | "change" | "checkIn" | "link" | "checkInBy" | "remind"> => {
  const { store, feed, definitions, ask, now } = services;
  const catalog = (): Catalog => definitions.state().catalog;
  const requireKpi = (person: string, kpi: string | undefined): void => {
    if (kpi !== undefined && !seenBy(person, catalog()).kpis.has(kpi))
      throw new Problem("not_found", `There is no KPI ${JSON.stringify(kpi.slice(0, 64))}.`);
  };
  const mine = async (person: string, id: string): Promise<KeptHabit> => {
    const habit = await habitById(store.db, id);
    if (habit === null || habit.owner !== person) throw noSuchHabit();
    return habit;
  };
  const shown = async (habit: KeptHabit): Promise<Habit> =>
    shownHabit(habit, (await daysDone(store, habit.owner)).get(habit.id) ?? new Set(), catalog(), now());
  const told = (person: string, habit: string | null, what: "due" | "changed") =>
    feed.append({ type: "personal", person, habit, what });
  const leadOfHabit = async (habit: KeptHabit, adherence: HabitPage["adherence"]): Promise<LeadVerdict | null> => {
    // Whoever may not see a KPI any more learns nothing of it by what leads it.
    const kpi = habit.kpi === undefined ? undefined : seenBy(habit.owner, catalog()).kpis.get(habit.kpi);
    const metric = catalog().metrics.get(kpi?.metric ?? "");
    const [first] = adherence;
    const from = first === undefined ? null : parsePeriodKey(first.periodKey, catalog().calendar);
    if (kpi === undefined || metric === undefined) return null;
    const good = goodWay[metric.direction];
    if (from === null) return judgeLead({ have: 0, need: 12 }, good, String);
    const day = firstDayOf(from, catalog().calendar.timeZone);
    const { series } = await ask({ kpis: [kpi.id], metrics: [], grain: kpi.grain, from: day, by: [], limit: 1 });
    const [told] = series;
    const values = new Map((told?.observations ?? []).map(({ periodKey, value }) => [periodKey, value]));
    const measured = leadOf({
      values: adherence.map(({ periodKey }) => values.get(periodKey) ?? null),
      adherence: adherence.map(({ value }) => value),
      lag: habit.lag,
    });
    const unit = told?.unit;
    return judgeLead(
      measured.kind === "effect" ? measured : { have: measured.have, need: measured.need },
      good,
      (change) => (unit === undefined ? `${change}` : formatValue(change, unit, { signed: true, points: true })),
    );
  };
  return {
    habits: async (person) => {
      const done = await daysDone(store, person);
      return (await listHabits(store, person))
        .filter(({ ended }) => !ended)
        .map((habit) => shownHabit(habit, done.get(habit.id) ?? new Set(), catalog(), now()));
    },
    begin: async (person, body) => {
      requireKpi(person, body.kpi);
      const since = todayOf(body.time_zone, catalog(), now());
      const habit: KeptHabit = {
        ...body,
        ...{ id: newId(), owner: person, since, pauses: [], ended: false, createdAt: now() },
      };
      await keepHabit(store, habit);
      await told(person, habit.id, "changed");
      return shown(habit);
    },
    habit: async (person, id) => {
      const habit = await mine(person, id);
      const days = (await daysDone(store, person)).get(id) ?? new Set<string>();
      const kept = keptOf(habit, days, todayOf(habit.time_zone, catalog(), now()));
      const grain = catalog().kpis.get(habit.kpi ?? "")?.grain ?? "week";
      const adherence = adherenceOf(kept, grain, catalog());
      return {
        ...{ habit: await shown(habit), adherence, days: [...days].sort() },
        lead: await leadOfHabit(habit, adherence),
      };
    },
    change: async (person, id, change) => {
      requireKpi(person, change.kpi);
      const habit: KeptHabit = { ...(await mine(person, id)), ...change };
      await keepHabit(store, habit);
      await told(person, id, "changed");
      return shown(habit);
    },
    checkIn: async (person, id, { day, time_zone, done }) => {
      const habit = await mine(person, id);
      const today = todayOf(time_zone ?? habit.time_zone, catalog(), now());
      const on = day ?? today;
      if (on > today || dayOf(on) < dayOf(today) - mostBack)
        throw new Problem("invalid_request", `A habit is checked in for today or one of the ${mostBack} days before.`);
      // A traveller stays where they checked in until they say otherwise; a day from before it began was done all the same.
      const since = on < habit.since ? on : habit.since;
      const moved: KeptHabit = { ...habit, since, ...(time_zone === undefined ? {} : { time_zone }) };
      await keepHabit(store, moved);
      await markDay(store.db, { habit: id, day: on, at: now(), done });
      await told(person, id, "changed");
      return shown(moved);
    },
    link: async (person, id) => {
      const habit = await mine(person, id);
      const secret = randomBytes(24).toString("base64url");
      const expires = now() + linkLife;
      const day = todayOf(habit.time_zone, catalog(), now());
      await keepLink(store, { secret_hash: hashOf(secret), habit: id, day, expires_at: expires });
      return { path: `/check-in?secret=${secret}`, expiresAt: expires };
    },
    checkInBy: async (secret) => {
      const found = await store.db.transaction().execute(async (transaction) => {
        const used = await useLink(transaction, hashOf(secret), now());
        if (used === null) return null;
        await markDay(transaction, { ...used, at: now(), done: true });
        return { day: used.day, habit: await habitById(transaction, used.habit) };
      });
      if (found?.habit == null)
        throw new Problem("not_found", "This link was used before, or is too old.", {
          hint: "Open Sextant and check in there.",
        });
      await told(found.habit.owner, found.habit.id, "changed");
      return { title: found.habit.title, day: found.day };
    },
    remind: async () => {
      const done = await daysDone(store);
      let count = 0;
      for (const habit of await listHabits(store)) {
        if (habit.remind_at === undefined || habit.ended) continue;
        const zone = habit.time_zone ?? catalog().calendar.timeZone;
        const { hour, minute, dayNumber } = localParts(workspaceNow(catalog(), now()), zone);
        const [at = 0, past = 0] = habit.remind_at.split(":").map(Number);
        const today = dateOf(dayNumber);
        if (hour * 60 + minute < at * 60 + past) continue;
        if (!isDue(keptOf(habit, done.get(habit.id) ?? new Set(), today))) continue;
        if ((await readSetting(store.db, `reminded:${habit.id}`)) === today) continue;
        await writeSetting(store.db, `reminded:${habit.id}`, today);
        await told(habit.owner, habit.id, "due");
        count += 1;
      }
      return count;
    },
  };
};
