import type { ReactNode } from "react";
import type { ChartBehaviour } from "../../charts/prepare/behaviour.ts";

const Swatch = ({ kind }: { kind: "expected" | "fan" }): ReactNode => (
  <span className="legend-swatch" data-kind={kind} aria-hidden="true" />
);

const Mark = ({ kind }: { kind: "signal" | "change" }): ReactNode => (
  <svg className="legend-signal" data-kind={kind} width="12" height="10" aria-hidden="true">
    <path d={kind === "signal" ? "M1 1h10l-5 8Z" : "M1 9h10l-5 -7Z"} />
  </svg>
);

/** What the marks of how a series behaves mean; only those that are on the chart. */
export const BehaviourLegend = ({ behaviour }: { behaviour: ChartBehaviour }): ReactNode => {
  const { expected, signals, changes, forecast, phases, annotations } = behaviour;
  return (
    <>
      {phases.length > 1 && <li>Limits start anew where it shifted or somebody acted</li>}
      {expected.length > 1 && (
        <li>
          <Swatch kind="expected" /> To be expected
        </li>
      )}
      {signals.some(({ method }) => method !== "change") && (
        <li>
          <Mark kind="signal" /> Signal: more than its own noise
        </li>
      )}
      {changes.length > 0 && (
        <li>
          <Mark kind="change" /> Change of the series
        </li>
      )}
      {annotations.length > 0 && (
        <li>
          <svg className="legend-remark" width="10" height="10" aria-hidden="true">
            <circle cx="5" cy="5" r="3.5" />
          </svg>
          Remark; a small one is a holiday
        </li>
      )}
      {forecast.length > 0 && (
        <li>
          <Swatch kind="fan" /> Forecast, 80 % and 95 %
        </li>
      )}
    </>
  );
};
