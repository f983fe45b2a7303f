import type { Carried, KeptReview } from "@sextant/model/practice/review";
import { latestExpectations } from "../store/expectation.ts";
import { listInterventions } from "../store/intervention.ts";
import { reviewById } from "../store/review.ts";
import { isOverdue } from "./facts.ts";
import { dayAt, labelOf, nameOf, type ReviewServices } from "./services.ts";
import { expectationSentence, outcomeSentence, unitOf } from "./words.ts";

const most = 2000;

/** What the last review left behind for this one: acts begun before it that are open or were judged since, and expectations. */
export const carriedInto = async (review: KeptReview, { store, definitions }: ReviewServices): Promise<Carried> => {
  const { catalog } = definitions.state();
  const kpis = new Set(review.agenda.map(({ kpi }) => kpi));
  const today = dayAt(review.asOf, catalog);
  const before = review.previous === null ? null : await reviewById(store, review.previous);
  const acts = (await listInterventions(store, { limit: most })).filter(
    ({ kpi, createdAt, state, verdict }) =>
      kpis.has(kpi) &&
      createdAt < review.openedAt &&
      state !== "dropped" &&
      (verdict === null || verdict.judgedAt >= (before?.openedAt ?? 0)),
  );
  const asked = { review: review.previous ?? "", limit: most };
  return {
    interventions: acts.map((act) => ({
      ...{ id: act.id, kpi: act.kpi, title: act.title, due: act.due, state: act.state },
      ...{ owner: nameOf(catalog, act.owner), overdue: isOverdue(act, today), outcome: act.verdict?.sentence ?? null },
    })),
    expectations: (await latestExpectations(store, asked)).map(({ expectation }) => {
      const unit = unitOf(catalog, expectation.kpi);
      return {
        ...{ kpi: expectation.kpi, label: labelOf(catalog, expectation.kpi) },
        sentence: expectationSentence(expectation, unit),
        outcome: outcomeSentence(expectation, unit),
      };
    }),
  };
};
