import type { CascadeAnswer } from "@sextant/model/api/answers/cascade";
import { formatValue } from "@sextant/model/metric/format";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../data/client.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Field } from "../../ui/Field.tsx";
import type { CascadeTree } from "./tree.ts";

interface WhatIfProps {
  kpi: CascadeAnswer["kpis"][number];
  tree: CascadeTree;
  measures: CascadeAnswer["measures"];
}

/** What the KPIs above would be next period if this one were another value. */
export const WhatIf = ({ kpi, tree, measures }: WhatIfProps): ReactNode => {
  const unit = measures[kpi.measure];
  const scale = unit?.scale ?? 1;
  const [shown, setShown] = useState("");
  const suppose = useMutation({
    mutationFn: () => call("whatIf", { body: { changes: [{ kpi: kpi.id, value: Number(shown) / scale }] } }),
  });
  const write = (id: string, value: number): string => {
    const measure = measures[tree.kpis.get(id)?.measure ?? ""];
    return measure === undefined ? String(value) : formatValue(value, measure);
  };
  return (
    <form
      className="what-if panel"
      aria-label={`What if ${kpi.label} changed`}
      onSubmit={(event) => {
        event.preventDefault();
        suppose.mutate();
      }}
    >
      <Field
        label={`What if ${kpi.label} were${unit === undefined || unit.symbol === "" ? "" : ` (${unit.symbol})`}`}
        type="number"
        step="any"
        required
        value={shown}
        onChange={({ target }) => setShown(target.value)}
        hint={
          kpi.expected === null ? "Nothing is forecast for it yet." : `Next is ${write(kpi.id, kpi.expected.value)}.`
        }
      />
      <button type="submit" className="button" disabled={suppose.isPending}>
        Recompute
      </button>
      {suppose.error !== null && <ProblemNotice error={suppose.error} />}
      {suppose.data !== undefined && (
        <ul aria-live="polite" aria-label="What would change">
          {suppose.data.moved.map(({ kpi: id, before, after }) => (
            <li key={id} className="number">
              <strong>{tree.kpis.get(id)?.label ?? id}</strong> {write(id, before.value)} → {write(id, after.value)},
              within {write(id, after.low)} to {write(id, after.high)} (80 %)
            </li>
          ))}
          {suppose.data.moved.length === 0 && (
            <li>Nothing above can be recomputed: no KPI follows from it, or its other parts have no forecast.</li>
          )}
        </ul>
      )}
    </form>
  );
};
