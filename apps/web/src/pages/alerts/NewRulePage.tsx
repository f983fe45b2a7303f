import type { AlertReplay } from "@sextant/model/alert/replay";
import type { RouteInput } from "@sextant/model/api/client";
import { useMutation, useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { AlertChart } from "../../charts/draw/AlertChart.tsx";
import { call } from "../../data/client.ts";
import { dictionaryQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Choice, Field } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { type Draft, emptyDraft, ruleOf, whenChoices } from "./draft.ts";
import "./alerts.css";

type Rule = RouteInput<"replayAlertRule">["body"]["rule"];

const rate = (value: number | null): string => (value === null ? "too little quiet history" : value.toFixed(2));

const Replay = ({ replay }: { replay: AlertReplay }): ReactNode => {
  const points = replay.periods.map(({ end, periodKey, value, state, telling }) => ({
    ...{ at: end, value, state, telling, label: `${periodKey}: ${telling ?? state}` },
  }));
  return (
    <section className="panel" aria-labelledby="replay">
      <h2 id="replay">What it would have done</h2>
      <p className="alert-sentence">
        {replay.fired} alerts in {replay.periods.length} periods. False alarms per quarter:{" "}
        {rate(replay.falsePerQuarter)}.
      </p>
      <AlertChart
        points={points}
        label={`${replay.label}: ${replay.fired} alerts in ${replay.periods.length} periods`}
      />
      {replay.suggested !== null && (
        <p>
          At most {replay.wanted} false alarms per quarter: let it last {replay.suggested}{" "}
          {replay.suggested === 1 ? "period" : "periods"}.
        </p>
      )}
      {replay.events.map(({ at, label, delay }) => (
        <p key={`${at} ${label}`}>
          {label}: {delay === null ? "it would not have seen it" : `seen after ${delay} periods`}.
        </p>
      ))}
      {replay.settings.length > 0 && (
        <div className="alert-table">
          <table>
            <caption>Waits and what they cost</caption>
            <thead>
              <tr>
                <th scope="col">Must last (periods)</th>
                <th scope="col">False alarms per quarter</th>
              </tr>
            </thead>
            <tbody>
              {replay.settings.map(({ pending, falsePerQuarter }) => (
                <tr key={pending}>
                  <td>{pending}</td>
                  <td>{falsePerQuarter.toFixed(2)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="page-line">
        From {replay.resampled} series resampled in blocks from {replay.quiet} quiet values.
        {replay.wholeOnly && " The rule watches slices; its whole was replayed."}
      </p>
    </section>
  );
};

/** A new rule, replayed on history before it is saved (A3). */
export const NewRulePage = ({ kpi }: { kpi: string | undefined }): ReactNode => {
  const dictionary = useQuery(dictionaryQuery({ type: "kpi", limit: "500" }));
  const [draft, setDraft] = useState<Draft>({ ...emptyDraft, ...(kpi !== undefined && { kpi, id: `${kpi}_alert` }) });
  const change = (part: Partial<Draft>): void => setDraft((before) => ({ ...before, ...part }));
  const replay = useMutation({ mutationFn: (rule: Rule) => call("replayAlertRule", { body: { rule } }) });
  const save = useMutation({ mutationFn: (rule: Rule) => call("saveAlertRule", { body: rule }) });
  const kpis = dictionary.data?.entries ?? [];
  const isWhole = draft.id !== "" && draft.kpi !== "";
  return (
    <div className="alert">
      <div className="page-head">
        <div>
          <PageHeading title="New rule" />
          <p className="page-line">Replay it on the KPI's own history, then save it into the definitions.</p>
        </div>
      </div>
      <form
        className="form panel"
        aria-label="Rule"
        onSubmit={(event) => {
          event.preventDefault();
          replay.mutate(ruleOf(draft));
        }}
      >
        <Choice
          label="KPI"
          value={draft.kpi}
          any="Choose one"
          options={kpis.map(({ id, label }) => ({ value: id, label }))}
          onChange={(next) =>
            change({ kpi: next ?? "", id: draft.id === "" && next !== undefined ? `${next}_alert` : draft.id })
          }
        />
        <Field
          label="Id"
          hint="Lower-case letters, digits and underscores."
          required
          pattern="[a-z][a-z0-9_]*"
          value={draft.id}
          onChange={({ target }) => change({ id: target.value })}
        />
        <Choice
          label="Fires on"
          value={draft.on}
          options={whenChoices}
          onChange={(on) => on !== undefined && change({ on })}
        />
        {draft.on === "threshold" && (
          <Field
            label="Value"
            hint='For example "< 80%" or "> 4h".'
            required
            value={draft.value}
            onChange={({ target }) => change({ value: target.value })}
          />
        )}
        {draft.on === "change" && (
          <>
            <Field
              label="By at least, in per cent"
              type="number"
              min={1}
              required
              value={draft.percent}
              onChange={({ target }) => change({ percent: target.value })}
            />
            <Field
              label="And at least"
              required
              value={draft.floor}
              onChange={({ target }) => change({ floor: target.value })}
            />
          </>
        )}
        <Field
          label="Must last (periods)"
          hint="How many periods in a row, before anybody is told. 0: at once."
          type="number"
          min={0}
          max={60}
          value={draft.pending}
          onChange={({ target }) => change({ pending: target.value })}
        />
        <Field
          label="Channels beside the inbox"
          hint="Ids, separated by commas. Empty: the inbox alone."
          value={draft.channels}
          onChange={({ target }) => change({ channels: target.value })}
        />
        <div className="alert-buttons">
          <button type="submit" className="button" disabled={!isWhole || replay.isPending}>
            Replay
          </button>
          <button
            type="button"
            className="button primary"
            disabled={!isWhole || replay.data === undefined || save.isPending}
            onClick={() => save.mutate(ruleOf(draft))}
          >
            Save
          </button>
        </div>
        <p className="field-hint">
          {replay.data === undefined && "Replay the rule to see what it would have done; then it can be saved."}
        </p>
        {replay.error !== null && <ProblemNotice error={replay.error} />}
        {save.error !== null && <ProblemNotice error={save.error} />}
        {save.data !== undefined && (
          <div role="status">
            <Notice tone="good" title="Saved">
              The rule is in force, and in the definitions as YAML.
            </Notice>
          </div>
        )}
      </form>
      {replay.data !== undefined && <Replay replay={replay.data} />}
    </div>
  );
};
