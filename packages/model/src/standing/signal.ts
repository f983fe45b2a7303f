import { z } from "zod";
import { grains } from "../time/grain.ts";

/**
 * What found a signal: a value outside the natural limits, a run of eight on one side of the mean (both of the XmR chart), a
 * change of level or slope, or something the series has not done before.
 */
export const signalMethods = ["outside_limits", "run_of_eight", "change", "anomaly"] as const;
export type SignalMethod = (typeof signalMethods)[number];

/** Evidence that a series left what its own noise explains, in one period. */
export const signalSchema = z.object({
  kpi: z.string(),
  grain: z.enum(grains),
  periodKey: z.string(),
  /** Start of the period, epoch ms. */
  start: z.number(),
  method: z.enum(signalMethods),
  /** Where the value lies beside what was expected. */
  side: z.enum(["above", "below"]),
  /**
   * Standard deviations from the mean for `outside_limits`, periods in a row for `run_of_eight`, confidence from 0 to 1 for
   * `change`, widths of the usual range beyond it for `anomaly`.
   */
  strength: z.number(),
  sentence: z.string(),
});
export type Signal = z.infer<typeof signalSchema>;

/** Names a signal among those of all KPIs: one method finds at most one in a period. */
export const signalKey = ({ kpi, grain, periodKey, method }: Signal): string =>
  JSON.stringify([kpi, grain, periodKey, method]);
