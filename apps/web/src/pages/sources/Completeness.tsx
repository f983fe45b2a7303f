import type { SourceHealth } from "@sextant/model/source/health";
import type { ReactNode } from "react";
import { percent } from "./words.ts";

/** Width of the drawing of one day, and height of a whole day, in the units of the picture. */
const size = { day: 24, height: 48 };

/** How much of a day's rows had landed by the end of each day after it: the curve, and its numbers in words. */
export const Completeness = ({ curve }: { curve: SourceHealth["completeness"] }): ReactNode => (
  <figure className="source-curve">
    <figcaption>How complete a day is, by days after it</figcaption>
    <svg viewBox={`0 0 ${curve.length * size.day} ${size.height}`} height={size.height} aria-hidden="true">
      {curve.map(({ day, share }, i) => (
        <rect
          key={day}
          x={i * size.day + 2}
          width={size.day - 4}
          y={size.height * (1 - share)}
          height={size.height * share}
        />
      ))}
    </svg>
    <ol>
      {curve.map(({ day, share, days }) => (
        <li key={day}>
          Day {day}: {percent(share)} <span className="visually-hidden">learned from {days} days</span>
        </li>
      ))}
    </ol>
  </figure>
);
