import type { Catalog } from "@sextant/model/definition/catalog";
import type { Kpi } from "@sextant/model/kpi/kpi";
import type { KeptHabit } from "@sextant/model/practice/habit";
import type { Me } from "@sextant/model/practice/me";
import { type Candidate, type Plan, planOf, withState } from "@sextant/model/practice/plan";
import { dayOf } from "@sextant/model/practice/streak";
import { Problem } from "@sextant/model/problem/problem";
import type { Status } from "@sextant/model/standing/status";
import { workspaceNow } from "@sextant/model/workspace/now";
import { keepPlans, newestPlans, planOn } from "../store/day-plan.ts";
import { daysDone, listHabits } from "../store/habit.ts";
import { type KeptIntervention, listInterventions } from "../store/intervention.ts";
import { readSetting, writeSetting } from "../store/setting.ts";
import { allStandings, type KeptStanding } from "../store/standing.ts";
import { seenBy, shownHabit, todayOf } from "./habits.ts";
import { localPerson, type Personal } from "./personal.ts";
import { nameOf, type PracticeServices } from "./services.ts";

/** How far a KPI of a status is off; what is unknown may be off, and what is green can slip. */
const gaps: Record<Status, number> = { red: 1, yellow: 0.6, unknown: 0.3, green: 0.1 };

/** How surely an act moves its KPI: a bet with an owner and a verdict to come, a KPI's own action, a habit that is believed in. */
const links = { intervention: 0.8, action: 0.5, habit: 0.4, aimless: 0.2 } as const;

/** Hours an act takes when nobody says; a guess, and the same for all. */
const usualEffort = { intervention: 2, action: 1 } as const;

/** Interventions that are looked at; more open ones than this nobody has. */
const most = 100_000;

/** Everything plans of people are made of, read once. */
interface Facts {
  catalog: Catalog;
  clock: number;
  standings: ReadonlyMap<string, KeptStanding>;
  interventions: ReadonlyMap<string, readonly KeptIntervention[]>;
  habits: ReadonlyMap<string, readonly KeptHabit[]>;
  done: ReadonlyMap<string, ReadonlySet<string>>;
  /** KPIs in force by owner. */
  kpis: ReadonlyMap<string, readonly Kpi[]>;
}

const labelOf = (kpi: Kpi, catalog: Catalog): string => kpi.label ?? catalog.metrics.get(kpi.metric)?.label ?? kpi.id;

const isInForce = ({ state }: Kpi): boolean => state === "approved" || state === "deprecated";

const kpisOf = (person: string, { kpis }: Facts): readonly Kpi[] =>
  person === localPerson
    ? [...kpis.values()].flat().filter(({ level }) => level === "person")
    : (kpis.get(person) ?? []);

const statusOf = (kpi: Kpi, { standings }: Facts): Status =>
  standings.get(`${kpi.id} ${kpi.grain}`)?.standing.status ?? "unknown";

const aimOf = (kpi: Kpi | undefined, facts: Facts): Pick<Candidate, "kpi" | "gap"> =>
  kpi === undefined
    ? { kpi: null, gap: { size: gaps.green, words: "" } }
    : {
        kpi: { id: kpi.id, label: labelOf(kpi, facts.catalog) },
        gap: { size: gaps[statusOf(kpi, facts)], words: `${labelOf(kpi, facts.catalog)} is ${statusOf(kpi, facts)}` },
      };

/** 1 on the day something is due, less before it, up to 2 when it is a week late. */
const urgencyOf = (due: string, today: string): Candidate["urgency"] => {
  const left = dayOf(due) - dayOf(today);
  if (left < 0) return { size: 1 + Math.min(1, -left / 7), words: `${-left} days overdue` };
  return { size: 1 / (1 + left / 7), words: left === 0 ? "due today" : `due ${due}` };
};

const interventionsFor = (person: string, facts: Facts): readonly KeptIntervention[] =>
  (person === localPerson ? [...facts.interventions.values()].flat() : (facts.interventions.get(person) ?? [])).filter(
    ({ state, kpi }) => (state === "planned" || state === "running") && seenBy(person, facts.catalog).kpis.has(kpi),
  );

const candidatesOf = (person: string, today: string, facts: Facts): Candidate[] => {
  const { catalog, clock } = facts;
  const bets = interventionsFor(person, facts).map(
    ({ id, title, kpi, due }): Candidate => ({
      ...{ key: `intervention:${id}`, kind: "intervention", title, ...aimOf(catalog.kpis.get(kpi), facts) },
      ...{ link: { size: links.intervention, words: "a bet of yours" }, urgency: urgencyOf(due, today) },
      effort: usualEffort.intervention,
    }),
  );
  const actions = kpisOf(person, facts)
    .filter((kpi) => statusOf(kpi, facts) === "red" && kpi.action_when_red !== undefined)
    .map(
      (kpi): Candidate => ({
        ...{ key: `action:${kpi.id}`, kind: "action", title: kpi.action_when_red ?? "", ...aimOf(kpi, facts) },
        ...{ link: { size: links.action, words: "what you said you would do" }, urgency: { size: 1, words: "" } },
        effort: usualEffort.action,
      }),
    );
  const due = (facts.habits.get(person) ?? [])
    .filter(({ ended }) => !ended)
    .map((habit) => shownHabit(habit, facts.done.get(habit.id) ?? new Set(), catalog, clock))
    .filter((habit) => habit.due)
    .map((habit): Candidate => {
      const kpi = habit.kpi === undefined ? undefined : seenBy(person, catalog).kpis.get(habit.kpi);
      const streak = habit.streak.length === 0 ? "" : `streak of ${habit.streak.length} ${habit.streak.unit}`;
      return {
        ...{ key: `habit:${habit.id}`, kind: "habit", title: habit.title, ...aimOf(kpi, facts) },
        link: {
          size: kpi === undefined ? links.aimless : links.habit,
          words: kpi === undefined ? "" : "believed to lead it",
        },
        ...{ urgency: { size: 1, words: streak }, effort: habit.effort },
      };
    });
  return [...bets, ...actions, ...due];
};

/** Plans of days, and what a person sees of theirs. */
export const plansOf = ({
  store,
  feed,
  definitions,
  now,
}: PracticeServices): Pick<Personal, "me" | "changePlan" | "looked" | "buildPlans"> => {
  const factsFor = async (person?: string): Promise<Facts> => {
    const { catalog } = definitions.state();
    const owner = person === localPerson ? undefined : person;
    return {
      ...{ catalog, clock: now(), standings: await allStandings(store), done: await daysDone(store, person) },
      interventions: Map.groupBy(await listInterventions(store, { owner, limit: most }), (one) => one.owner),
      habits: Map.groupBy(await listHabits(store, person), (habit) => habit.owner),
      kpis: Map.groupBy([...catalog.kpis.values()].filter(isInForce), ({ owner: whose = "" }) => whose),
    };
  };
  /** A plan is made once a day; what was done since is done in it, too. */
  const fresh = (person: string, today: string, last: Plan | null, facts: Facts): Plan => {
    if (last?.day !== today) return planOf(today, candidatesOf(person, today, facts), last);
    const isDone = (key: string): boolean => facts.done.get(key.replace("habit:", ""))?.has(today) ?? false;
    return {
      ...last,
      lines: last.lines.map((line) => (line.kind === "habit" && isDone(line.key) ? { ...line, state: "done" } : line)),
    };
  };
  const planFor = async (person: string, facts: Facts): Promise<Plan> => {
    const today = todayOf(undefined, facts.catalog, facts.clock);
    const last = await planOn(store, person, today);
    const plan = fresh(person, today, last, facts);
    if (last?.day !== today) await keepPlans(store, [{ person, plan }]);
    return plan;
  };
  const lookedAt = async (person: string): Promise<number | null> => {
    const text = await readSetting(store.db, `looked:${person}`);
    return text === null ? null : Number(text);
  };
  return {
    me: async (person) => {
      const facts = await factsFor(person);
      const { catalog, clock } = facts;
      const seen = await lookedAt(person);
      const plan = await planFor(person, facts);
      const habits = (facts.habits.get(person) ?? []).filter(({ ended }) => !ended);
      const mine: Me["kpis"] = kpisOf(person, facts)
        .filter(({ id }) => seenBy(person, catalog).kpis.has(id))
        .map((kpi) => {
          const kept = facts.standings.get(`${kpi.id} ${kpi.grain}`);
          return {
            ...{ id: kpi.id, label: labelOf(kpi, catalog), level: kpi.level, status: statusOf(kpi, facts) },
            sentence: kept?.standing.sentence ?? "It has not been judged yet.",
            changed: kept !== undefined && kept.at > (seen ?? Number.NEGATIVE_INFINITY),
          };
        });
      return {
        ...{ person, label: person === localPerson ? "You" : nameOf(catalog, person) },
        ...{ now: workspaceNow(catalog, clock), plan, lookedAt: seen, kpis: mine },
        habits: habits.map((habit) => shownHabit(habit, facts.done.get(habit.id) ?? new Set(), catalog, clock)),
        overdue: interventionsFor(person, facts)
          .filter(({ due }) => due < plan.day)
          .map(({ id, title, kpi, due }) => ({ id, title, kpi, due })),
      };
    },
    changePlan: async (person, key, state) => {
      const plan = withState(await planFor(person, await factsFor(person)), key, state);
      if (plan === null) throw new Problem("not_found", "Today's plan has no such line.");
      await keepPlans(store, [{ person, plan }]);
      await feed.append({ type: "personal", person, habit: null, what: "changed" });
      return plan;
    },
    looked: async (person) =>
      writeSetting(store.db, `looked:${person}`, String(workspaceNow(definitions.state().catalog, now()))),
    buildPlans: async () => {
      const facts = await factsFor();
      const today = todayOf(undefined, facts.catalog, facts.clock);
      const last = await newestPlans(store, today);
      const missing = [...facts.catalog.people.keys()].filter((person) => last.get(person)?.day !== today);
      const plans = missing
        .map((person) => ({ person, plan: fresh(person, today, last.get(person) ?? null, facts) }))
        .filter(({ plan }) => plan.lines.length > 0);
      await keepPlans(store, plans);
      return plans.length;
    },
  };
};
