import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../../data/client.ts";
import { peopleQuery } from "../../../data/queries.ts";
import { ProblemNotice } from "../../../parts/ProblemNotice.tsx";
import { Dialog } from "../../../ui/Dialog.tsx";
import { Choice, Field } from "../../../ui/Field.tsx";
import { Segmented } from "../../../ui/Segmented.tsx";

const kinds = [
  { value: "intervention", label: "Intervention" },
  { value: "decision", label: "Decision" },
  { value: "remark", label: "Remark" },
] as const;
type Kind = (typeof kinds)[number]["value"];

const lines: Record<Kind, string> = {
  intervention:
    "Something done on purpose to move this KPI. It is a bet: when its time is up, Sextant says what it moved.",
  decision: "What is done differently from now on. It stays in the log, and tells that this KPI is used.",
  remark: "Something that happened on a day, so that the chart can be understood later.",
};

interface NewActProps {
  kpi: string;
  /** Day in the workspace. */
  today: string;
  onClose: () => void;
}

interface Draft {
  text: string;
  owner: string;
  day: string;
  direction: "up" | "down";
  by: string;
}

const amountOf = (by: string): string | number => (/^\d+(\.\d+)?$/.test(by) ? Number(by) : by);

const write = (kind: Kind, kpi: string, { text, owner, day, direction, by }: Draft): Promise<unknown> => {
  if (kind === "remark") return call("annotate", { body: { scope: { type: "kpi", id: kpi }, from: day, text } });
  if (kind === "decision") return call("decide", { body: { kpis: [kpi], text, owner, on: day } });
  const expected = { direction, ...(by.trim() === "" ? {} : { by: amountOf(by.trim()) }) };
  return call("intervene", { body: { kpi, title: text, owner, due: day, expected } });
};

/** The form that adds an intervention, a decision or a remark. */
export const NewAct = ({ kpi, today, onClose }: NewActProps): ReactNode => {
  const client = useQueryClient();
  const people = useQuery(peopleQuery).data;
  const [kind, setKind] = useState<Kind>("intervention");
  const [draft, setDraft] = useState<Draft>({ text: "", owner: "", day: today, direction: "up", by: "" });
  const set = (part: Partial<Draft>): void => setDraft({ ...draft, ...part });
  const owner = draft.owner || (people?.me ?? "");
  const add = useMutation({
    mutationFn: () => write(kind, kpi, { ...draft, owner }),
    onSuccess: async () => {
      await client.invalidateQueries({
        predicate: ({ queryKey: [noun] }) => /^(interv|decis|annot)/.test(String(noun)),
      });
      onClose();
    },
  });
  const isBet = kind === "intervention";
  return (
    <Dialog title="What is done about it" open onClose={onClose}>
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          add.mutate();
        }}
      >
        <Segmented label="Kind" value={kind} options={kinds} onChange={setKind} />
        <p className="card-note">{lines[kind]}</p>
        {add.error !== null && <ProblemNotice error={add.error} />}
        <Field
          label={isBet ? "What is done" : kind === "decision" ? "What was decided" : "What happened"}
          required
          maxLength={isBet ? 300 : 10_000}
          value={draft.text}
          onChange={({ target }) => set({ text: target.value })}
        />
        {kind !== "remark" && (
          <Choice
            label="Owner"
            required
            any="Choose a person"
            value={owner}
            options={(people?.people ?? []).map(({ id, label }) => ({ value: id, label }))}
            onChange={(value) => set({ owner: value ?? "" })}
          />
        )}
        <Field
          label={isBet ? "Done by" : "Day"}
          type="date"
          required
          value={draft.day}
          max={kind === "decision" ? today : undefined}
          onChange={({ target }) => set({ day: target.value })}
        />
        {isBet && (
          <>
            <Segmented
              label="Expected to move it"
              value={draft.direction}
              options={[
                { value: "up", label: "Up" },
                { value: "down", label: "Down" },
              ]}
              onChange={(direction) => set({ direction })}
            />
            <Field
              label="By how much"
              hint="In the KPI's unit, e.g. 2% or 5 min. Leave it empty to bet on the direction only."
              value={draft.by}
              onChange={({ target }) => set({ by: target.value })}
            />
          </>
        )}
        <button type="submit" className="button primary" disabled={add.isPending || draft.text.trim() === ""}>
          Write it down
        </button>
      </form>
    </Dialog>
  );
};
