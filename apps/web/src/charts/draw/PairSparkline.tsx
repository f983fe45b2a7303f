import { type ReactNode, useMemo } from "react";
import { type PairedValue, pairOf } from "../prepare/pair.ts";
import type { Spot } from "../prepare/spark.ts";
import { pathThrough } from "./path.ts";
import { useSize } from "./useSize.ts";
import "./pair.css";

interface LineProps {
  stretches: readonly Spot[][];
  side: "before" | "after";
}

const Line = ({ stretches, side }: LineProps): ReactNode =>
  stretches.map((spots) =>
    spots.length === 1 ? (
      <circle key={spots[0]?.x} className={`pair-${side} alone`} cx={spots[0]?.x} cy={spots[0]?.y} r={2} />
    ) : (
      <path key={spots[0]?.x} className={`pair-${side}`} d={pathThrough(spots)} />
    ),
  );

interface PairSparklineProps {
  points: readonly PairedValue[];
  /** What a screen reader hears. */
  label: string;
}

/** A series before and after a change of its definition: before dashed and pale, after solid. */
export const PairSparkline = ({ points, label }: PairSparklineProps): ReactNode => {
  const [ref, { width, height }] = useSize();
  const pair = useMemo(() => pairOf(points, width, height), [points, width, height]);
  return (
    <svg ref={ref} className="pair" role="img" aria-label={label}>
      <Line stretches={pair.before} side="before" />
      <Line stretches={pair.after} side="after" />
    </svg>
  );
};
