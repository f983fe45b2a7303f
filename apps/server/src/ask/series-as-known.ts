import type { AskAnswer } from "@sextant/model/api/answers/ask";
import { unitOf } from "@sextant/model/metric/unit-of";
import { Problem } from "@sextant/model/problem/problem";
import { checkKept, checkWhole, gatherKnown } from "./as-known.ts";
import type { AskQuestion } from "./ask.ts";
import { firstOf, type Gathering } from "./gather.ts";
import { spansWithin } from "./range.ts";
import { deltaOf, readNames } from "./series.ts";
import { watermarkOf } from "./standings.ts";

/** Series of KPIs as they were known at the moment's instant; periods not known then are absent. Throws invalid_request. */
export const answerKnownSeries = async (gathering: Gathering, question: AskQuestion): Promise<AskAnswer> => {
  const { moment } = gathering;
  const { catalog, now, known } = moment;
  checkWhole(question);
  if (question.metrics.length > 0)
    throw new Problem("invalid_request", "What was known is kept of KPIs, not of metrics.", {
      hint: 'Ask for the KPI on the metric, or leave "known" out.',
    });
  const asked = readNames(question, catalog).flatMap(({ kpi }) => kpi ?? []);
  const grain = question.grain ?? asked[0]?.kpi.grain ?? "week";
  const answer = await gatherKnown(gathering, question.kpis);
  for (const { kpi } of asked) checkKept(kpi, grain, answer);
  const metrics = asked.map(({ metric }) => metric.id);
  const spans = spansWithin(
    { from: question.from, to: question.to, grain, window: asked[0]?.kpi.window ?? 1 },
    now,
    firstOf(metrics, moment),
    catalog.calendar,
  );
  const within = new Set(spans.map((span) => span.key));
  const series = asked.map((resolved) => {
    const { kpi, metric, label } = resolved;
    const all = answer.gathered.get(grain)?.observations.get(metric.id) ?? [];
    const observations = all.filter(({ periodKey }) => within.has(periodKey));
    const watermark = watermarkOf(resolved, moment);
    const context = { compare: question.compare, elapsed: undefined, grain, moment, watermark };
    const line = { metric: metric.id, kpi: resolved };
    const deltas = question.compare === undefined ? [] : observations.map((one) => deltaOf(one, all, line, context));
    return {
      metric: metric.id,
      kpi: kpi.id,
      label,
      unit: unitOf(metric, catalog),
      slice: [],
      observations,
      nowcast: null,
      deltas,
    };
  });
  return { now, known, grain, by: [], series, omitted: 0, receipt: answer.kept.receipt };
};
