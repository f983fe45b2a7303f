import type { KpiAnswer } from "@sextant/model/api/answers/kpi";
import type { Annotation } from "@sextant/model/practice/annotation";
import type { ChartBehaviour, Place } from "../../charts/prepare/behaviour.ts";
import { finiteValue } from "../../charts/prepare/series.ts";
import { remarksOf } from "./remarks.ts";

/** Where the target's curve is after the last whole period, and its next point; null without a dated target ahead. */
const paceOf = ({ behaviour, tile }: KpiAnswer): { from: Place; to: Place } | null => {
  const pace = behaviour?.pace;
  const last = tile.series.findLast((each) => !each.current && finiteValue(each) !== null);
  if (pace?.kind !== "pace" || pace.due === null || last === undefined) return null;
  return { from: { at: last.end, value: pace.due }, to: { at: pace.at, value: pace.target } };
};

/** What the chart shows beyond values: limits by phase at every grain, the rest at the one that is judged. */
export const chartBehaviour = (answer: KpiAnswer, annotations: readonly Annotation[]): ChartBehaviour => {
  const { phases, behaviour } = answer;
  return {
    phases,
    expected: behaviour?.expected ?? [],
    signals: behaviour?.signals ?? [],
    changes: behaviour?.changes ?? [],
    forecast: behaviour?.forecast.kind === "forecast" ? behaviour.forecast.periods : [],
    pace: paceOf(answer),
    annotations: remarksOf(answer, annotations),
  };
};
