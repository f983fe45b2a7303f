import type { KeyResultView } from "@sextant/model/api/answers/objectives";
import { formatValue } from "@sextant/model/metric/format";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../data/client.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Choice, Field } from "../../ui/Field.tsx";
import { shareWords } from "./words.ts";

const levels = ["0.1", "0.3", "0.5", "0.7", "0.9"] as const;
const options = levels.map((value) => ({ value, label: shareWords(Number(value)) }));

/** Says how sure somebody is of a key result. What the data says is filled in and cannot be changed. */
export const CheckIn = ({ objective, result }: { objective: string; result: KeyResultView }): ReactNode => {
  const client = useQueryClient();
  const [confidence, setConfidence] = useState<(typeof levels)[number]>("0.5");
  const [note, setNote] = useState("");
  const send = useMutation({
    mutationFn: () =>
      call("checkInKeyResult", {
        params: { id: objective },
        body: { keyResult: result.id, confidence: Number(confidence), ...(note.trim() === "" ? {} : { note }) },
      }),
    onSuccess: async () => {
      setNote("");
      for (const noun of ["objective", "objectives"]) await client.invalidateQueries({ queryKey: [noun] });
    },
  });
  return (
    <form
      className="objective-check-in"
      aria-label={`Check in on ${result.label}`}
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <p className="number">
        From the data: {formatValue(result.progress.value, result.unit)}
        {result.progress.periodKey !== null && ` in ${result.progress.periodKey}`}
      </p>
      <Choice
        label="Confidence"
        value={confidence}
        options={options}
        onChange={(value) => value !== undefined && setConfidence(value)}
      />
      <Field label="Why" maxLength={10_000} value={note} onChange={({ target }) => setNote(target.value)} />
      <button type="submit" className="button" disabled={send.isPending}>
        Check in
      </button>
      {send.error !== null && <ProblemNotice error={send.error} />}
    </form>
  );
};
