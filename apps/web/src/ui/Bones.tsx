import type { ReactNode } from "react";

interface BonesProps {
  /** What is on its way, for screen readers. */
  label: string;
  rows?: number;
}

/** Grey lines where a list or a page is going to be. */
export const Bones = ({ label, rows = 6 }: BonesProps): ReactNode => (
  <div className="bones" role="status" aria-label={label}>
    {Array.from({ length: rows }, (_, row) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never change places
      <span key={row} className="bone bone-row" />
    ))}
  </div>
);
