import type { DictionaryEntry, DictionaryQuery, Facets } from "../api/answers/dictionary.ts";
import { attentionOf } from "./attention.ts";

/** An entry prepared for looking up: its words in lower case and without accents, so that a search only compares. */
export interface Prepared {
  entry: DictionaryEntry;
  label: string;
  words: string;
}

const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Prepares an entry: label, handles, synonyms, formula, owner and description are searched. */
export const prepared = (entry: DictionaryEntry): Prepared => {
  const { label, id, formerly, synonyms, formula, owner, description } = entry;
  const words = [label, id, ...formerly, ...synonyms, formula, owner?.label ?? "", description ?? ""];
  return { entry, label: plain(label), words: plain(words.join("\n")) };
};

const facetsOf: { [F in keyof Facets]: (entry: DictionaryEntry) => readonly (string | null)[] } = {
  type: ({ type }) => [type],
  level: ({ level }) => [level],
  department: ({ departments }) => departments,
  owner: ({ owner }) => [owner?.id ?? null],
  state: ({ state }) => [state],
  status: ({ standing }) => [standing?.status ?? null],
  timing: ({ timing }) => [timing],
  nature: ({ nature }) => [nature],
  source: ({ sources }) => sources,
  drifted: ({ drift }) => [drift.length > 0 ? "true" : "false"],
};

const facetNames = Object.keys(facetsOf) as (keyof Facets)[];

const rankOf = ({ label, words, entry }: Prepared, text: string): number => {
  if (label === text || entry.id === text) return 0;
  if (label.startsWith(text)) return 1;
  if (label.includes(text)) return 2;
  return words.includes(text) ? 3 : 4;
};

/** What people read for a value of a facet. */
const labelOf = (name: keyof Facets, value: string, entry: DictionaryEntry): string =>
  name === "owner" ? (entry.owner?.label ?? value) : value;

const countFacets = (found: readonly Prepared[]): Facets => {
  const counts = Object.fromEntries(
    facetNames.map((name) => [name, new Map<string, { value: string; label: string; count: number }>()]),
  );
  for (const { entry } of found)
    for (const name of facetNames)
      for (const value of facetsOf[name](entry))
        if (value !== null) {
          const known = counts[name]?.get(value) ?? { value, label: labelOf(name, value, entry), count: 0 };
          known.count += 1;
          counts[name]?.set(value, known);
        }
  const listed = facetNames.map((name) => {
    const all = [...(counts[name]?.values() ?? [])];
    return [name, all.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, 100)];
  });
  return Object.fromEntries(listed) as Facets;
};

/**
 * The entries that have every word and every facet asked for. With words those named so come first; else, and among equals, what is
 * owed most attention. Facets count what was found.
 */
export const searchEntries = (
  entries: readonly Prepared[],
  query: DictionaryQuery,
): { entries: DictionaryEntry[]; total: number; all: number; facets: Facets } => {
  const text = plain((query.q ?? "").trim());
  const words = text.split(/\s+/).filter((word) => word !== "");
  const asked = facetNames.flatMap((name) => {
    const wanted = query[name];
    return wanted === undefined ? [] : [{ of: facetsOf[name], wanted }];
  });
  const found = entries.filter(
    (one) =>
      words.every((word) => one.words.includes(word)) &&
      asked.every(({ of, wanted }) => of(one.entry).includes(wanted)),
  );
  const ranked = found.map((one) => ({
    one,
    rank: text === "" ? 0 : rankOf(one, text),
    attention: attentionOf(one.entry),
  }));
  ranked.sort((a, b) => a.rank - b.rank || b.attention - a.attention || (a.one.label < b.one.label ? -1 : 1));
  const start = query.offset ?? 0;
  const page = ranked.slice(start, start + (query.limit ?? ranked.length));
  return {
    entries: page.map(({ one }) => one.entry),
    total: found.length,
    all: entries.length,
    facets: countFacets(found),
  };
};
