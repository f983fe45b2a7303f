import type { ReactNode } from "react";
import { type BarScale, barOf } from "../prepare/bars.ts";

interface SliceBarProps {
  value: number | null;
  scale: BarScale;
  /** Marked on every bar, e.g. the value of the whole. */
  reference: number | null;
}

/** A tiny bar from zero in a table cell, with a tick at the reference; it says nothing the numbers beside it do not. */
export const SliceBar = ({ value, scale, reference }: SliceBarProps): ReactNode => {
  const bar = barOf(value, scale);
  const mark = reference === null ? null : barOf(reference, scale).tip;
  return (
    <svg className="slice-bar" aria-hidden="true">
      <line className="slice-bar-track" x1="0" x2="100%" y1="50%" y2="50%" />
      <rect x={`${bar.start}%`} width={`${bar.length}%`} y="25%" height="50%" rx="2" />
      {mark !== null && <line className="slice-bar-reference" x1={`${mark}%`} x2={`${mark}%`} y1="0" y2="100%" />}
    </svg>
  );
};
