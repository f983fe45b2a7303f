import type { DictionaryEntry } from "@sextant/model/api/answers/dictionary";
import type { ReactNode } from "react";
import { EntryRow } from "./EntryRow.tsx";

interface EntryTableProps {
  entries: readonly DictionaryEntry[];
  /** How many were found that are not shown. */
  left: number;
  more: () => void;
}

/** The definitions found, a part at a time; a table when wide, cards on a phone. */
export const EntryTable = ({ entries, left, more }: EntryTableProps): ReactNode => (
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
        {entries.map((entry) => (
          <EntryRow key={`${entry.type} ${entry.id}`} entry={entry} />
        ))}
      </tbody>
    </table>
    {left > 0 && (
      <button type="button" className="button entries-more" onClick={more}>
        Show more of {left}
      </button>
    )}
  </>
);
