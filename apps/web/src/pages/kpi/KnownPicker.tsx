import type { ReactNode } from "react";
import type { KpiQuestion } from "../../data/queries.ts";
import { DateInput } from "./DateInput.tsx";

interface KnownPickerProps {
  question: KpiQuestion;
  ask: (change: Partial<KpiQuestion>) => void;
}

/** The day the page is as known on. What was known is kept at the judged grain and of the whole, so that others go. */
export const KnownPicker = ({ question, ask }: KnownPickerProps): ReactNode => (
  <div className="kpi-dates">
    <DateInput
      label="As known on"
      value={question.known ?? ""}
      onChange={(known) => ask({ known, grain: undefined, by: undefined, compare: undefined })}
    />
  </div>
);
