import type { ReactNode } from "react";
import { type BarScale, barOf } from "../prepare/bars.ts";

interface SliceBarProps {
  value: number | null;
  scale: BarScale;
}

/** A tiny bar in a table cell, with a tick where all bars begin; it says nothing the numbers beside it do not. */
export const SliceBar = ({ value, scale }: SliceBarProps): ReactNode => {
  const bar = barOf(value, scale);
  const begin = `${barOf(scale.origin, scale).start}%`;
  return (
    <svg className="slice-bar" aria-hidden="true">
      <line className="slice-bar-track" x1="0" x2="100%" y1="50%" y2="50%" />
      <rect x={`${bar.start}%`} width={`${bar.length}%`} y="22%" height="56%" />
      <line className="slice-bar-origin" x1={begin} x2={begin} y1="0" y2="100%" />
    </svg>
  );
};
