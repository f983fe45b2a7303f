import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { call } from "../../data/client.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Choice, Field } from "../../ui/Field.tsx";

const ways = [
  { value: "up", label: "Up" },
  { value: "down", label: "Down" },
  { value: "range", label: "Within a range" },
] as const;
type Way = (typeof ways)[number]["value"];

const amountOf = (text: string): string | number => (/^-?\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : text.trim());

/** What one expects of the next value, written down before it is known. */
export const ExpectForm = ({ review, kpi }: { review: string; kpi: string }): ReactNode => {
  const client = useQueryClient();
  const [way, setWay] = useState<Way>("up");
  const [range, setRange] = useState({ low: "", high: "" });
  const [sure, setSure] = useState(70);
  const write = useMutation({
    mutationFn: () => {
      const claim =
        way === "range"
          ? { type: way, low: amountOf(range.low), high: amountOf(range.high) }
          : { type: "direction" as const, direction: way };
      return call("expect", { body: { kpi, review, claim, confidence: sure / 100 } });
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["review-kpi", review, kpi] }),
  });
  return (
    <form
      className="review-form"
      onSubmit={(event) => {
        event.preventDefault();
        write.mutate();
      }}
    >
      <Choice label="The next value goes" value={way} options={ways} onChange={(next) => setWay(next ?? "up")} />
      {way === "range" && (
        <>
          <Field
            label="From"
            required
            value={range.low}
            onChange={({ target }) => setRange({ ...range, low: target.value })}
          />
          <Field
            label="To"
            required
            value={range.high}
            onChange={({ target }) => setRange({ ...range, high: target.value })}
          />
        </>
      )}
      <Field
        label="How sure, in %"
        type="number"
        min={50}
        max={99}
        required
        value={sure}
        onChange={({ target }) => setSure(target.valueAsNumber)}
      />
      <button type="submit" className="button" disabled={write.isPending}>
        Expect it
      </button>
      {write.error !== null && <ProblemNotice error={write.error} />}
    </form>
  );
};
