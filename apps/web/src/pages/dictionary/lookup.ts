import type { DictionaryEntry } from "@sextant/model/api/answers/dictionary";
import type { DictionarySearch } from "./search.ts";

/** An entry with its words in lower case and without accents, so that each key press only compares. */
export interface Indexed {
  entry: DictionaryEntry;
  words: string;
}

const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Prepares entries for being looked up: label, id, synonyms, formula, owner and objective. */
export const indexOf = (entries: readonly DictionaryEntry[]): Indexed[] =>
  entries.map((entry) => ({
    entry,
    words: plain(
      [entry.label, entry.id, ...entry.synonyms, entry.formula, entry.owner?.label ?? "", entry.description ?? ""].join(
        "\n",
      ),
    ),
  }));

type Filter = Exclude<keyof DictionarySearch, "q">;

const traits: Record<Filter, (entry: DictionaryEntry) => string | null> = {
  type: (entry) => entry.type,
  level: (entry) => entry.level,
  owner: (entry) => entry.owner?.id ?? null,
  state: (entry) => entry.state,
  status: (entry) => entry.standing?.status ?? null,
  timing: (entry) => entry.timing,
};

/** The filters of the dictionary in the order they stand. */
export const filters = Object.keys(traits) as Filter[];

const rank = (label: string, first: string): number => {
  const text = plain(label);
  if (text.startsWith(first)) return 0;
  return text.includes(first) ? 1 : 2;
};

/** Entries that have every word looked for and every trait asked for; those found by label first. */
export const lookUp = (index: readonly Indexed[], search: DictionarySearch): DictionaryEntry[] => {
  const words = plain(search.q ?? "")
    .split(/\s+/)
    .filter((word) => word !== "");
  const asked = filters.filter((filter) => search[filter] !== undefined);
  const found = index
    .filter(({ words: text }) => words.every((word) => text.includes(word)))
    .map(({ entry }) => entry)
    .filter((entry) => asked.every((filter) => traits[filter](entry) === search[filter]));
  const [first] = words;
  return first === undefined ? found : found.toSorted((a, b) => rank(a.label, first) - rank(b.label, first));
};

/** The values a filter can take among the entries, sorted, with the words people read. */
export const choicesOf = (
  entries: readonly DictionaryEntry[],
  filter: Filter,
  wordFor: (value: string, entry: DictionaryEntry) => string,
): { value: string; label: string }[] => {
  const words = new Map<string, string>();
  for (const entry of entries) {
    const value = traits[filter](entry);
    if (value !== null && !words.has(value)) words.set(value, wordFor(value, entry));
  }
  return [...words].map(([value, label]) => ({ value, label })).toSorted((a, b) => a.label.localeCompare(b.label));
};
