import { ApiProblem } from "@sextant/model/api/client";
import type { NoteField as Field, Review } from "@sextant/model/practice/review";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { call } from "../../data/client.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";

interface NoteFieldProps {
  review: Review;
  kpi: string | null;
  field: Field;
  label: string;
}

interface Draft {
  text: string;
  /** The revision it is written to. */
  revision: number;
}

const isConflict = (error: unknown): boolean => error instanceof ApiProblem && error.body.code === "conflict";

/** One note of the review. What somebody else wrote meanwhile is shown beside one's own text, and neither is lost. */
export const NoteField = ({ review, kpi, field, label }: NoteFieldProps): ReactNode => {
  const id = useId();
  const client = useQueryClient();
  const kept = review.notes.find((note) => note.kpi === kpi && note.field === field);
  const [draft, setDraft] = useState<Draft | null>(null);
  const save = useMutation({
    mutationFn: ({ text, revision }: Draft) =>
      call("noteInReview", { params: { id: review.id }, body: { kpi, field, text, revision } }),
    onSuccess: () => setDraft(null),
    onSettled: () => client.invalidateQueries({ queryKey: ["review", review.id] }),
  });
  const text = draft?.text ?? kept?.text ?? "";
  if (review.state === "closed")
    return (
      text !== "" && (
        <div className="note">
          <h3>{label}</h3>
          <p className="note-text" dir="auto">
            {text}
          </p>
        </div>
      )
    );
  const clashes = isConflict(save.error) && draft !== null && kept !== undefined && kept.revision > draft.revision;
  return (
    <div className="note">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        dir="auto"
        rows={Math.min(12, Math.max(1, text.split("\n").length))}
        maxLength={10_000}
        value={text}
        onChange={({ target }) => setDraft({ text: target.value, revision: draft?.revision ?? kept?.revision ?? 0 })}
        onBlur={() => draft !== null && !clashes && draft.text !== (kept?.text ?? "") && save.mutate(draft)}
      />
      {kept !== undefined && draft === null && <p className="muted">{kept.by}</p>}
      {clashes && (
        <div className="note-clash" role="alert">
          <p>{kept.by} wrote here in the meantime:</p>
          <blockquote dir="auto">{kept.text}</blockquote>
          <button
            type="button"
            className="button"
            onClick={() => save.mutate({ text: `${kept.text}\n${draft.text}`, revision: kept.revision })}
          >
            Keep both
          </button>
          <button
            type="button"
            className="button quiet"
            onClick={() => {
              setDraft(null);
              save.reset();
            }}
          >
            Keep theirs
          </button>
        </div>
      )}
      {save.error !== null && !isConflict(save.error) && <ProblemNotice error={save.error} />}
    </div>
  );
};
