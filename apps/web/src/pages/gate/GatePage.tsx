import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useDeferredValue, useState } from "react";
import { mayDefine } from "../../data/changes.ts";
import { call } from "../../data/client.ts";
import { gateQuery, organisationQuery } from "../../data/governance.ts";
import { sessionQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Choice, Field } from "../../ui/Field.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { hrefOf } from "../../ui/router/address.ts";
import { go } from "../../ui/router/history.ts";
import { type Draft, emptyDraft, fieldsOf } from "./draft.ts";
import { GamingStep } from "./GamingStep.tsx";
import { TargetStep } from "./TargetStep.tsx";
import "./gate.css";

const choices = (...values: readonly string[]) =>
  values.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }));

/** The guided way from a metric to a KPI: outcome, gaming test, target against history, owner and rhythm (K1). */
export const GatePage = ({ metric }: { metric: string }): ReactNode => {
  const [draft, setDraft] = useState<Draft>(() => emptyDraft(metric));
  const asked = useDeferredValue(draft);
  const { data, error } = useQuery(gateQuery({ id: asked.id, metric, fields: fieldsOf(asked) }));
  const organisation = useQuery(organisationQuery).data;
  const people =
    organisation === undefined ? [] : [...organisation.units.flatMap((unit) => unit.people), ...organisation.unplaced];
  const set = (change: Partial<Draft>): void => setDraft((before) => ({ ...before, ...change }));
  const missing = data?.findings.filter(({ rule, severity }) => severity === "error" || rule.startsWith("gate/")) ?? [];
  return (
    <>
      <div className="page-head">
        <div>
          <PageHeading title="Make this a KPI" />
          <p className="page-line">
            Track many numbers, steer by few: <code>{metric}</code> becomes a KPI when somebody answers for it.
          </p>
        </div>
      </div>
      {error !== null && <ProblemNotice error={error} />}
      <ol className="gate">
        <li className="gate-step">
          <h2>Which outcome is it for?</h2>
          <Field
            label="One sentence: why it matters"
            value={draft.objective}
            onChange={({ target }) => set({ objective: target.value })}
          />
          <Choice
            label="Judged by"
            value={draft.grain}
            options={choices("day", "week", "month", "quarter", "year")}
            onChange={(grain) => set({ grain: grain ?? "month" })}
          />
        </li>
        <li className="gate-step">
          <GamingStep draft={draft} answer={data} set={set} />
        </li>
        <li className="gate-step">
          <TargetStep draft={draft} answer={data} set={set} />
        </li>
        <li className="gate-step">
          <h2>Who answers for it, and how often do you look?</h2>
          <Choice
            label="Owner"
            any="Nobody yet"
            value={draft.owner}
            options={people.map(({ id, label }) => ({ value: id, label }))}
            onChange={(owner) => set({ owner: owner ?? "" })}
          />
          <Choice
            label="Leads or lags"
            any="Not said"
            value={draft.timing}
            options={choices("leading", "lagging")}
            onChange={(timing) => set({ timing: timing ?? "" })}
          />
          <Choice
            label="Reviewed"
            any="Not said"
            value={draft.cadence}
            options={choices("daily", "weekly", "biweekly", "monthly", "quarterly")}
            onChange={(cadence) => set({ cadence: cadence ?? "" })}
          />
          {data?.cadence != null && (
            <p className="gate-hint">
              What fits: {data.cadence.cadence}. {data.cadence.reason}
            </p>
          )}
        </li>
        <li className="gate-step">
          <h2>What is still missing</h2>
          {missing.length === 0 ? (
            <p>Nothing: it passes the gate.</p>
          ) : (
            <ul className="gate-missing">
              {missing.map(({ message, rule }) => (
                <li key={rule + message}>{message}</li>
              ))}
            </ul>
          )}
          <Finish draft={draft} metric={metric} isComplete={data !== undefined && missing.length === 0} />
        </li>
      </ol>
    </>
  );
};

const Finish = ({ draft, metric, isComplete }: { draft: Draft; metric: string; isComplete: boolean }): ReactNode => {
  const client = useQueryClient();
  const session = useQuery(sessionQuery).data;
  const { id } = draft;
  const edits = [{ type: "kpi" as const, id, base: null, fields: { metric, ...fieldsOf(draft) } }];
  const finish = useMutation({
    mutationFn: async (how: "apply" | "propose"): Promise<void> => {
      if (how === "apply") await call("applyEdit", { body: { edits } });
      else await call("propose", { body: { edits, title: `Make ${metric} a KPI` } });
    },
    onSuccess: async (_, how) => {
      await client.invalidateQueries();
      go(how === "apply" ? hrefOf({ to: "/kpis/:id", params: { id } }) : hrefOf({ to: "/proposals" }));
    },
  });
  return (
    <>
      <div className="gate-buttons">
        {mayDefine(session) && (
          <button
            type="button"
            className="button primary"
            disabled={!isComplete || finish.isPending}
            onClick={() => finish.mutate("apply")}
          >
            Make it a KPI
          </button>
        )}
        <button
          type="button"
          className="button"
          disabled={!isComplete || finish.isPending}
          onClick={() => finish.mutate("propose")}
        >
          Propose it
        </button>
      </div>
      {finish.error !== null && <ProblemNotice error={finish.error} />}
    </>
  );
};
