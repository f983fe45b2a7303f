import { type ReactNode, useState } from "react";

/** A written value and the unit behind its space, if it has one: `8.6` and `min`, `78.4%` alone. */
const splitUnit = (text: string): [string, string] => {
  const at = text.lastIndexOf(" ");
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at)];
};

interface FreshValueProps {
  text: string;
  /** What the value is the value of; a change of this is another value, not a fresh one. */
  of: string;
}

/** A value that lights up for a moment when it changes under the reader's eyes. */
export const FreshValue = ({ text, of }: FreshValueProps): ReactNode => {
  const [seen, setSeen] = useState({ text, of, changes: 0 });
  if (seen.text !== text || seen.of !== of) {
    setSeen({ text, of, changes: seen.of === of ? seen.changes + 1 : 0 });
  }
  const [amount, unit] = splitUnit(text);
  return (
    <span key={seen.changes} className={seen.changes > 0 ? "value fresh" : "value"}>
      {amount}
      {unit !== "" && <span className="value-unit">{unit}</span>}
    </span>
  );
};
