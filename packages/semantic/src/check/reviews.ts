import type { ReviewSeries } from "@sextant/model/practice/review-series";
import type { Fault } from "../kinds/kind.ts";
import { about, type Check } from "./draft.ts";
import { refer } from "./references.ts";

const checkSubject = ({ dashboard, org_unit, kpis }: ReviewSeries): Fault[] => {
  const named = [dashboard, org_unit, kpis].filter((one) => one !== undefined).length;
  if (named === 1) return [];
  const message = named === 0 ? "Nothing says what is reviewed." : "More than one thing says what is reviewed.";
  return [{ rule: "review/subject", message, hint: "Name one of `dashboard`, `org_unit` and `kpis`.", path: [] }];
};

const checkPresenter = ({ presenter }: ReviewSeries): Fault[] =>
  presenter === undefined
    ? [{ rule: "review/presenter", message: "Nobody leads this review.", hint: "Add `presenter`.", path: [] }]
    : [];

/** Reviews are of something that exists, and led by somebody. */
export const checkReviews: Check = (draft) =>
  [...draft.catalog.reviews.values()].flatMap((series) =>
    about("review", series.id, [
      ...checkSubject(series),
      ...checkPresenter(series),
      ...refer(draft, "dashboard", series.dashboard, ["dashboard"]),
      ...refer(draft, "org_unit", series.org_unit, ["org_unit"]),
      ...(series.kpis ?? []).flatMap((kpi, index) => refer(draft, "kpi", kpi, ["kpis", index])),
      ...series.participants.flatMap((id, index) => refer(draft, "person", id, ["participants", index])),
      ...refer(draft, "person", series.presenter, ["presenter"]),
    ]),
  );
