import type { DictionaryEntry } from "@sextant/model/api/answers/dictionary";
import { memo, type ReactNode } from "react";
import { DriftMark } from "../../parts/DriftMark.tsx";
import { StatusPill } from "../../parts/StatusPill.tsx";
import { Link } from "../../ui/router/Link.tsx";

const timingWords = { leading: "Leading", lagging: "Lagging" } as const;

const Name = ({ entry }: { entry: DictionaryEntry }): ReactNode => (
  <Link to="/dictionary/:id" params={{ id: entry.id }} search={{ type: entry.type }} className="entry-name">
    {entry.label}
  </Link>
);

const about = ({ type, level, timing, state }: DictionaryEntry): string =>
  [type === "kpi" ? "KPI" : "Metric", level, timing && timingWords[timing], state === "approved" ? null : state]
    .filter((word) => word !== null)
    .join(" · ");

/** One definition: what it is called and for, its formula, who answers for it, where it stands and where it is used. */
export const EntryRow = memo(
  ({ entry }: { entry: DictionaryEntry }): ReactNode => (
    <tr>
      <th scope="row">
        <Name entry={entry} />
        <span className="entry-id">{entry.id}</span>
        {entry.description !== null && <span className="entry-about">{entry.description}</span>}
        {entry.drift.length > 0 && (
          <span className="entry-about">
            <DriftMark drift={entry.drift} /> {entry.drift.map(({ sentence }) => sentence).join(" ")}
          </span>
        )}
      </th>
      <td className="entry-status">
        {entry.standing === null ? (
          <span className="entry-soft">Not judged</span>
        ) : (
          <StatusPill status={entry.standing.status} />
        )}
        <span className="entry-soft">{about(entry)}</span>
      </td>
      <td className="entry-formula">{entry.formula}</td>
      <td data-label="Owner" className="entry-owner">
        {entry.owner?.label ?? <span className="entry-soft">Nobody</span>}
      </td>
      <td data-label="Version" className="entry-version number">
        v{entry.version} <code className="entry-soft">{entry.hash.slice(0, 8)}</code>
        {entry.findings > 0 && (
          <Link to="/findings" className="entry-findings">
            {entry.findings} {entry.findings === 1 ? "finding" : "findings"}
          </Link>
        )}
      </td>
      <td data-label="Used in">
        {entry.usedIn.length === 0 ? (
          <span className="entry-soft">Nowhere yet</span>
        ) : (
          <code className="entry-id">{entry.usedIn.join(", ")}</code>
        )}
      </td>
    </tr>
  ),
);
