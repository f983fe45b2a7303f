import { type ReactNode, useMemo } from "react";
import { type KeyResultDrawing, keyResultPicture } from "../prepare/key-result.ts";
import { pathThrough } from "./path.ts";
import { useSize } from "./useSize.ts";
import "./key-result.css";

interface KeyResultChartProps {
  drawing: KeyResultDrawing;
  /** Instants people checked in at, and goalposts were moved at; epoch ms. */
  checkIns: readonly number[];
  moves: readonly number[];
  /** What a screen reader hears. */
  label: string;
}

/** A key result over its window: values, the way they should take, baseline, target, check-ins and moved goalposts. */
export const KeyResultChart = ({ drawing, checkIns, moves, label }: KeyResultChartProps): ReactNode => {
  const [ref, { width, height }] = useSize();
  const picture = useMemo(() => keyResultPicture(drawing, width, height), [drawing, width, height]);
  const { start, end } = drawing.window;
  const within = (at: number): boolean => at >= start && at <= end;
  return (
    <svg ref={ref} className="key-result-chart" role="img" aria-label={label}>
      <line className="key-result-target" x1="0" x2={width} y1={picture.target} y2={picture.target} />
      {picture.baseline !== null && (
        <line className="key-result-baseline" x1="0" x2={width} y1={picture.baseline} y2={picture.baseline} />
      )}
      {picture.now !== null && <line className="key-result-now" x1={picture.now} x2={picture.now} y1="0" y2={height} />}
      {moves.filter(within).map((at) => (
        <line key={at} className="key-result-move" x1={picture.xOf(at)} x2={picture.xOf(at)} y1="0" y2={height} />
      ))}
      <path className="key-result-way" d={pathThrough(picture.expected)} />
      {picture.lines.map((line) => (
        <g key={line[0]?.x}>
          <path className="key-result-line" d={pathThrough(line)} />
          {line.map(({ x, y }) => (
            <circle key={x} className="key-result-dot" cx={x} cy={y} r={2.5} />
          ))}
        </g>
      ))}
      {checkIns.filter(within).map((at) => (
        <circle key={at} className="key-result-check-in" cx={picture.xOf(at)} cy={height - 6} r={4} />
      ))}
    </svg>
  );
};
