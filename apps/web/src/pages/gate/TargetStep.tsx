import type { GateAnswer } from "@sextant/model/api/answers/gate";
import { formatValue } from "@sextant/model/metric/format";
import type { ReactNode } from "react";
import { StatusPill } from "../../parts/StatusPill.tsx";
import { Field } from "../../ui/Field.tsx";
import { replaySentence } from "./draft.ts";
import type { StepProps } from "./GamingStep.tsx";

/** Past periods shown: a year of months, a quarter of weeks. */
const shown = 13;

const History = ({ answer: { history, unit } }: { answer: GateAnswer }): ReactNode => (
  <ul className="gate-history">
    {history.slice(-shown).map(({ periodKey, value, status }) => (
      <li key={periodKey}>
        <span className="number">{periodKey}</span>
        <span className="number">{value === null || unit === null ? "no value" : formatValue(value, unit)}</span>
        {status !== null && <StatusPill status={status} />}
      </li>
    ))}
  </ul>
);

/** Target and thresholds with the history behind them: how often it was met, how often it would have been off track. */
export const TargetStep = ({ draft, answer, set }: StepProps): ReactNode => {
  const replay = answer === undefined ? null : replaySentence(answer);
  return (
    <>
      <h2>What should it be?</h2>
      <div className="gate-fields">
        <Field
          label="Target"
          hint="80%, 2h, 1200"
          value={draft.target}
          onChange={({ target }) => set({ target: target.value })}
        />
        <Field
          label="On track"
          hint="< 2h"
          value={draft.green}
          onChange={({ target }) => set({ green: target.value })}
        />
        <Field
          label="Watch"
          hint="2h <= x <= 4h"
          value={draft.yellow}
          onChange={({ target }) => set({ yellow: target.value })}
        />
        <Field label="Off track" hint="> 4h" value={draft.red} onChange={({ target }) => set({ red: target.value })} />
      </div>
      <div role="status">
        {answer?.target != null && <p>{answer.target.sentence}</p>}
        {replay !== null && <p>{replay}</p>}
      </div>
      {answer !== undefined && answer.history.length > 0 && <History answer={answer} />}
      <Field
        label="What is done when it is off track"
        value={draft.action}
        onChange={({ target }) => set({ action: target.value })}
      />
    </>
  );
};
