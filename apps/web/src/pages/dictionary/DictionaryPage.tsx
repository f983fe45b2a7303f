import type { DictionaryAnswer } from "@sextant/model/api/answers/dictionary";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useDeferredValue, useEffect, useRef, useState } from "react";
import { dictionaryQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Bones } from "../../ui/Bones.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { writeSearch } from "../../ui/router/address.ts";
import { go, useHere } from "../../ui/router/history.ts";
import { EntryTable } from "./EntryTable.tsx";
import { Filters } from "./Filters.tsx";
import type { DictionarySearch } from "./search.ts";
import "./dictionary.css";

/** Entries asked for at first and with each further step: a screenful or two, whatever the size of the dictionary. */
const step = 100;

/** KPIs and metrics looked up by word and facet, both kept in the address; the server searches. */
export const DictionaryPage = ({ search }: { search: DictionarySearch }): ReactNode => {
  const asked = useDeferredValue(search);
  const [limit, setLimit] = useState(step);
  const { data, error, refetch } = useQuery(dictionaryQuery({ ...asked, limit: String(limit) }));
  return (
    <>
      <div className="page-head">
        <div>
          <PageHeading title="Dictionary" />
          <p className="page-line">
            Every number has one meaning: what it is for, its formula, and who answers for it.
          </p>
        </div>
      </div>
      {data !== undefined ? (
        <Found answer={data} search={search} more={() => setLimit(limit + step)} />
      ) : error !== null ? (
        <ProblemNotice error={error} retry={() => void refetch()} />
      ) : (
        <Bones label="Loading the dictionary" rows={9} />
      )}
    </>
  );
};

/** Puts the cursor into the search when the address says so (`/` from anywhere). */
const useSearchFocus = () => {
  const input = useRef<HTMLInputElement>(null);
  const { hash, visit } = useHere();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a second `/` is a navigation to the same hash with a new number
  useEffect(() => {
    if (hash === "search") input.current?.select();
  }, [hash, visit]);
  return input;
};

interface FoundProps {
  answer: DictionaryAnswer;
  search: DictionarySearch;
  more: () => void;
}

const ask = (search: DictionarySearch): void =>
  go(`${location.pathname}${writeSearch({ ...search })}`, { replace: true, keepScroll: true });

const Found = ({ answer: { entries, total, all, facets }, search, more }: FoundProps): ReactNode => {
  const input = useSearchFocus();
  const change = (part: DictionarySearch): void => ask({ ...search, ...part });
  if (all === 0)
    return (
      <Notice
        title="Nothing is defined yet"
        hint="Write a metric in YAML in the workspace folder, then run sextant apply."
      >
        A metric says how a number is computed; a KPI says who answers for it and what it should be.
      </Notice>
    );
  return (
    <>
      <search className="search">
        <label className="visually-hidden" htmlFor="search">
          Search by name, synonym, formula or owner
        </label>
        <input
          ref={input}
          id="search"
          type="search"
          placeholder="Search by name, synonym, formula or owner"
          value={search.q ?? ""}
          onChange={({ target }) => change({ q: target.value === "" ? undefined : target.value })}
        />
        <Filters facets={facets} search={search} onChange={(filter, value) => change({ [filter]: value })} />
      </search>
      <div className="found-line">
        <p className="page-line number" role="status">
          {total === all ? `${all} definitions` : `${total} of ${all} definitions`}
        </p>
        {Object.keys(search).length > 0 && (
          <button type="button" className="button quiet" onClick={() => ask({})}>
            Clear all
          </button>
        )}
      </div>
      {total === 0 ? (
        <Notice title="Nothing has all of this" hint="Fewer words or fewer filters find more." />
      ) : (
        <EntryTable entries={entries} left={total - entries.length} more={more} />
      )}
    </>
  );
};
