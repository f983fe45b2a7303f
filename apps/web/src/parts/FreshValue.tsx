import { type ReactNode, useState } from "react";

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
  return (
    <span key={seen.changes} className={seen.changes > 0 ? "value fresh" : "value"}>
      {text}
    </span>
  );
};
