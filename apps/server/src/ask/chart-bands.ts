import type { KpiAnswer } from "@sextant/model/api/answers/kpi";
import type { Observation } from "@sextant/model/series/observation";
import { colours } from "@sextant/model/standing/bands";
import { type ControlLimits, resolveBands } from "@sextant/model/standing/yardstick";
import type { Grain } from "@sextant/model/time/grain";
import type { ResolvedKpi } from "./resolved.ts";

/** The bands that hold for the latest whole period, in value units; null where none speak of the grain shown. */
export const chartBands = (
  resolved: ResolvedKpi,
  latest: Observation | null,
  limits: ControlLimits | null,
  grain: Grain,
): KpiAnswer["bands"] => {
  const { bands, target, metric, kpi, scalesWithGrain } = resolved;
  if (latest === null || (scalesWithGrain && grain !== kpi.grain)) return null;
  const found = resolveBands({ direction: metric.direction, bands, target, controlLimits: limits }, latest.end);
  if (found.kind === "none") return null;
  const basis = { thresholds: bands?.basis ?? "absolute", target: "target", process: "control_limits" } as const;
  return {
    basis: basis[found.yardstick],
    bands: colours.flatMap((status) => found.bands[status].map((interval) => ({ status, ...interval }))),
  };
};
