import { type ReactNode, useEffect, useState } from "react";

const two = (number: number): string => String(number).padStart(2, "0");

/** Minutes and seconds since it was shown; not read out, for it would speak every second. */
export const Timer = ({ label }: { label: string }): ReactNode => {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const begin = performance.now();
    const ticking = setInterval(() => setSeconds(Math.floor((performance.now() - begin) / 1000)), 1000);
    return () => clearInterval(ticking);
  }, []);
  return (
    <span className="review-timer number" role="timer" aria-live="off" aria-label={label}>
      {Math.floor(seconds / 60)}:{two(seconds % 60)}
    </span>
  );
};
