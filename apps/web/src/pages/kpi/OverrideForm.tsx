import type { KpiAnswer } from "@sextant/model/api/answers/kpi";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { mayDefine } from "../../data/changes.ts";
import { call } from "../../data/client.ts";
import { sessionQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { statusWords } from "../../parts/StatusPill.tsx";
import { Choice, Field } from "../../ui/Field.tsx";
import { dateIn } from "../../ui/instant.ts";

const colours = (["green", "yellow", "red"] as const).map((value) => ({ value, label: statusWords[value] }));
type Colour = (typeof colours)[number]["value"];

/** Asks for every answer that shows a status again. */
const useAgain = (): (() => Promise<void>) => {
  const client = useQueryClient();
  return () => client.invalidateQueries({ predicate: ({ queryKey: [noun] }) => noun !== "session" });
};

const SetForm = ({ id }: { id: string }): ReactNode => {
  const again = useAgain();
  const [status, setStatus] = useState<Colour>("yellow");
  const [reason, setReason] = useState("");
  const [until, setUntil] = useState("");
  const set = useMutation({
    mutationFn: () => call("overrideStatus", { params: { id }, body: { status, reason, until } }),
    onSuccess: again,
  });
  return (
    <form
      className="form"
      aria-label="Set the status"
      onSubmit={(event) => {
        event.preventDefault();
        set.mutate();
      }}
    >
      {set.error !== null && <ProblemNotice error={set.error} />}
      <Choice label="Status" value={status} options={colours} onChange={(next) => setStatus(next ?? status)} />
      <Field
        label="Reason"
        required
        minLength={3}
        maxLength={500}
        hint="Why the computed status misleads."
        value={reason}
        onChange={({ target }) => setReason(target.value)}
      />
      <Field label="Until" required type="date" value={until} onChange={({ target }) => setUntil(target.value)} />
      <button type="submit" className="button" disabled={set.isPending}>
        Set status
      </button>
    </form>
  );
};

/** A status that somebody set, with the computed one beside it and a way back; or a way to set one (S7). */
export const OverrideForm = ({ answer }: { answer: KpiAnswer }): ReactNode => {
  const { tile, timeZone } = answer;
  const { override, computed } = tile.standing;
  const session = useQuery(sessionQuery).data;
  const again = useAgain();
  const end = useMutation({
    mutationFn: () => call("endOverride", { params: { id: tile.id } }),
    onSuccess: again,
  });
  if (override !== undefined)
    return (
      <div className="judgement-override">
        <h3>Status set by a person</h3>
        <p>
          {statusWords[override.status]} by {override.by} until {dateIn(override.until, timeZone)}: {override.reason}
        </p>
        <p className="card-note">Computed: {statusWords[computed]}.</p>
        {end.error !== null && <ProblemNotice error={end.error} />}
        {mayDefine(session) && (
          <button type="button" className="button" disabled={end.isPending} onClick={() => end.mutate()}>
            Show the computed status
          </button>
        )}
      </div>
    );
  if (!mayDefine(session)) return null;
  return (
    <details className="judgement-override">
      <summary>Set the status by hand</summary>
      <SetForm id={tile.id} />
    </details>
  );
};
