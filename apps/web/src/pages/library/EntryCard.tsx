import type { LibrarySummary } from "@sextant/model/api/answers/library";
import type { ReactNode } from "react";
import { Link } from "../../ui/router/Link.tsx";
import { readable } from "./words.ts";

const fitWords = ({ fit, installed }: LibrarySummary): string => {
  if (installed) return "In this workspace";
  if (fit === null) return "Needs other columns";
  return fit > 0.6 ? "Your columns fit" : "Your columns could fit";
};

/** An entry in the list: what it is, and whether the workspace's columns fit. */
export const EntryCard = ({ entry }: { entry: LibrarySummary }): ReactNode => (
  <li className="library-entry">
    <h2>
      <Link to="/library/:id" params={{ id: entry.id }}>
        {entry.name}
      </Link>
    </h2>
    <p>{entry.meaning}</p>
    <p className="library-traits">
      {readable(entry.department)} · {entry.timing} · by {entry.grain} · {fitWords(entry)}
    </p>
  </li>
);
