import type { RouteInput } from "@sextant/model/api/client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../data/client.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Choice, Field } from "../../ui/Field.tsx";
import { snoozes } from "./words.ts";

const day = 86_400_000;

/** Acknowledge with a cause, or snooze. */
export const ActForm = ({ id, now }: { id: string; now: number }): ReactNode => {
  const client = useQueryClient();
  const [cause, setCause] = useState("");
  const act = useMutation({
    mutationFn: (body: RouteInput<"actOnAlert">["body"]) => call("actOnAlert", { params: { id }, body }),
    onSuccess: async () => {
      setCause("");
      for (const noun of ["alert", "alerts", "attention"]) await client.invalidateQueries({ queryKey: [noun] });
    },
  });
  return (
    <form
      className="form panel"
      aria-label="Acknowledge"
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate({ act: "acknowledge", cause });
      }}
    >
      {act.error !== null && <ProblemNotice error={act.error} />}
      <Field label="Cause" required value={cause} onChange={({ target }) => setCause(target.value)} />
      <button type="submit" className="button primary" disabled={act.isPending}>
        Acknowledge
      </button>
      <Choice
        label="Snooze for"
        value=""
        any="Not now"
        options={snoozes}
        onChange={(days) => days !== undefined && act.mutate({ act: "snooze", until: now + Number(days) * day })}
      />
    </form>
  );
};
