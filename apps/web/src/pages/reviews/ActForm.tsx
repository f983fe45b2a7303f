import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../data/client.ts";
import { peopleQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Choice, Field } from "../../ui/Field.tsx";

interface ActFormProps {
  review: string;
  kpi: string;
  kind: "intervention" | "decision";
}

const ways = [
  { value: "up", label: "Up" },
  { value: "down", label: "Down" },
] as const;

const empty = { text: "", owner: "", due: "", direction: "up" as "up" | "down" };

/** Writes down what is done about a KPI, or what was decided, with the review it comes from. */
export const ActForm = ({ review, kpi, kind }: ActFormProps): ReactNode => {
  const client = useQueryClient();
  const people = useQuery(peopleQuery).data;
  const [draft, setDraft] = useState(empty);
  const owner = draft.owner || (people?.me ?? "");
  const isBet = kind === "intervention";
  const write = useMutation({
    mutationFn: async (): Promise<void> => {
      const { text, due, direction } = draft;
      if (isBet) await call("intervene", { body: { kpi, title: text, owner, due, expected: { direction } } });
      else await call("decide", { body: { kpis: [kpi], text, owner, origin: { type: "review", id: review } } });
    },
    onSuccess: async () => {
      setDraft(empty);
      await client.invalidateQueries({ queryKey: ["review-kpi", review, kpi] });
    },
  });
  return (
    <form
      className="review-form"
      onSubmit={(event) => {
        event.preventDefault();
        write.mutate();
      }}
    >
      <Field
        label={isBet ? "What is done" : "What is decided"}
        required
        maxLength={isBet ? 300 : 10_000}
        value={draft.text}
        onChange={({ target }) => setDraft({ ...draft, text: target.value })}
      />
      <Choice
        label={isBet ? "Who does it" : "Who answers for it"}
        required
        any="Choose a person"
        value={owner}
        options={(people?.people ?? []).map(({ id, label }) => ({ value: id, label }))}
        onChange={(value) => setDraft({ ...draft, owner: value ?? "" })}
      />
      {isBet && (
        <>
          <Field
            label="Done by"
            type="date"
            required
            value={draft.due}
            onChange={({ target }) => setDraft({ ...draft, due: target.value })}
          />
          <Choice
            label="Expected to move it"
            value={draft.direction}
            options={ways}
            onChange={(direction) => setDraft({ ...draft, direction: direction ?? "up" })}
          />
        </>
      )}
      <button type="submit" className="button" disabled={write.isPending || draft.text.trim() === ""}>
        {isBet ? "Bet on it" : "Decide"}
      </button>
      {write.error !== null && <ProblemNotice error={write.error} />}
    </form>
  );
};
