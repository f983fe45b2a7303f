import type { Observation } from "@sextant/model/series/observation";
import type { Status } from "@sextant/model/standing/status";
import type { ReactNode } from "react";
import { useMemo } from "react";
import { sparkOf } from "../prepare/spark.ts";
import { pathThrough } from "./path.ts";
import { useSize } from "./useSize.ts";
import "./sparkline.css";

interface SparklineProps {
  /** Ascending; the current period last where there is one. */
  observations: readonly Observation[];
  /** Wanted value per observation; null where there is none. */
  targets: readonly (number | null)[];
  /** Colours the dot of the last whole period. */
  status: Status;
  /** What a screen reader hears; without it the drawing is hidden from it. */
  label?: string;
}

/** A small line of a KPI's series: target dashed, values that may still change dashed and hollow, gaps left open. */
export const Sparkline = ({ observations, targets, status, label }: SparklineProps): ReactNode => {
  const [ref, { width, height }] = useSize();
  const spark = useMemo(() => sparkOf(observations, targets, width, height), [observations, targets, width, height]);
  return (
    <svg ref={ref} className="sparkline" role="img" aria-label={label} aria-hidden={label === undefined}>
      {spark.targets.map((path) => (
        <path key={path[0]?.x} className="sparkline-target" d={pathThrough(path)} />
      ))}
      {spark.lines.map(({ dashed, spots }) => (
        <path
          key={spots[0]?.x}
          className={dashed ? "sparkline-line dashed" : "sparkline-line"}
          d={pathThrough(spots)}
        />
      ))}
      {spark.alone.map(({ x, y }) => (
        <circle key={x} className="sparkline-alone" cx={x} cy={y} r={1.5} />
      ))}
      {spark.soFar && <circle className="sparkline-so-far" cx={spark.soFar.x} cy={spark.soFar.y} r={2.5} />}
      {spark.end && (
        <circle
          className={spark.end.hollow ? "sparkline-end hollow" : "sparkline-end"}
          data-status={status}
          cx={spark.end.x}
          cy={spark.end.y}
          r={3.5}
        />
      )}
    </svg>
  );
};
