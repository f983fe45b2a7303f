import type { KpiAnswer } from "@sextant/model/api/answers/kpi";
import type { ReactNode } from "react";
import type { KpiQuestion } from "../../data/queries.ts";
import { Segmented } from "../../ui/Segmented.tsx";
import { DateInput } from "./DateInput.tsx";
import { dateAfter, dateOf, type Span, spanOf, spans, startOfSpan } from "./range.ts";

interface RangePickerProps {
  answer: KpiAnswer;
  question: KpiQuestion;
  ask: (change: Partial<KpiQuestion>) => void;
}

/** The span of the chart: a few at one click, any other by its first and last day. */
export const RangePicker = ({ answer, question, ask }: RangePickerProps): ReactNode => {
  const { now, timeZone } = answer;
  const choose = (value: Span): void => {
    const months = spans.find((span) => span.value === value)?.months ?? null;
    ask({ from: months === null ? undefined : startOfSpan(now, months, timeZone), to: undefined });
  };
  const firstDay = question.from ?? dateOf(answer.from, timeZone);
  // The question's end is exclusive; people name the last day they want to see.
  const lastDay = question.to === undefined ? dateOf(answer.to - 1, timeZone) : (dateAfter(question.to, -1) ?? "");
  return (
    <>
      <Segmented<Span | "dates">
        label="Span"
        value={spanOf(question, now, timeZone) ?? "dates"}
        options={spans}
        onChange={(value) => value !== "dates" && choose(value)}
      />
      <div className="kpi-dates">
        <DateInput label="From" value={firstDay} max={lastDay} onChange={(from) => ask({ from })} />
        <DateInput label="to" value={lastDay} min={firstDay} onChange={(last) => ask({ to: dateAfter(last, 1) })} />
      </div>
    </>
  );
};
