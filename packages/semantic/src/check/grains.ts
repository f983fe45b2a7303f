import { periodsBetween } from "@sextant/model/time/arithmetic";
import { dayNumberOf } from "@sextant/model/time/civil";
import { findCalendarFaults } from "@sextant/model/time/faults";
import type { Grain } from "@sextant/model/time/grain";
import type { Period } from "@sextant/model/time/period";
import { refusalOf } from "../kinds/kinds.ts";
import { about, type Check } from "./draft.ts";

/** Four years, so that a leap year is among those tried. */
const [from, to] = [2023, 2027].map((year) => dayNumberOf(year, 1, 1) * 86_400_000);

/** KPIs are judged at a grain their metric can be asked at. */
export const checkGrains: Check = ({ catalog }) => {
  const { calendar } = catalog;
  if (findCalendarFaults(calendar).length > 0) return [];
  const known = new Map<Grain, Period[]>();
  const spansOf = (grain: Grain): Period[] => {
    const spans = known.get(grain) ?? periodsBetween(from ?? 0, to ?? 0, grain, calendar);
    known.set(grain, spans);
    return spans;
  };
  return [...catalog.kpis.values()].flatMap((kpi) => {
    const refusal = refusalOf(kpi.metric, { grain: kpi.grain, spans: spansOf(kpi.grain), calendar }, catalog);
    if (refusal === null) return [];
    const message = `By ${kpi.grain} the KPI has no value: ${refusal.message}`;
    return about("kpi", kpi.id, [{ rule: "kpi/grain", message, hint: refusal.hint, path: ["grain"] }]);
  });
};
