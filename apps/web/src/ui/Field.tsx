import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, useId } from "react";

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  hint?: string;
}

/** A labelled input with an optional hint below it. */
export const Field = ({ label, hint, ...input }: FieldProps): ReactNode => {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} aria-describedby={hint === undefined ? undefined : `${id}-hint`} {...input} />
      {hint !== undefined && (
        <p className="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
};

interface ChoiceProps<T extends string> extends Omit<SelectHTMLAttributes<HTMLSelectElement>, "value" | "onChange"> {
  label: string;
  value: T | "";
  options: readonly { value: T; label: string }[];
  /** Name of the empty choice; without it something is always chosen. */
  any?: string;
  onChange: (value: T | undefined) => void;
}

/** A labelled native select. */
export const Choice = <T extends string>({
  label,
  value,
  options,
  any,
  onChange,
  ...rest
}: ChoiceProps<T>): ReactNode => (
  <label className="choice">
    <span className="choice-label">{label}</span>
    <select
      {...rest}
      value={value}
      onChange={({ target }) => onChange(options.find((option) => option.value === target.value)?.value)}
    >
      {any !== undefined && <option value="">{any}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  </label>
);
