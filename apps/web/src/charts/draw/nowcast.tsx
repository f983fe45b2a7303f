import type { Observation } from "@sextant/model/series/observation";
import type { ReactNode } from "react";
import type { Chart, Heading } from "../prepare/chart.ts";

interface NowcastMarkProps {
  chart: Chart;
  observations: readonly Observation[];
  nowcast: Heading | null;
}

/** Half the width of the caps of the interval, pixels. */
const cap = 4;
/** Half the height of the hollow diamond, pixels. */
const reach = 5;

/** Where the period that is not over is heading: a hollow diamond with a whisker over its 80 % interval, apart from the line (T3). */
export const NowcastMark = ({ chart: { x, y }, observations, nowcast }: NowcastMarkProps): ReactNode => {
  const current = observations.findLast((each) => each.current);
  if (nowcast === null || current === undefined || current.periodKey !== nowcast.periodKey) return null;
  const middle = x((current.start + current.end) / 2);
  const [top, bottom, at] = [y(nowcast.upper80), y(nowcast.lower80), y(nowcast.value)];
  const caps = [top, bottom].map((end) => `M${middle - cap},${end}h${2 * cap}`).join("");
  return (
    <g className="chart-nowcast">
      <path d={`M${middle},${top}V${bottom}${caps}`} />
      <path d={`M${middle},${at - reach}l${reach},${reach}l${-reach},${reach}l${-reach},${-reach}z`} />
    </g>
  );
};
