import { z } from "zod";

const lineKinds = ["intervention", "habit", "action", "task"] as const;
export const lineStates = ["proposed", "accepted", "deferred", "done"] as const;
export type LineState = (typeof lineStates)[number];

/** Something a person could do today, with the four things it is ranked by (P4). */
export interface Candidate {
  /** The same thing has the same key every day: `habit:…`, `intervention:…`, `action:…`. */
  key: string;
  kind: (typeof lineKinds)[number];
  title: string;
  kpi: { id: string; label: string } | null;
  /** How far the KPI is off, 0 to 1, with the words for it. */
  gap: { size: number; words: string };
  /** How surely doing it moves the KPI, 0 to 1, with the words for it. */
  link: { size: number; words: string };
  /** How soon it has to be done, above 0; 1 is today. */
  urgency: { size: number; words: string };
  /** Hours it takes. */
  effort: number;
}

export const planLineSchema = z.object({
  key: z.string(),
  kind: z.enum(lineKinds),
  title: z.string(),
  kpi: z.object({ id: z.string(), label: z.string() }).nullable(),
  /** Why it is here, in words. */
  reason: z.string(),
  /** Gap × link × urgency ÷ effort. */
  score: z.number(),
  state: z.enum(lineStates),
  /** Days it has been carried over. */
  carried: z.number(),
});
export type PlanLine = z.infer<typeof planLineSchema>;

export const planSchema = z.object({ day: z.iso.date(), lines: z.array(planLineSchema) });
export type Plan = z.infer<typeof planSchema>;

/** A plan of more lines is a list, not a plan. */
const mostLines = 5;

/** Least effort that counts, hours: what takes no time would be divided by nothing. */
const leastEffort = 0.1;

const scoreOf = ({ gap, link, urgency, effort }: Candidate): number =>
  (gap.size * link.size * urgency.size) / Math.max(leastEffort, effort);

const hours = (effort: number): string => (effort < 1 ? `${Math.round(effort * 60)} min` : `${effort} h`);

const reasonOf = (candidate: Candidate, carried: number): string => {
  const { gap, link, urgency, effort } = candidate;
  const again = carried === 0 ? [] : [`carried over ${carried} ${carried === 1 ? "day" : "days"}`];
  return [gap.words, link.words, urgency.words, hours(effort), ...again].filter((words) => words !== "").join(" · ");
};

/** How many days a line of the last plan is carried over into this one. */
const carriedFrom = (key: string, last: Plan | null): number => {
  const before = last?.lines.find((line) => line.key === key);
  return before === undefined || before.state === "done" || before.state === "proposed" ? 0 : before.carried + 1;
};

/** Whether something stands in the plan for what was taken on: what a person accepted or put off comes first. */
const isTakenOn = (key: string, last: Plan | null): boolean => carriedFrom(key, last) > 0;

/**
 * The plan of a day: at most five lines, those that were taken on before and are still open first, then by gap × link × urgency ÷
 * effort, then by key, so that the same facts give the same plan.
 */
export const planOf = (day: string, candidates: readonly Candidate[], last: Plan | null): Plan => {
  const ranked = candidates
    .map((candidate) => ({ candidate, score: scoreOf(candidate), first: isTakenOn(candidate.key, last) }))
    .filter(({ score, first }) => first || score > 0)
    .sort(
      (a, b) => Number(b.first) - Number(a.first) || b.score - a.score || (a.candidate.key < b.candidate.key ? -1 : 1),
    );
  return {
    day,
    lines: ranked.slice(0, mostLines).map(({ candidate, score }) => {
      const { key, kind, title, kpi } = candidate;
      const carried = carriedFrom(key, last);
      return { key, kind, title, kpi, reason: reasonOf(candidate, carried), score, state: "proposed", carried };
    }),
  };
};

/** A plan with the state of one line changed; null when it has no such line. */
export const withState = (plan: Plan, key: string, state: LineState): Plan | null =>
  plan.lines.some((line) => line.key === key)
    ? { ...plan, lines: plan.lines.map((line) => (line.key === key ? { ...line, state } : line)) }
    : null;
