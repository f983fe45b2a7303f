import type { KpiAnswer } from "@sextant/model/api/answers/kpi";
import type { Tile } from "@sextant/model/api/answers/tile";
import type { Grain } from "@sextant/model/time/grain";

/** Levels of the organisation as this page writes them. */
export const levelWords: Record<Tile["level"], string> = {
  company: "Company level",
  department: "Department level",
  team: "Team level",
  person: "Personal",
};

/** Whether the KPI runs ahead of an outcome or is one. */
export const timingWords: Record<NonNullable<Tile["timing"]>, string> = {
  leading: "Leading",
  lagging: "Lagging",
};

/** Why a published value changed (N2). */
export const restatementWords: Record<KpiAnswer["history"]["restatements"][number]["cause"], string> = {
  late_data: "Late data",
  definition: "Definition",
  correction: "Correction",
};

/** Grains as choices write them. */
export const grainWords: Record<Grain, string> = {
  day: "Day",
  week: "Week",
  month: "Month",
  quarter: "Quarter",
  year: "Year",
};

/** Adverbs of grains, for headings. */
export const grainAdverbs: Record<Grain, string> = {
  day: "Day by day",
  week: "Week by week",
  month: "Month by month",
  quarter: "Quarter by quarter",
  year: "Year by year",
};

/** What is done with the period that is not over (T3). */
export const currentPeriodWords: Record<KpiAnswer["definition"]["currentPeriod"], string> = {
  complete_only: "Only whole periods are judged",
  to_date_like_for_like: "Compared with the same part of earlier periods",
  nowcast: "Estimated with an interval from what earlier periods had reached by then; judged once over",
};

/** What the status bands are measured against. */
export const basisWords: Record<NonNullable<KpiAnswer["bands"]>["basis"], string> = {
  absolute: "fixed thresholds",
  target: "thresholds relative to the target",
  pace: "thresholds relative to the pace",
  control_limits: "limits of the process itself",
};
