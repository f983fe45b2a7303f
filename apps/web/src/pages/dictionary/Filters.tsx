import type { DictionaryAnswer } from "@sextant/model/api/answers/dictionary";
import type { ReactNode } from "react";
import { statusWords } from "../../parts/StatusPill.tsx";
import { Choice } from "../../ui/Field.tsx";
import { type DictionarySearch, facetNames } from "./search.ts";

type Facet = (typeof facetNames)[number];

const labels: Record<Facet, string> = {
  type: "Type",
  level: "Level",
  department: "Department",
  owner: "Owner",
  state: "State",
  status: "Status",
  timing: "Leads or lags",
  nature: "Nature",
  source: "Source",
  drifted: "Drifted",
};

const words: Record<string, string> = { ...statusWords, kpi: "KPI", true: "Yes", false: "No" };

/** Facets whose values are names of people or things, shown as they are written. */
const named: readonly Facet[] = ["owner", "source", "department"];

const wordFor = (facet: Facet, label: string): string =>
  named.includes(facet) ? label : (words[label] ?? label.charAt(0).toUpperCase() + label.slice(1));

interface FiltersProps {
  facets: DictionaryAnswer["facets"];
  search: DictionarySearch;
  onChange: (facet: Facet, value: string | undefined) => void;
}

/** One choice per facet, with the values that occur among what was found and how often; a facet with one value is left out. */
export const Filters = ({ facets, search, onChange }: FiltersProps): ReactNode => (
  <div className="filters">
    {facetNames
      .filter((facet) => facets[facet].length > 1 || search[facet] !== undefined)
      .map((facet) => {
        const chosen = search[facet];
        const found = facets[facet].map(({ value, label, count }) => ({
          value,
          label: `${wordFor(facet, label)} (${count})`,
        }));
        const isThere = chosen === undefined || found.some(({ value }) => value === chosen);
        return (
          <Choice
            key={facet}
            label={labels[facet]}
            any="Any"
            value={chosen ?? ""}
            options={isThere ? found : [...found, { value: chosen, label: wordFor(facet, chosen) }]}
            onChange={(value) => onChange(facet, value)}
          />
        );
      })}
  </div>
);
