import type { DueMetric, DuePeriod } from "@sextant/model/api/answers/entry";
import { formatValue } from "@sextant/model/metric/format";
import { periodLabel } from "@sextant/model/time/label";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { call } from "../../data/client.ts";
import { keptValue } from "../../parts/entering.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Field } from "../../ui/Field.tsx";

interface DueFormProps {
  metric: DueMetric;
  due: DuePeriod;
  /** Closes the form; the sentence says what was entered and is empty when nothing was. */
  close: (sentence: string) => void;
}

/** Enters or corrects the value of one period; its first field has the focus when it opens. */
export const DueForm = ({ metric, due, close }: DueFormProps): ReactNode => {
  const client = useQueryClient();
  const [value, setValue] = useState("");
  const [evidence, setEvidence] = useState("");
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.querySelector("input")?.focus(), []);
  const { symbol, scale } = metric.unit;
  const kept = keptValue(value, scale);
  const label = periodLabel(due.period);
  const enter = useMutation({
    mutationFn: () => {
      const rest = evidence.trim() === "" ? {} : { evidence };
      return call("enterValue", {
        params: { id: metric.id },
        body: { period: due.period, value: kept ?? 0, ...rest },
      });
    },
    onSuccess: async (entry) => {
      await Promise.all([
        client.invalidateQueries({ queryKey: ["entries"] }),
        client.invalidateQueries({ queryKey: ["kpi"] }),
      ]);
      close(`${metric.label}, ${label}, is ${formatValue(entry.value, metric.unit)} now.`);
    },
  });
  return (
    <form
      ref={form}
      className="form"
      aria-label={`${metric.label}, ${label}`}
      onSubmit={(event) => {
        event.preventDefault();
        enter.mutate();
      }}
    >
      {enter.error !== null && <ProblemNotice error={enter.error} />}
      <Field
        label={`${metric.label}, ${label}${symbol === "" ? "" : `, in ${symbol}`}`}
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
      <div className="due-buttons">
        <button type="submit" className="button primary" disabled={kept === null || enter.isPending}>
          {due.entry === null ? "Enter value" : "Correct value"}
        </button>
        <button type="button" className="button" onClick={() => close("")}>
          Cancel
        </button>
      </div>
    </form>
  );
};
