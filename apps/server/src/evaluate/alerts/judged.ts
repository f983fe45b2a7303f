import type { AlertRule } from "@sextant/model/alert/rule";
import { type Verdict, verdictOf } from "@sextant/model/alert/verdict";
import type { Observation } from "@sextant/model/series/observation";
import type { Judgement } from "@sextant/model/standing/judgement";
import { discoveries } from "@sextant/statistics/compare/false-discovery";
import { factsOf, type Held, inputsOf, type ReadRule, readRule } from "./facts.ts";
import type { AlertMoment, RuleSeries } from "./moment.ts";

/** What a rule says of one of its instances; `slice` is empty for the whole. */
export interface Judged {
  slice: string;
  verdict: Verdict;
  inputs: Record<string, unknown>;
}

const broken = (sentence: string): Judged[] => [
  { slice: "", verdict: { kind: "error", sentence, period: null }, inputs: {} },
];

/** A slice has no standing of its own: it is as known as its whole, and never better. */
const standingOfSlice = ({ standing }: Judgement): Judgement["standing"] =>
  standing.status === "unknown" ? standing : { ...standing, status: "green", reason: "ok", sentence: "" };

/** Slices with something to measure in the period judged; others say nothing. */
const isMeasured = (observations: readonly Observation[], periodKey: string | undefined): boolean =>
  observations.some((observation) => observation.periodKey === periodKey && observation.value !== null);

/**
 * Slices that look at chance are controlled together (A3): of those that fire, only the ones that are discoveries at the
 * rule's false-discovery rate among all slices do. A threshold is a fact about the value and needs no such control.
 */
const controlled = ({ condition, rule }: ReadRule, held: readonly { slice: string; held: Held }[]): Judged[] => {
  const isChance = condition.on === "signal" || condition.on === "change";
  const found = discoveries(
    held.map((one) => one.held.pValue ?? 1),
    rule.false_discovery,
  );
  return held.map((one, index): Judged => {
    const verdict = verdictOf(condition, one.held.facts);
    const inputs = inputsOf(condition, one.held);
    const isFound = !isChance || found[index] === true;
    if (verdict.kind !== "firing" || isFound) return { slice: one.slice, verdict, inputs };
    const sentence = `${verdict.sentence} Among ${held.length} slices that is no discovery.`;
    return { slice: one.slice, verdict: { ...verdict, kind: "clear", sentence }, inputs };
  });
};

const judgeSlices = (
  read: ReadRule,
  own: readonly RuleSeries[],
  judgement: Judgement,
  moment: AlertMoment,
): Judged[] => {
  const { calendar } = moment.catalog;
  const standing = standingOfSlice(judgement);
  const held = own
    .filter(({ observations }) => isMeasured(observations, standing.periodKey))
    .map(({ slice, observations, bases }) => {
      const series = { observations, bases, grain: judgement.grain, standing, calendar, age: null, drift: [] };
      return { slice, held: factsOf(read, series) };
    });
  return controlled(read, held);
};

/** What a rule says at an instant, of the whole KPI or of every slice; a rule that cannot be evaluated is broken (A2). */
export const judgeRule = (rule: AlertRule, judgement: Judgement | undefined, moment: AlertMoment): Judged[] => {
  const read = readRule(rule, moment.catalog);
  if (typeof read === "string") return broken(read);
  if (judgement === undefined) return broken(`The KPI ${rule.kpi} was not judged.`);
  const own = moment.series.get(rule.id);
  if (typeof own === "string") return broken(own);
  if (rule.by !== undefined) return judgeSlices(read, own ?? [], judgement, moment);
  const { standing, grain, observations } = judgement;
  const reasons = [`kpi:${rule.kpi}`, `metric:${read.metric.id}`].flatMap((key) => moment.drift.get(key) ?? []);
  const held = factsOf(read, {
    observations,
    bases: own?.[0]?.bases,
    grain,
    standing,
    calendar: moment.catalog.calendar,
    age: moment.ages.get(rule.kpi) ?? null,
    drift: [...new Set(reasons.map(({ sentence }) => sentence))],
  });
  return [{ slice: "", verdict: verdictOf(read.condition, held.facts), inputs: inputsOf(read.condition, held) }];
};
