import type { DictionaryEntry } from "@sextant/model/api/answers/dictionary";
import { type ReactNode, useMemo } from "react";
import { statusWords } from "../../parts/StatusPill.tsx";
import { Choice } from "../../ui/Field.tsx";
import { choicesOf, filters } from "./lookup.ts";
import type { DictionarySearch } from "./search.ts";

type Filter = (typeof filters)[number];

const labels: Record<Filter, string> = {
  type: "Type",
  level: "Level",
  owner: "Owner",
  state: "State",
  status: "Status",
  timing: "Leads or lags",
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const wordFor = (filter: Filter) => (value: string, entry: DictionaryEntry) => {
  if (filter === "owner") return entry.owner?.label ?? value;
  if (filter === "status" && entry.standing !== null) return statusWords[entry.standing.status];
  return value === "kpi" ? "KPI" : capital(value);
};

interface FiltersProps {
  entries: readonly DictionaryEntry[];
  search: DictionarySearch;
  onChange: (filter: Filter, value: string | undefined) => void;
}

/** One choice per trait, with just the values that occur. */
export const Filters = ({ entries, search, onChange }: FiltersProps): ReactNode => {
  const choices = useMemo(
    () => filters.map((filter) => ({ filter, options: choicesOf(entries, filter, wordFor(filter)) })),
    [entries],
  );
  return (
    <div className="filters">
      {choices.map(({ filter, options }) => (
        <Choice
          key={filter}
          label={labels[filter]}
          any="Any"
          value={search[filter] ?? ""}
          options={options}
          onChange={(value) => onChange(filter, value)}
        />
      ))}
    </div>
  );
};
