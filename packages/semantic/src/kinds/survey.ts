import type { SimpleMetric } from "@sextant/model/metric/kinds/simple";
import type { SurveyMeasure, SurveyMetric } from "@sextant/model/metric/kinds/survey";
import type { Metric } from "@sextant/model/metric/metric";
import type { Scope, ValueType } from "../expression/tree.ts";
import { conditionsOf } from "../plan/condition.ts";
import type { Aggregate, Formula, Planned, Term } from "../plan/plan.ts";
import { columnScope } from "../plan/scope.ts";
import { readTerm } from "../plan/term.ts";
import type { Fault, Kind, Known, Planner, WrittenExpression } from "./kind.ts";
import { planSimple } from "./simple.ts";

/** Answers of 9 and 10 promote, of 0 to 6 detract (Reichheld, Harvard Business Review, December 2003). */
const promotes = 9;
const detracts = 6;

const scaleOf = ({ scale, instrument }: SurveyMetric): { min: number; max: number } =>
  scale ?? (instrument === "nps" ? { min: 0, max: 10 } : { min: 1, max: 5 });

const satisfiedFrom = ({ satisfied_from = 4 }: SurveyMetric): number => satisfied_from;

/** A term over the answer, whose text has been checked alone. */
const termOf = (text: string, scope: Scope, expected: ValueType): Term => {
  const { term } = readTerm(text, scope, expected);
  if (term === null) throw new Error(`The expression ${text} has not been checked.`);
  return term;
};

/** Conditions on the answer `score` by measure; the score itself counts all answers. */
const among: Partial<Record<SurveyMeasure, string>> = {
  promoters: `score >= ${promotes}`,
  passives: `score > ${detracts} and score < ${promotes}`,
  detractors: `score <= ${detracts}`,
};

/** What an answer is worth in the mean that is the score. */
const worthOf = (metric: SurveyMetric, answer: string): string => {
  if (metric.instrument === "likert") return answer;
  if (metric.instrument === "csat") return `case when ${answer} >= (${satisfiedFrom(metric)}) then 1 else 0 end`;
  return `case when ${answer} >= ${promotes} then 100 when ${answer} <= ${detracts} then -100 else 0 end`;
};

const invitedOf = ({ invited = "" }: SurveyMetric, metrics: ReadonlyMap<string, Metric>): SimpleMetric | null => {
  const metric = metrics.get(invited);
  return metric?.kind === "simple" ? metric : null;
};

const planSurvey = (metric: SurveyMetric, planner: Planner): Planned => {
  const { datasets } = planner.catalog;
  const dataset = datasets.get(metric.dataset);
  if (dataset === undefined) throw new Error(`The dataset ${metric.dataset} of a checked metric is missing.`);
  const scope = columnScope(dataset, datasets);
  const answer = `(${String(metric.score)})`;
  const { min, max } = scaleOf(metric);
  const counted = termOf(`${answer} between (${min}) and (${max})`, scope, "boolean");
  const filters = [...conditionsOf(metric.where, dataset, datasets), counted];
  const slot = (aggregate: Aggregate, more: Term[] = []): Formula =>
    planner.slot(metric.dataset, aggregate, [...filters, ...more]);
  const responses = slot({ kind: "count" });
  const { measure } = metric;
  if (measure === "score") {
    const total = slot({ kind: "sum", of: termOf(worthOf(metric, answer), scope, "number") });
    const value: Formula = { kind: "quotient", over: total, under: responses };
    return { value, numerator: total, denominator: responses, sample: responses, level: 0, empty: null };
  }
  const invited = measure === "response_rate" ? invitedOf(metric, planner.catalog.metrics) : null;
  if (invited !== null) {
    const asked = planSimple(invited, [], planner);
    const value: Formula = { kind: "quotient", over: responses, under: asked.value };
    return { value, numerator: responses, denominator: asked.value, sample: asked.sample, level: 0, empty: null };
  }
  const condition = among[measure]?.replaceAll("score", () => answer);
  const value = condition === undefined ? responses : slot({ kind: "count" }, [termOf(condition, scope, "boolean")]);
  const nothing: Formula = { kind: "nothing" };
  return { value, numerator: nothing, denominator: nothing, sample: responses, level: 0, empty: 0 };
};

const checkScale = (metric: SurveyMetric): Fault[] => {
  const { min, max } = scaleOf(metric);
  const fault = (message: string, hint: string, path: string): Fault[] => [
    { rule: "metric/survey-scale", message, hint, path: [path] },
  ];
  if (min >= max) return fault(`The scale goes from ${min} to ${max}.`, "Give min below max.", "scale");
  if (metric.instrument === "nps" && (max !== 10 || min < 0 || min > 1)) {
    const hint = "Take `scale` out, or ask with instrument csat or likert.";
    return fault("Promoters and detractors are defined on answers from 0 to 10.", hint, "scale");
  }
  const from = satisfiedFrom(metric);
  if (metric.instrument === "csat" && (from <= min || from > max)) {
    const message = `Answers go from ${min} to ${max}; satisfied from ${from} tells none of them apart.`;
    return fault(
      message,
      "Give `satisfied_from` within the scale.",
      metric.satisfied_from === undefined ? "scale" : "satisfied_from",
    );
  }
  if (metric.instrument === "csat" || metric.satisfied_from === undefined) return [];
  return fault(`${metric.instrument} knows no satisfied answers.`, "Take it out, or use csat.", "satisfied_from");
};

const checkMeasure = (metric: SurveyMetric, known: Known): Fault[] => {
  const { measure, instrument, invited } = metric;
  const fault = (message: string, hint: string, path: string): Fault[] => [
    { rule: "metric/survey-measure", message, hint, path: [path] },
  ];
  if (among[measure] !== undefined && instrument !== "nps") {
    return fault(
      `${instrument} has no ${measure}.`,
      "Write `instrument: nps`, or ask for score or responses.",
      "measure",
    );
  }
  if (measure !== "response_rate") {
    return invited === undefined ? [] : fault(`${measure} needs no invited.`, "Take it out.", "invited");
  }
  if (invited === undefined)
    return fault("A rate of how many?", "Name the metric that counts who was asked.", "measure");
  const metricAsked = known.catalog.metrics.get(invited);
  if (metricAsked === undefined) return [];
  const counts = metricAsked.kind === "simple" && known.traits(metricAsked).emptyMeans === "zero";
  return counts
    ? []
    : fault(`\`${invited}\` is no simple count or sum.`, "Name one that counts who was asked.", "invited");
};

const scoreNames = { nps: "the Net Promoter Score", csat: "the share of satisfied answers", likert: "the mean answer" };

const inWords = (metric: SurveyMetric, catalog: Known["catalog"]): string => {
  const dataset = catalog.datasets.get(metric.dataset)?.label ?? metric.dataset;
  const { min, max } = scaleOf(metric);
  const answers = `${String(metric.score)} from ${min} to ${max} in ${dataset}`;
  const where = metric.where === undefined ? "" : ` where ${String(metric.where)}`;
  if (metric.measure === "response_rate") {
    const invited = catalog.metrics.get(metric.invited ?? "")?.label ?? metric.invited;
    return `answers (${answers}${where}) ÷ ${invited}`;
  }
  if (metric.measure !== "score") return `the number of ${metric.measure} by ${answers}${where}`;
  const from = metric.instrument === "csat" ? `, from ${satisfiedFrom(metric)} up` : "";
  return `${scoreNames[metric.instrument]} of ${answers}${from}${where}`;
};

/** Answers on a scale: a score, and the counts behind it. */
export const survey: Kind<SurveyMetric> = {
  expressions: (metric, { catalog }) => {
    const dataset = catalog.datasets.get(metric.dataset);
    const scope = dataset === undefined ? null : columnScope(dataset, catalog.datasets);
    const answer: WrittenExpression = { path: ["score"], text: metric.score, scope, expected: "number" };
    if (metric.where === undefined) return [answer];
    return [answer, { path: ["where"], text: metric.where, scope, expected: "boolean" }];
  },
  references: ({ invited }) => (invited === undefined ? [] : [{ metric: invited, path: ["invited"] }]),
  builtOn: ({ invited }) => (invited === undefined ? [] : [invited]),
  datasets: (metric) => [{ dataset: metric.dataset, path: ["dataset"] }],
  check: (metric, known) => [...checkScale(metric), ...checkMeasure(metric, known)],
  plan: planSurvey,
  words: inWords,
  code: (metric) => {
    const where = metric.where === undefined ? "" : ` where ${String(metric.where)}`;
    const rate = metric.measure === "response_rate" ? ` / ${metric.invited}` : "";
    return `${metric.instrument}.${metric.measure}(${String(metric.score)}) from ${metric.dataset}${where}${rate}`;
  },
};
