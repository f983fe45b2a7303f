import type { ReactNode } from "react";
import { shareWords } from "./words.ts";

interface ProgressProps {
  progress: number | null;
  expected: number | null;
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share)) * 100;

/** A bar of the way gone, with a mark where it should be by now; the words beside it say the same. */
export const Progress = ({ progress, expected }: ProgressProps): ReactNode => (
  <span className="objective-progress">
    <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect className="objective-bar" width="100" height="8" />
      {progress !== null && <rect className="objective-gone" width={clamp(progress)} height="8" />}
      {expected !== null && <rect className="objective-due" x={Math.min(99, clamp(expected))} width="1" height="8" />}
    </svg>
    <span className="number">
      {shareWords(progress)}
      {expected !== null && <span className="objective-soft"> of {shareWords(expected)} expected</span>}
    </span>
  </span>
);
