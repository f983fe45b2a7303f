import type { LibraryList } from "@sextant/model/api/answers/library";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useDeferredValue } from "react";
import { libraryQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Bones } from "../../ui/Bones.tsx";
import { Choice } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { writeSearch } from "../../ui/router/address.ts";
import { go } from "../../ui/router/history.ts";
import { EntryCard } from "./EntryCard.tsx";
import { type LibrarySearch, readable } from "./words.ts";
import "./library.css";

const ask = (search: LibrarySearch): void =>
  go(`/library${writeSearch({ ...search })}`, { replace: true, keepScroll: true });

/** Ready definitions, browsed by department and searched; words and department are kept in the address. */
export const LibraryPage = ({ search }: { search: LibrarySearch }): ReactNode => {
  const { data, error, refetch } = useQuery(libraryQuery(useDeferredValue(search)));
  return (
    <>
      <div className="page-head">
        <div>
          <PageHeading title="Library" />
          <p className="page-line">Ready definitions: take one, map your columns, see its value before it is yours.</p>
        </div>
      </div>
      <search className="search library-search">
        <label className="visually-hidden" htmlFor="library-search">
          Search by name, synonym or meaning
        </label>
        <input
          id="library-search"
          type="search"
          placeholder="Search by name, synonym or meaning"
          maxLength={200}
          value={search.q ?? ""}
          onChange={({ target }) => ask({ ...search, q: target.value === "" ? undefined : target.value })}
        />
        <Choice
          label="Department"
          any="All"
          value={search.department ?? ""}
          options={(data?.departments ?? []).map(({ id, entries }) => ({
            value: id,
            label: `${readable(id)} (${entries})`,
          }))}
          onChange={(department) => ask({ ...search, department })}
        />
      </search>
      {data !== undefined ? (
        <Found list={data} />
      ) : error !== null ? (
        <ProblemNotice error={error} retry={() => void refetch()} />
      ) : (
        <Bones label="Loading the library" rows={9} />
      )}
    </>
  );
};

const Found = ({ list: { entries, total } }: { list: LibraryList }): ReactNode => (
  <>
    <p className="page-line number" role="status">
      {entries.length === total ? `${total} definitions` : `${entries.length} of ${total} definitions`}
    </p>
    {entries.length === 0 ? (
      <Notice title="Nothing in the library goes by these words" hint="Fewer words find more." />
    ) : (
      <ul className="library-entries">
        {entries.map((entry) => (
          <EntryCard key={entry.id} entry={entry} />
        ))}
      </ul>
    )}
  </>
);
