import { type ReactNode, useState } from "react";

interface CopyButtonProps {
  text: string;
  /** What is copied, e.g. `SQL`. */
  what: string;
}

type Outcome = "copied" | "refused" | null;

const wordsOf: Record<NonNullable<Outcome>, string> = {
  copied: "Copied",
  refused: "Not allowed: select the text instead",
};

/** Copies a text and says whether it could. */
export const CopyButton = ({ text, what }: CopyButtonProps): ReactNode => {
  const [outcome, setOutcome] = useState<Outcome>(null);
  const copy = async (): Promise<void> => {
    // The clipboard is absent on plain HTTP and may be refused anywhere; both are told, nothing is lost.
    const allowed = await (navigator.clipboard?.writeText(text) ?? Promise.reject(new Error("no clipboard"))).then(
      () => true,
      () => false,
    );
    setOutcome(allowed ? "copied" : "refused");
  };
  return (
    <button type="button" className="button copy" onClick={() => void copy()} onBlur={() => setOutcome(null)}>
      <span className="visually-hidden">Copy {what}</span>
      <span aria-hidden="true">{outcome === null ? "Copy" : wordsOf[outcome]}</span>
      <span className="visually-hidden" role="status">
        {outcome === null ? "" : wordsOf[outcome]}
      </span>
    </button>
  );
};
