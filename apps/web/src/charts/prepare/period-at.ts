import type { Observation } from "@sextant/model/series/observation";
import { bisector } from "d3-array";

type Span = Pick<Observation, "start" | "end">;

const byStart = bisector((period: Span) => period.start);

/** The period an instant (epoch ms) falls into, or the nearest one; null when there is none. */
export const periodAt = (observations: readonly Span[], instant: number): number | null => {
  if (observations.length === 0) return null;
  const index = Math.max(0, byStart.right(observations, instant) - 1);
  const here = observations[index];
  const next = observations[index + 1];
  const beyond = here === undefined ? 0 : instant - here.end;
  return next !== undefined && beyond > 0 && next.start - instant < beyond ? index + 1 : index;
};
