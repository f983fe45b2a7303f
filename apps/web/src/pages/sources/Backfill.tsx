import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../data/client.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Field } from "../../ui/Field.tsx";
import { useSourceChange } from "./useSourceChange.ts";

/** A form that reads a stretch of the cursor again, for the datasets that have one. */
export const Backfill = ({ id, datasets }: { id: string; datasets: string[] }): ReactNode => {
  const onSettled = useSourceChange(id);
  const [range, setRange] = useState({ from: "", to: "" });
  const backfill = useMutation({
    mutationFn: () => call("backfillSource", { params: { id }, body: { ...range, datasets } }),
    onSettled,
  });
  return (
    <form
      className="form panel"
      aria-labelledby="source-backfill"
      onSubmit={(event) => {
        event.preventDefault();
        backfill.mutate();
      }}
    >
      <h2 id="source-backfill">Backfill a range</h2>
      <p className="page-line">Reads a stretch of the cursor again: {datasets.join(", ")}.</p>
      {backfill.error !== null && <ProblemNotice error={backfill.error} />}
      <div className="source-range">
        <Field
          label="From"
          type="date"
          required
          value={range.from}
          onChange={({ target }) => setRange({ ...range, from: target.value })}
        />
        <Field
          label="Up to, not included"
          type="date"
          required
          value={range.to}
          onChange={({ target }) => setRange({ ...range, to: target.value })}
        />
      </div>
      <button type="submit" className="button" disabled={backfill.isPending}>
        Backfill
      </button>
      <p role="status">{backfill.isSuccess && "It began; see the runs above."}</p>
    </form>
  );
};
