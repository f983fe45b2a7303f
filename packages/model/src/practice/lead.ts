import type { LeadVerdict } from "./habit.ts";

/** The lagged effect of doing a habit on a KPI, as measured, or how many periods are missing. */
export type MeasuredLead =
  | { estimate: number; interval: readonly [number, number]; periods: number }
  | { have: number; need: number };

/** What may be said of the claim that a habit leads a KPI; without a good direction only that it moves. */
export const judgeLead = (
  measured: MeasuredLead,
  good: "up" | "down" | null,
  format: (change: number) => string,
): LeadVerdict => {
  if (!("estimate" in measured))
    return {
      outcome: "cannot_tell",
      sentence: `Cannot tell yet: ${measured.have} of at least ${measured.need} periods are there.`,
      effect: null,
    };
  const { estimate, interval, periods } = measured;
  const [low, high] = interval;
  const size = `${format(estimate)} from never to always, between ${format(low)} and ${format(high)} (95%), over ${periods} periods`;
  const effect = { estimate, interval: [low, high] as [number, number], periods };
  const sign = good === "down" ? -1 : 1;
  if (low <= 0 && high >= 0) return { outcome: "cannot_tell", sentence: `Cannot tell: ${size}.`, effect };
  if (estimate * sign > 0)
    return { outcome: "leads", sentence: `It leads: ${size}. That is no proof that it causes it.`, effect };
  return { outcome: "leads_the_wrong_way", sentence: `It goes before worse values: ${size}.`, effect };
};
