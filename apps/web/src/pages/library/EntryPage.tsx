import type { LibraryEntry } from "@sextant/model/api/answers/library";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { libraryEntryQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Bones } from "../../ui/Bones.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { Link } from "../../ui/router/Link.tsx";
import { InstallForm } from "./InstallForm.tsx";
import { readable } from "./words.ts";
import "./library.css";

/** One ready definition: what it says, what it needs, and its installation over the workspace's columns. */
export const EntryPage = ({ id }: { id: string }): ReactNode => {
  const { data, error, refetch } = useQuery(libraryEntryQuery(id));
  if (data === undefined)
    return error === null ? (
      <Bones label="Loading the entry" rows={6} />
    ) : (
      <ProblemNotice error={error} retry={() => void refetch()} />
    );
  return (
    <>
      <div className="page-head">
        <div>
          <PageHeading title={data.name} />
          <p className="page-line">{data.meaning}</p>
        </div>
      </div>
      <div className="library-detail">
        <Facts entry={data} />
        <InstallForm key={data.id} entry={data} />
        <Shape entry={data} />
      </div>
    </>
  );
};

const goodWords = {
  up_is_good: "Up is good",
  down_is_good: "Down is good",
  in_range: "A range is good",
  neutral: "Neither way is good",
} as const;

const Facts = ({ entry }: { entry: LibraryEntry }): ReactNode => {
  const { green, yellow, red } = entry.thresholds;
  return (
    <section className="panel" aria-labelledby="library-facts">
      <h2 id="library-facts">Definition</h2>
      <dl className="library-facts">
        <dt>Formula</dt>
        <dd>{entry.formula}</dd>
        <dt>Why it matters</dt>
        <dd>{entry.objective}</dd>
        <dt>Traits</dt>
        <dd>
          {goodWords[entry.direction]}, {entry.timing}, judged by {entry.grain}, reviewed {entry.cadence}
        </dd>
        <dt>Thresholds</dt>
        <dd>
          green {green}
          {yellow === null ? "" : `, yellow ${yellow}`}, red {red}
          <br />
          <small>{entry.source}</small>
        </dd>
        <dt>If only this number counted</dt>
        <dd>{entry.gaming}</dd>
        <dt>Guardrail</dt>
        <dd>
          <Link to="/library/:id" params={{ id: entry.guardrail.id }}>
            {entry.guardrail.name}
          </Link>
        </dd>
        {entry.leads.length > 0 && (
          <>
            <dt>Runs ahead of</dt>
            <dd>{entry.leads.map(({ name }) => name).join(", ")}</dd>
          </>
        )}
        <dt>When it is red</dt>
        <dd>{entry.whenRed}</dd>
        <dt>Also called</dt>
        <dd>{entry.synonyms.join(", ")}</dd>
      </dl>
    </section>
  );
};

const Shape = ({ entry }: { entry: LibraryEntry }): ReactNode => (
  <section className="panel library-shape" aria-labelledby="library-shape">
    <h2 id="library-shape">The data it needs</h2>
    {entry.tables.length === 0 && <p>None: people enter its values.</p>}
    {entry.tables.map(({ name, row, time, columns }) => (
      <div key={name}>
        <h3>{readable(name)}</h3>
        <p>{row}.</p>
        <ul>
          <li>
            <strong>time</strong>: {time}
          </li>
          {columns.map((column) => (
            <li key={column.name}>
              <strong>{column.name}</strong>: {column.meaning} – {column.needs}
            </li>
          ))}
        </ul>
      </div>
    ))}
    <h3>Example</h3>
    {Object.entries(entry.example.rows).map(([table, rows]) => (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      <pre key={table} className="library-code" tabIndex={0}>{`${table}\n${rows}`}</pre>
    ))}
    <p>
      Gives <strong className="number">{entry.example.gives}</strong>: {entry.example.because}
    </p>
    <h3>As code</h3>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
    <pre className="library-code" tabIndex={0}>
      {entry.code}
    </pre>
  </section>
);
