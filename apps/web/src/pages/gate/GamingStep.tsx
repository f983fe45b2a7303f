import type { GateAnswer } from "@sextant/model/api/answers/gate";
import type { ReactNode } from "react";
import { Field } from "../../ui/Field.tsx";
import type { Draft } from "./draft.ts";

/** What a step of the gate is given: the draft, what the gate says of it, and how to change it. */
export interface StepProps {
  draft: Draft;
  answer: GateAnswer | undefined;
  set: (change: Partial<Draft>) => void;
}

/** The gaming test: what would go wrong, and which KPI would show it. */
export const GamingStep = ({ draft, answer, set }: StepProps): ReactNode => {
  const toggle = (id: string): void => {
    const { guardrails } = draft;
    set({ guardrails: guardrails.includes(id) ? guardrails.filter((one) => one !== id) : [...guardrails, id] });
  };
  return (
    <>
      <h2>{answer?.gaming?.question ?? "If you optimised only this number, what bad behaviour would it produce?"}</h2>
      <ul className="gate-behaviours">
        {answer?.gaming?.behaviours.map((behaviour) => (
          <li key={behaviour}>{behaviour}</li>
        ))}
      </ul>
      {answer !== undefined && answer.guardrails.length > 0 && (
        <fieldset className="gate-guards">
          <legend>Which of these would show it?</legend>
          {answer.guardrails.map(({ id, label, reason }) => (
            <label key={id}>
              <input type="checkbox" checked={draft.guardrails.includes(id)} onChange={() => toggle(id)} />
              <span>
                {label} <span className="gate-hint">{reason}</span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <Field
        label="Or why it cannot be gamed"
        value={draft.cannotBeGamed}
        onChange={({ target }) => set({ cannotBeGamed: target.value })}
      />
    </>
  );
};
