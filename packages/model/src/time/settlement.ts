import type { Period } from "./period.ts";

/** How the period `now` lies in is treated (T3): left out, compared with the same elapsed part, or estimated. */
export const currentPeriodModes = ["complete_only", "to_date_like_for_like", "nowcast"] as const;
export type CurrentPeriodMode = (typeof currentPeriodModes)[number];

/** Whether no more data may come for the period (T2): the watermark covers its end plus the source's data lag (ms). */
export const isSettled = (period: Pick<Period, "end">, dataLag: number, watermark: number | null): boolean =>
  watermark !== null && watermark >= period.end + dataLag;

/** Whether `now` (epoch ms) lies in the period, so that it is not over. */
export const isCurrent = (period: Pick<Period, "start" | "end">, now: number): boolean =>
  period.start <= now && now < period.end;
