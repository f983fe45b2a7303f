import type { RouteAnswer } from "@sextant/model/api/client";
import { weekdays } from "@sextant/model/time/calendar";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactNode, useState } from "react";
import { call } from "../../data/client.ts";
import { meQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Choice, Field } from "../../ui/Field.tsx";

const cadences = [
  { value: "every", label: "Every day" },
  { value: "work", label: "Monday to Friday" },
  { value: "3", label: "3 times a week" },
  { value: "1", label: "Once a week" },
] as const;
type CadenceName = (typeof cadences)[number]["value"];

const cadenceOf = (name: CadenceName) => {
  if (name === "every") return { type: "weekdays" as const, days: [...weekdays] };
  if (name === "work") return { type: "weekdays" as const, days: weekdays.slice(0, 5) };
  return { type: "per_week" as const, times: Number(name) };
};

const here = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A new habit: what, after what, how often, and for which KPI. */
export const HabitForm = ({ kpis, close }: Pick<RouteAnswer<"me">, "kpis"> & { close: () => void }): ReactNode => {
  const client = useQueryClient();
  const [cadence, setCadence] = useState<CadenceName>("every");
  const [kpi, setKpi] = useState<string>();
  const begin = useMutation({
    mutationFn: ({ title, cue }: { title: string; cue: string }) =>
      call("beginHabit", { body: { title, cue, cadence: cadenceOf(cadence), kpi, time_zone: here() } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: meQuery.queryKey });
      close();
    },
  });
  const send = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const written = (name: string): string => {
      const value = form.get(name);
      return typeof value === "string" ? value : "";
    };
    begin.mutate({ title: written("title"), cue: written("cue") });
  };
  return (
    <form className="me-form" onSubmit={send}>
      <Field label="What you do" name="title" required maxLength={300} />
      <Field
        label="Cue"
        name="cue"
        required
        maxLength={300}
        hint="After what you do it, e.g. after the first coffee."
      />
      <Choice label="How often" value={cadence} options={cadences} onChange={(value) => setCadence(value ?? "every")} />
      <Choice
        label="KPI it leads"
        value={kpi ?? ""}
        options={kpis.map(({ id, label }) => ({ value: id, label }))}
        any="None"
        onChange={setKpi}
      />
      {begin.error !== null && <ProblemNotice error={begin.error} />}
      <div className="me-acts">
        <button type="submit" className="button" disabled={begin.isPending}>
          Begin
        </button>
        <button type="button" className="button" onClick={close}>
          Cancel
        </button>
      </div>
    </form>
  );
};
