import type { Catalog } from "@sextant/model/definition/catalog";
import type { Kpi } from "@sextant/model/kpi/kpi";
import type { Direction } from "@sextant/model/metric/direction";
import { formatValue } from "@sextant/model/metric/format";
import type { Finding } from "@sextant/model/problem/finding";
import type { Observation } from "@sextant/model/series/observation";
import type { Judgement } from "@sextant/model/standing/judgement";
import { readTarget } from "@sextant/model/standing/read-target";
import { type Target, targetAt } from "@sextant/model/standing/target";
import type { Grain } from "@sextant/model/time/grain";
import { type RuleId, ruleOf } from "@sextant/semantic/check/rules";
import { forecast } from "@sextant/statistics/forecast/forecast";

/** Already met means this often of so many periods (K6). */
const metOf = { met: 11, of: 12 } as const;

/** A number that rose this often in a row without falling once is a total, or close to one. */
const risesNeeded = 12;

/** After how many periods something may repeat, by grain. */
const seasons: Record<Grain, readonly number[]> = { day: [7], week: [52], month: [12], quarter: [4], year: [] };

/** A forecast reaches at most so many periods: further on it says little. */
const farthest = 24;

interface Look {
  kpi: Kpi;
  direction: Direction;
  target: Target | null;
  /** Whole periods, ascending. */
  whole: readonly Observation[];
  now: number;
  write: (value: number) => string;
}

const finding = (rule: RuleId, kpi: string, message: string, hint: string): Finding => ({
  rule,
  severity: ruleOf(rule).severity,
  message,
  hint,
  subject: `kpi ${kpi}`,
});

const valuesOf = (observations: readonly Observation[]): number[] =>
  observations.flatMap(({ value }) => (value === null ? [] : [value]));

const measurable = ({ kpi, whole }: Look): Finding[] => {
  if (valuesOf(whole).length > 0) return [];
  const periods = whole.length === 0 ? "no period has been reported" : `none of ${whole.length} periods has a value`;
  const hint = "Look at the source, the filter and the mapping of its metric.";
  return [finding("lint/no-value", kpi.id, `It cannot be measured yet: ${periods}.`, hint)];
};

const isMet = (value: number, wanted: number, direction: Direction): boolean =>
  direction === "down_is_good" ? value <= wanted : value >= wanted;

const isOneSided = (direction: Direction): boolean => direction === "up_is_good" || direction === "down_is_good";

const alreadyMet = ({ kpi, direction, target, whole, now, write }: Look): Finding[] => {
  const wanted = target === null ? null : targetAt(target, now);
  const values = valuesOf(whole).slice(-metOf.of);
  if (wanted === null || !isOneSided(direction) || values.length < metOf.of) return [];
  const met = values.filter((value) => isMet(value, wanted, direction)).length;
  if (met < metOf.met) return [];
  const message = `The target ${write(wanted)} was already met in ${met} of the last ${metOf.of} periods.`;
  const hint = "Aim higher, or keep the number as a guardrail and choose another aim.";
  return [finding("lint/already-met", kpi.id, message, hint)];
};

/** How many periods from the last whole one to the instant. */
const stepsTo = (at: number, whole: readonly Observation[]): number => {
  const last = whole.at(-1);
  return last === undefined ? 0 : Math.round((at - last.end) / (last.end - last.start));
};

const outOfReach = ({ kpi, direction, target, whole, write }: Look): Finding[] => {
  if (target === null || !isOneSided(direction)) return [];
  const goal = target.kind === "curve" ? target.points.at(-1) : { at: null, value: target.value };
  if (goal === undefined) return [];
  const horizon = goal.at === null ? 1 : stepsTo(goal.at, whole);
  if (horizon < 1 || horizon > farthest) return [];
  const series = whole.map(({ value }) => value);
  const answer = forecast({ series, periods: seasons[kpi.grain], horizon, domain: { lower: null, upper: null } });
  const expected = answer.kind === "forecast" ? answer.expected[horizon - 1] : undefined;
  if (expected === undefined) return [];
  const { lower, upper } = expected.within95;
  const unreachable = direction === "up_is_good" ? goal.value > upper : goal.value < lower;
  if (!unreachable) return [];
  const when = goal.at === null ? "the next period" : "its date";
  const message = `The target ${write(goal.value)} lies outside the 95 % band of the forecast for ${when}: ${write(lower)} to ${write(upper)}.`;
  const hint = "Say what will change that the past does not show, move the date, or set a step on the way.";
  return [finding("lint/out-of-reach", kpi.id, message, hint)];
};

const onlyRises = ({ kpi, whole }: Look): Finding[] => {
  const values = valuesOf(whole);
  const last = values.slice(-risesNeeded - 1);
  if (last.length <= risesNeeded) return [];
  const rises = last.every((value, index) => index === 0 || value > (last[index - 1] ?? value));
  if (!rises) return [];
  const message = `It rose in each of the last ${risesNeeded} periods: it may only ever rise.`;
  const hint = "If it adds up everything so far, look at what was gained in the period, or at a rate.";
  return [finding("lint/only-rises", kpi.id, message, hint)];
};

const targetOver = ({ kpi, target, now }: Look): Finding[] => {
  const last = target?.kind === "curve" ? target.points.at(-1) : undefined;
  if (last === undefined || last.at > now) return [];
  const day = new Intl.DateTimeFormat("en-CA", { timeZone: "UTC" }).format(last.at - 1);
  return [
    finding(
      "lint/target-over",
      kpi.id,
      `The last date of its target, ${day}, has passed.`,
      "Set the next target, or say that the KPI is done.",
    ),
  ];
};

/** What the numbers say about a KPI's definition: whether it is measurable, achievable, time-bound and no total (K6). */
const lookAt = (look: Look): Finding[] => [
  ...measurable(look),
  ...targetOver(look),
  ...alreadyMet(look),
  ...outOfReach(look),
  ...onlyRises(look),
];

/** What past values and the clock say about the definitions of KPIs in force (K6); `at` is the workspace's now, epoch ms. */
export const lintNumbers = (
  catalog: Catalog,
  { at, judgements }: { at: number; judgements: readonly Judgement[] },
): Finding[] =>
  judgements.flatMap(({ kpi: id, observations }): Finding[] => {
    const kpi = catalog.kpis.get(id);
    const metric = kpi === undefined ? undefined : catalog.metrics.get(kpi.metric);
    const unit = metric === undefined ? undefined : catalog.units.get(metric.unit);
    if (kpi === undefined || metric === undefined || unit === undefined) return [];
    if (kpi.state === "deprecated" || kpi.state === "archived") return [];
    const { target } =
      kpi.target === undefined ? { target: null } : readTarget(kpi.target, unit, catalog.calendar.timeZone);
    const whole = observations.filter(({ current }) => !current);
    const write = (value: number): string => formatValue(value, unit);
    return lookAt({ kpi, direction: metric.direction, target, whole, now: at, write });
  });
