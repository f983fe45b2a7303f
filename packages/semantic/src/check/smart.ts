import type { Catalog } from "@sextant/model/definition/catalog";
import type { Kpi } from "@sextant/model/kpi/kpi";
import { type Metric, traitsOf } from "@sextant/model/metric/metric";
import type { Grain } from "@sextant/model/time/grain";
import { readLength } from "@sextant/model/time/interval";
import { parseExpression } from "../expression/parse.ts";
import type { Expression } from "../expression/tree.ts";
import type { Fault } from "../kinds/kind.ts";
import { about, type Check, type DefinitionFault } from "./draft.ts";

const isActive = ({ state }: Kpi): boolean => state === "proposed" || state === "approved";

const reviewDays: Record<NonNullable<Kpi["cadence"]>, number> = {
  daily: 1,
  weekly: 7,
  biweekly: 14,
  monthly: 28,
  quarterly: 90,
};
const grainDays: Record<Grain, number> = { day: 1, week: 7, month: 28, quarter: 90, year: 365 };

/** How many reviews one value may serve: a week is looked at daily while it fills, a month every few days. */
const mostReviews = 10;

/** Fewer periods show no trend. */
const fewestPeriods = 6;

const wordsOf = (text: string): string => (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(" ");

const specific = (metric: Metric): Fault[] =>
  metric.unit === "number"
    ? [
        {
          rule: "lint/no-unit",
          message: `Its metric \`${metric.id}\` has no unit.`,
          hint: "Give the metric `unit: count`, `percent`, `hours` …; keep `number` only for a score.",
          path: ["metric"],
        },
      ]
    : [];

const relevant = ({ objective, label }: Kpi, metric: Metric): Fault[] => {
  if (objective === undefined) return [];
  const said = wordsOf(objective);
  if (![metric.label, label ?? ""].some((name) => name !== "" && wordsOf(name) === said)) return [];
  const hint = "Say in one sentence what gets better for whom when it is green.";
  return [
    { rule: "lint/objective-repeats-name", message: "The objective only repeats the name.", hint, path: ["objective"] },
  ];
};

const timeBound = ({ cadence, grain, window }: Kpi): Fault[] => {
  const faults: Fault[] = [];
  if (cadence !== undefined && reviewDays[cadence] * mostReviews <= grainDays[grain]) {
    const hint = `Review it at most ${grain === "day" ? "daily" : `once a ${grain}`}, or judge it by a shorter grain.`;
    const message = `It is reviewed ${cadence} but gets one value per ${grain}: most reviews see the same number.`;
    faults.push({ rule: "lint/reviewed-too-often", message, hint, path: ["cadence"] });
  }
  if (window < fewestPeriods) {
    const message = `A window of ${window} ${window === 1 ? "period shows" : "periods show"} no trend.`;
    faults.push({ rule: "lint/short-window", message, hint: "Raise `window` to twelve or more.", path: ["window"] });
  }
  return faults;
};

/** Whether a metric counts acts: it adds up over time and is a plain number of things, not money. */
const isActivity = (metric: Metric | undefined): boolean =>
  metric !== undefined &&
  metric.direction === "up_is_good" &&
  traitsOf(metric).rollup === "sum" &&
  (metric.unit === "count" || metric.unit === "number");

const guarded = (kpi: Kpi, metric: Metric, { kpis, metrics }: Catalog): Fault[] => {
  const guardrails = kpi.guardrails.flatMap((id, index) => {
    const guard = kpis.get(id);
    return guard === undefined || id === kpi.id ? [] : [{ guard, path: ["guardrails", index] as const }];
  });
  const retired = guardrails
    .filter(({ guard }) => !isActive(guard))
    .map(({ guard, path }): Fault => {
      const message = `Its guardrail \`${guard.id}\` is ${guard.state}.`;
      return { rule: "lint/guardrail-not-in-force", message, hint: "Approve it, or name another guardrail.", path };
    });
  const same = guardrails
    .filter(({ guard }) => guard.metric === kpi.metric)
    .map(({ guard, path }): Fault => {
      const message = `Its guardrail \`${guard.id}\` looks at the same metric, so it guards nothing.`;
      const hint = "Name a KPI that gets worse when this one is pushed the wrong way.";
      return { rule: "lint/guardrail-same-number", message, hint, path };
    });
  const paired = guardrails.some(({ guard }) => !isActivity(metrics.get(guard.metric)));
  if (!isActivity(metric) || guardrails.length === 0 || paired) return [...retired, ...same];
  const hint = "Add a guardrail that says how well it was done: satisfaction, an error rate, what came of it.";
  const message = "It counts activity, and so do all of its guardrails: doing more of it badly looks good.";
  return [...retired, ...same, { rule: "lint/activity-unpaired", message, hint, path: ["guardrails"] }];
};

const yearOfDays = 365;

const daysOf = (text: string): number => {
  const length = readLength(text);
  if (length === null) return 0;
  return length.count * grainDays[length.unit];
};

const everCounted = (metric: Metric): Fault[] => {
  if (metric.kind !== "snapshot" || metric.where !== undefined || metric.carry_forward === undefined) return [];
  const counts = metric.expression === undefined || metric.aggregation === "count";
  if (!counts || daysOf(metric.carry_forward) < yearOfDays) return [];
  const message = `Its metric \`${metric.id}\` counts everyone who ever was there: it can only rise.`;
  const hint = "Count who is there now (`where: active`), or who came in the period.";
  return [{ rule: "lint/total-ever", message, hint, path: ["metric"] }];
};

/** KPIs are specific, relevant, time-bound, guarded by something else, and no totals ever (K6). */
export const checkSmart: Check = ({ catalog }) =>
  [...catalog.kpis.values()].filter(isActive).flatMap((kpi) => {
    const metric = catalog.metrics.get(kpi.metric);
    if (metric === undefined) return [];
    return about("kpi", kpi.id, [
      ...specific(metric),
      ...relevant(kpi, metric),
      ...timeBound(kpi),
      ...guarded(kpi, metric, catalog),
      ...everCounted(metric),
    ]);
  });

/** The unit of a formula as far as sums need it; null where it is not known. */
const unitIn = (node: Expression, metrics: Catalog["metrics"], faults: Fault[]): string | null => {
  if (node.kind === "name") {
    const unit = metrics.get(node.name)?.unit;
    return unit === undefined || unit === "number" || unit === "ratio" ? null : unit;
  }
  if (node.kind === "negative") return unitIn(node.operand, metrics, faults);
  if (node.kind !== "arithmetic") return null;
  const [left, right] = [unitIn(node.left, metrics, faults), unitIn(node.right, metrics, faults)];
  if (node.operator !== "+" && node.operator !== "-") return null;
  if (left === null || right === null) return left ?? right;
  if (left === right) return left;
  const message = `An amount in ${left} is ${node.operator === "+" ? "added to" : "compared by subtraction with"} one in ${right}.`;
  const hint = "Convert one of them first, or keep two metrics.";
  faults.push({ rule: "lint/mixed-units", message, hint, path: ["expression"], span: node.at });
  return null;
};

/** Formulas add up amounts of one unit (K6). */
export const checkUnits: Check = ({ catalog }) =>
  [...catalog.metrics.values()].flatMap((metric): DefinitionFault[] => {
    if (metric.kind !== "derived") return [];
    const { tree } = parseExpression(String(metric.expression));
    const faults: Fault[] = [];
    if (tree !== null) unitIn(tree, catalog.metrics, faults);
    return about("metric", metric.id, faults);
  });
