import { type ReactNode, useState } from "react";

interface DateInputProps {
  label: string;
  /** A date such as `2001-03-09`; empty for none. */
  value: string;
  min?: string | undefined;
  max?: string | undefined;
  onChange: (date: string) => void;
}

/** While a year is typed, its first digits are years of the first millennium: nobody means those. */
const firstYear = "1900";

/** A labelled native date input that speaks up only for whole dates, so that typing is not disturbed. */
export const DateInput = ({ label, value, min, max, onChange }: DateInputProps): ReactNode => {
  const [draft, setDraft] = useState({ text: value, of: value });
  if (draft.of !== value) setDraft({ text: value, of: value });
  return (
    <label className="date-input">
      {label}
      <input
        type="date"
        value={draft.text}
        min={min}
        max={max}
        onChange={({ target }) => {
          setDraft({ text: target.value, of: value });
          if (target.value >= firstYear && target.value !== value) onChange(target.value);
        }}
      />
    </label>
  );
};
