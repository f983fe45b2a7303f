import type { Grain } from "@sextant/model/time/grain";
import type { ReactNode } from "react";
import { bandText } from "../../charts/prepare/bands.ts";
import { type ChartInput, chartDomain } from "../../charts/prepare/chart.ts";
import { StatusShape, statusWords } from "../../parts/StatusPill.tsx";
import { BehaviourLegend } from "./BehaviourLegend.tsx";
import { basisWords, grainWords } from "./words.ts";
import "./chart-legend.css";

interface ChartLegendProps {
  input: ChartInput;
  isJudged: boolean;
  judgedGrain: Grain;
  basis: keyof typeof basisWords | null;
}

const Line = ({ kind }: { kind: "target" | "provisional" | "limit" | "reported" }): ReactNode => (
  <svg className="legend-line" data-kind={kind} width="22" height="10" aria-hidden="true">
    <line x1="1" x2="21" y1="5" y2="5" />
  </svg>
);

const Diamond = (): ReactNode => (
  <svg className="legend-diamond" width="12" height="12" aria-hidden="true">
    <rect x="3" y="3" width="6" height="6" transform="rotate(45 6 6)" />
  </svg>
);

const Upright = (): ReactNode => (
  <svg className="legend-break" width="6" height="12" aria-hidden="true">
    <line x1="3" x2="3" y1="0" y2="12" />
  </svg>
);

const Ring = (): ReactNode => (
  <svg className="legend-ring" width="10" height="10" aria-hidden="true">
    <circle cx="5" cy="5" r="3.5" />
  </svg>
);

const Whisker = (): ReactNode => (
  <svg className="legend-nowcast" width="12" height="16" aria-hidden="true">
    <path d="M6 1V15M3 1h6M3 15h6" />
    <path d="M6 4l4 4-4 4-4-4z" />
  </svg>
);

/** What the marks of the chart mean; only those that are on it. */
export const ChartLegend = ({ input, isJudged, judgedGrain, basis }: ChartLegendProps): ReactNode => {
  const { observations, bands, write, targets, limits, reported, breaks, nowcast, behaviour } = input;
  const has = {
    provisional: observations.some((each) => !each.settled && !each.current && each.presence === "value"),
    current: observations.some((each) => each.current),
    empty: observations.some((each) => each.presence === "empty" && !each.current),
    unknown: observations.some((each) => each.presence === "unknown" && !each.current),
    target: targets.some((target) => target !== null),
  };
  return (
    <div className="chart-legend">
      <ul className="number">
        {bands.map((band) => (
          <li key={`${band.status} ${band.from}`}>
            <StatusShape status={band.status} /> {statusWords[band.status]} {bandText(band, write)}
          </li>
        ))}
        {has.target && (
          <li>
            <Line kind="target" /> Target
          </li>
        )}
        {limits !== null && (
          <li>
            <Line kind="limit" /> Range of its own noise {write(limits.lower)} to {write(limits.upper)}
          </li>
        )}
        {reported.some((value) => value !== null) && (
          <li>
            <Line kind="reported" />
            <Diamond /> As first reported, restated since
          </li>
        )}
        {breaks.length > 0 && (
          <li>
            <Upright /> First reported by another version from here on
          </li>
        )}
        {has.provisional && (
          <li>
            <Line kind="provisional" /> May still change
          </li>
        )}
        {has.current && (
          <li>
            <Ring /> So far, not over
          </li>
        )}
        {nowcast !== null && (
          <li>
            <Whisker /> Where it is heading: estimate with its 80 % interval
          </li>
        )}
        <BehaviourLegend behaviour={behaviour} />
        {has.unknown && (
          <li>
            <span className="legend-hatch" aria-hidden="true" /> Not reported
          </li>
        )}
        {has.empty && (
          <li>
            <span className="legend-empty" aria-hidden="true" /> Nothing happened
          </li>
        )}
      </ul>
      <p>
        {basis !== null && bands.length > 0 && `Bands show ${basisWords[basis]}. `}
        {!isJudged && `Status is judged by ${grainWords[judgedGrain].toLowerCase()}. `}
        {!chartDomain(input).zeroBased && "The axis does not start at zero."}
      </p>
    </div>
  );
};
