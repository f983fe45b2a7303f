import type { KpiAnswer } from "@sextant/model/api/answers/kpi";
import { periodLabel } from "@sextant/model/time/label";
import type { ReactNode } from "react";
import { OverrideForm } from "./OverrideForm.tsx";
import "./judgement.css";

/** Signals listed; older ones are on the chart. */
const shownSignals = 6;

const Signals = ({ behaviour }: { behaviour: NonNullable<KpiAnswer["behaviour"]> }): ReactNode => {
  const latest = behaviour.signals.toReversed().slice(0, shownSignals);
  if (latest.length === 0)
    return <p className="card-note">No signal in this span: every value is what its own noise explains.</p>;
  return (
    <ul className="judgement-signals">
      {latest.map(({ periodKey, method, sentence }) => (
        <li key={`${periodKey} ${method}`}>{sentence}</li>
      ))}
    </ul>
  );
};

/** What is to be expected, how likely the target is reached, what forecasts were worth, and what stands out. */
export const JudgementCard = ({ answer }: { answer: KpiAnswer }): ReactNode => {
  const { behaviour, tile } = answer;
  return (
    <section className="card" aria-labelledby="judgement">
      <h2 id="judgement">What to expect</h2>
      {behaviour === null ? (
        <p className="card-note">Said at the grain the status is judged by, once the values have been studied.</p>
      ) : (
        <>
          <dl className="judgement-facts">
            {behaviour.pace !== null && (
              <div>
                <dt>Target</dt>
                <dd>{behaviour.pace.sentence}</dd>
              </div>
            )}
            <div>
              <dt>Next</dt>
              <dd>{tile.outlook?.sentence ?? behaviour.forecast.sentence}</dd>
            </div>
            {behaviour.forecast.kind === "forecast" && (
              <div>
                <dt>Further</dt>
                <dd>{behaviour.forecast.sentence}</dd>
              </div>
            )}
            <div>
              <dt>Forecasts so far</dt>
              <dd>{behaviour.score?.sentence ?? "None has settled yet, so none has been scored."}</dd>
            </div>
          </dl>
          <h3>Signals</h3>
          <Signals behaviour={behaviour} />
          {behaviour.through !== null && (
            <p className="card-note">
              Studied through {periodLabel(behaviour.through)}, from {behaviour.basis.observations} periods.
            </p>
          )}
        </>
      )}
      {answer.known === null && <OverrideForm answer={answer} />}
    </section>
  );
};
