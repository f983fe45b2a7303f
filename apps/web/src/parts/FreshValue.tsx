import { type ReactNode, useState } from "react";

const about = "\u2248 ";

/** A written value in parts: the mark of an approximate one, the number, and the unit behind its space, if it has one. */
export const splitValue = (text: string): { mark: string; amount: string; unit: string } => {
  const mark = text.startsWith(about) ? about : "";
  const rest = text.slice(mark.length);
  const at = rest.lastIndexOf(" ");
  return { mark, amount: at < 0 ? rest : rest.slice(0, at), unit: at < 0 ? "" : rest.slice(at) };
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
  const { mark, amount, unit } = splitValue(text);
  return (
    <span key={seen.changes} className={seen.changes > 0 ? "value fresh" : "value"}>
      {mark !== "" && <span className="value-unit">{mark}</span>}
      {amount}
      {unit !== "" && <span className="value-unit">{unit}</span>}
    </span>
  );
};
