import type { DictionaryEntry } from "@sextant/model/api/answers/dictionary";
import { type ReactNode, useState } from "react";
import { EntryRow } from "./EntryRow.tsx";

/** Rows drawn at first and with each further step: a screenful or two, whatever the size of the dictionary. */
const step = 100;

/** The definitions found, a hundred at a time; a table when wide, cards on a phone. */
export const EntryTable = ({ entries }: { entries: readonly DictionaryEntry[] }): ReactNode => {
  const [limit, setLimit] = useState(step);
  const left = entries.length - limit;
  return (
    <>
      <table className="entries">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Status</th>
            <th scope="col">Formula</th>
            <th scope="col">Owner</th>
            <th scope="col">Version</th>
            <th scope="col">Used in</th>
          </tr>
        </thead>
        <tbody>
          {entries.slice(0, limit).map((entry) => (
            <EntryRow key={`${entry.type} ${entry.id}`} entry={entry} />
          ))}
        </tbody>
      </table>
      {left > 0 && (
        <button type="button" className="button entries-more" onClick={() => setLimit(limit + step)}>
          Show {Math.min(step, left)} more of {left}
        </button>
      )}
    </>
  );
};
