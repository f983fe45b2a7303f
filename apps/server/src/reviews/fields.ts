import type { KpiAnswer } from "@sextant/model/api/answers/kpi";
import { traitsOf } from "@sextant/model/metric/metric";
import type { KeptReview } from "@sextant/model/practice/review";
import type { ReviewKpi } from "@sextant/model/practice/review-kpi";
import { concerns } from "@sextant/model/practice/scope";
import type { Observation } from "@sextant/model/series/observation";
import { wilsonInterval } from "@sextant/statistics/compare/wilson";
import { annotationsWithin } from "../store/annotation.ts";
import { latestDecisions } from "../store/decision.ts";
import { latestExpectations } from "../store/expectation.ts";
import { listInterventions } from "../store/intervention.ts";
import { signalsOf } from "../store/signal.ts";
import { slicesThatMoved } from "./moved.ts";
import { dayAt, labelOf, nameOf, type ReviewServices } from "./services.ts";
import { expectationSentence, outcomeSentence, unitOf } from "./words.ts";

/** Records of each kind shown for a KPI. */
const most = 10;

/** Periods of the short trend, beside the twelve months. */
const months = 12;

type Written = Pick<ReviewKpi, "expectations" | "interventions" | "decisions">;

/** What people wrote about a KPI; it stays when the KPI is none any more. */
const writtenAbout = async (kpi: string, { store, definitions }: ReviewServices): Promise<Written> => {
  const { catalog } = definitions.state();
  const unit = unitOf(catalog, kpi);
  const acts = (await listInterventions(store, { kpi, limit: 2000 })).filter(({ state }) => state !== "dropped");
  return {
    expectations: (await latestExpectations(store, { kpi, limit: most })).map(({ expectation }) => ({
      sentence: expectationSentence(expectation, unit),
      outcome: outcomeSentence(expectation, unit),
    })),
    interventions: acts.slice(-most).map(({ title, owner, due, state, verdict }) => ({
      ...{ title, owner: nameOf(catalog, owner), due, state, verdict: verdict?.sentence ?? null },
    })),
    decisions: (await latestDecisions(store, { kpi, limit: most })).map(({ text, owner, on }) => ({
      ...{ text, owner: nameOf(catalog, owner), on },
    })),
  };
};

const demotedFields = async (review: KeptReview, kpi: string, services: ReviewServices): Promise<ReviewKpi> => {
  const item = review.agenda.find((one) => one.kpi === kpi);
  return {
    ...{ kpi, label: item?.label ?? kpi, demoted: true, objective: null, owner: item?.owner ?? null, grain: "week" },
    unit: null,
    value: {
      ...{ status: "unknown", sentence: "It was taken off the KPIs after this review was opened.", value: null },
      ...{ periodKey: null, interval: null, sampleSize: 0, target: null, change: null },
    },
    trend: { series: [], targets: [], months: [] },
    moved: { slices: [], from: null, to: null, signals: [], annotations: [], guardrails: [], definitionChanges: [] },
    ...(await writtenAbout(kpi, services)),
    receipt: null,
  };
};

const intervalOf = (latest: Observation | null, isShare: boolean): [number, number] | null =>
  isShare && latest?.numerator != null && latest.denominator !== null
    ? wilsonInterval(latest.numerator, latest.denominator)
    : null;

const standingNow = ({ tile }: KpiAnswer, isShare: boolean): ReviewKpi["value"] => {
  const { latest, standing, target, deltas } = tile;
  const { status, sentence } = standing;
  return {
    ...{ status, sentence, target, value: latest?.value ?? null, periodKey: latest?.periodKey ?? null },
    ...{ interval: intervalOf(latest, isShare), sampleSize: latest?.sampleSize ?? 0 },
    change: deltas.find(({ comparison }) => comparison === "previous_period")?.absolute ?? null,
  };
};

const monthsOf = async (answer: KpiAnswer, { kpi }: ReviewServices): Promise<Observation[]> => {
  const { tile, grains } = answer;
  if (tile.grain === "month") return tile.series.slice(-months);
  if (!grains.includes("month")) return [];
  return (await kpi(tile.id, { grain: "month" })).tile.series.slice(-months);
};

/** The five fields of one KPI of a review, from what is known now. */
export const fieldsOf = async (review: KeptReview, id: string, services: ReviewServices): Promise<ReviewKpi> => {
  const { catalog } = services.definitions.state();
  const metric = catalog.metrics.get(catalog.kpis.get(id)?.metric ?? "");
  if (metric === undefined) return demotedFields(review, id, services);
  const answer = await services.kpi(id, {});
  const { tile, definition, receipt } = answer;
  const [from, to] = [dayAt(answer.from, catalog), dayAt(answer.to - 1, catalog)];
  const remarks = (await annotationsWithin(services.store, { from, to })).filter(({ scope }) =>
    concerns(scope, id, catalog),
  );
  const { estimate } = traitsOf(metric);
  const since = tile.series.filter(({ current }) => !current).at(-2)?.start ?? answer.from;
  const signals = await signalsOf(services.store, { kpi: id, since });
  return {
    ...{ kpi: id, label: labelOf(catalog, id), demoted: false, objective: tile.objective },
    ...{ owner: tile.owner?.label ?? null, grain: tile.grain, unit: tile.unit },
    value: standingNow(answer, estimate === "proportion"),
    trend: { series: tile.series, targets: tile.targets, months: await monthsOf(answer, services) },
    moved: {
      ...(await slicesThatMoved(answer, traitsOf(metric), services)),
      signals: signals.filter(({ grain }) => grain === tile.grain).map(({ sentence }) => sentence),
      annotations: remarks.slice(-most).map((remark) => ({ from: remark.from, to: remark.to, text: remark.text })),
      guardrails: answer.guardrailStandings.map(({ label, standing }) => ({ label, status: standing.status })),
      definitionChanges: definition.history
        .filter(({ version, appliedAt }) => version > 1 && appliedAt >= answer.from)
        .map(({ version, appliedAt, by }) => ({ version, at: appliedAt, by })),
    },
    ...(await writtenAbout(id, services)),
    receipt: { id: receipt.id, definition: `version ${definition.version}, ${definition.hash}`, sql: receipt.sql },
  };
};

/** The five fields of every KPI of a review, in the order of its agenda. */
export const allFieldsOf = async (review: KeptReview, services: ReviewServices): Promise<ReviewKpi[]> => {
  const all: ReviewKpi[] = [];
  for (const { kpi } of review.agenda) all.push(await fieldsOf(review, kpi, services));
  return all;
};
