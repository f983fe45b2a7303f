import type { KpiAnswer } from "@sextant/model/api/answers/kpi";
import { type ReactNode, useState } from "react";
import { dateTimeIn } from "../../ui/instant.ts";
import { type Entry, entriesOf } from "./restatements.ts";
import "./history.css";

interface RestatementsCardProps {
  answer: KpiAnswer;
}

/** Entries shown before one asks for all, and sentences of one entry before they are folded. */
const [firstEntries, mostSentences] = [6, 3];

const Sentences = ({ sentences }: { sentences: readonly string[] }): ReactNode => {
  const lines = sentences.map((sentence) => <p key={sentence}>{sentence}</p>);
  if (sentences.length <= mostSentences) return lines;
  return (
    <details>
      <summary>{sentences.length} published values changed</summary>
      {lines}
    </details>
  );
};

const Line = ({
  entry: { at, tag, summary, sentences, receipt },
  timeZone,
}: {
  entry: Entry;
  timeZone: string;
}): ReactNode => (
  <li>
    <p className="restatement-head">
      <span className="tag">{tag}</span>
      <span className="muted">{dateTimeIn(at, timeZone)}</span>
      {receipt !== null && (
        <a className="muted" href={`/v1/receipts/${receipt}`}>
          receipt
        </a>
      )}
    </p>
    {summary !== null && <p>{summary}</p>}
    <Sentences sentences={sentences} />
  </li>
);

/** What became of published values: every change with its size and cause, newest first; nothing when there was none (N2). */
export const RestatementsCard = ({ answer: { history, timeZone } }: RestatementsCardProps): ReactNode => {
  const [showsAll, setShowsAll] = useState(false);
  const entries = entriesOf(history);
  if (entries.length === 0) return null;
  const count = history.restatements.length;
  return (
    <section className="card" aria-labelledby="restatements">
      <h2 id="restatements">Restated</h2>
      <p className="card-note number">
        {count === 0
          ? "No published value of this span has changed."
          : `${count} ${count === 1 ? "change" : "changes"} of published values in this span.`}
      </p>
      <ol className="restatements number">
        {(showsAll ? entries : entries.slice(0, firstEntries)).map((entry) => (
          <Line key={entry.key} entry={entry} timeZone={timeZone} />
        ))}
      </ol>
      {entries.length > firstEntries && (
        <button type="button" className="button" onClick={() => setShowsAll(!showsAll)}>
          {showsAll ? `Show the latest ${firstEntries}` : `Show all ${entries.length}`}
        </button>
      )}
    </section>
  );
};
