import type { Entry } from "@sextant/model/api/answers/entry";
import type { KpiAnswer } from "@sextant/model/api/answers/kpi";
import type { UnitView } from "@sextant/model/api/answers/tile";
import { formatValue } from "@sextant/model/metric/format";
import { periodLabel } from "@sextant/model/time/label";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../data/client.ts";
import { entriesQuery, sessionQuery } from "../../data/queries.ts";
import { Evidence } from "../../parts/Evidence.tsx";
import { keptValue, mayEnter } from "../../parts/entering.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Field } from "../../ui/Field.tsx";
import { dateTimeIn } from "../../ui/instant.ts";
import { nextPeriod } from "./entry.ts";
import "./entry.css";

/** Entries shown before older ones are left to the API. */
const shownEntries = 8;

const EntryLine = ({ entry, unit, zone }: { entry: Entry; unit: UnitView; zone: string }): ReactNode => (
  <li data-replaced={!entry.inForce}>
    <strong className="number">
      {periodLabel(entry.period)}: {formatValue(entry.value, unit)}
    </strong>{" "}
    {!entry.inForce && <span className="tag">corrected since</span>}
    <span className="entry-by">
      {entry.author}, {dateTimeIn(entry.enteredAt, zone)}
    </span>
    {entry.evidence !== null && (
      <span className="entry-text">
        Evidence: <Evidence text={entry.evidence} />
      </span>
    )}
    {entry.note !== null && <span className="entry-text">{entry.note}</span>}
  </li>
);

interface EntryFormProps {
  answer: KpiAnswer;
  entered: NonNullable<KpiAnswer["entered"]>;
}

const EntryForm = ({ answer, entered }: EntryFormProps): ReactNode => {
  const { unit } = answer.tile;
  const client = useQueryClient();
  const [period, setPeriod] = useState(nextPeriod(answer));
  const [value, setValue] = useState("");
  const [evidence, setEvidence] = useState("");
  const kept = keptValue(value, unit.scale);
  const enter = useMutation({
    mutationFn: () => {
      const rest = evidence.trim() === "" ? {} : { evidence };
      return call("enterValue", { params: { id: entered.metric }, body: { period, value: kept ?? 0, ...rest } });
    },
    onSuccess: async () => {
      setValue("");
      setEvidence("");
      await Promise.all([
        client.invalidateQueries({ queryKey: ["entries"] }),
        client.invalidateQueries({ queryKey: ["kpi"] }),
      ]);
    },
  });
  return (
    <form
      className="form entry-form"
      aria-label="Enter value"
      onSubmit={(event) => {
        event.preventDefault();
        enter.mutate();
      }}
    >
      {enter.error !== null && <ProblemNotice error={enter.error} />}
      <Field
        label={`Period (one ${entered.grain})`}
        required
        value={period}
        onChange={({ target }) => setPeriod(target.value.trim())}
      />
      <Field
        label={unit.symbol === "" ? "Value" : `Value in ${unit.symbol}`}
        required
        inputMode="decimal"
        autoComplete="off"
        value={value}
        onChange={({ target }) => setValue(target.value)}
      />
      <Field
        label="Evidence"
        hint="A link or a sentence that says where the value comes from."
        value={evidence}
        onChange={({ target }) => setEvidence(target.value)}
      />
      <button type="submit" className="button primary" disabled={kept === null || enter.isPending}>
        Enter value
      </button>
      <p role="status">
        {enter.data !== undefined && `${periodLabel(enter.data.period)} is ${formatValue(enter.data.value, unit)} now.`}
      </p>
    </form>
  );
};

/** What people entered for the KPI's metric, and a form to enter or correct a value, for who may. */
export const EntryCard = ({ answer, entered }: EntryFormProps): ReactNode => {
  const { data, error } = useQuery(entriesQuery(entered.metric));
  const session = useQuery(sessionQuery).data;
  return (
    <section className="card" aria-labelledby="entries">
      <h2 id="entries">Entries</h2>
      <p className="card-note">
        People enter this value once per {entered.grain}; a later entry corrects an earlier one.
      </p>
      {mayEnter(session) && <EntryForm answer={answer} entered={entered} />}
      {error !== null && <ProblemNotice error={error} />}
      {data?.entries.length === 0 && <p className="card-note">Nothing has been entered yet.</p>}
      <ul className="entry-list">
        {data?.entries.slice(0, shownEntries).map((entry) => (
          <EntryLine
            key={`${entry.period} ${entry.enteredAt}`}
            entry={entry}
            unit={answer.tile.unit}
            zone={answer.timeZone}
          />
        ))}
      </ul>
    </section>
  );
};
