import { periodAt } from "../time/arithmetic.ts";
import type { Calendar } from "../time/calendar.ts";
import type { Dataset } from "./dataset.ts";

/** Whether the rows of a dataset say only on which day they happened. */
export const isByDay = (dataset: Dataset): boolean => dataset.columns[dataset.time]?.type === "date";

/**
 * The instant before which everything has landed, from that of the newest row; epoch ms. A row that says only its day
 * stands for the whole of it. Never after `now`.
 */
export const watermarkFrom = (
  newest: number | null,
  dataset: Dataset,
  calendar: Calendar,
  now: number,
): number | null => {
  if (newest === null || !isByDay(dataset)) return newest;
  const timeZone = dataset.time_zone ?? calendar.timeZone;
  return Math.max(newest, Math.min(now, periodAt(newest, "day", { ...calendar, timeZone }).end));
};
