/** What the address of the dictionary says: the words looked for and one value per filter. */
export interface DictionarySearch {
  q?: string;
  type?: string;
  level?: string;
  owner?: string;
  state?: string;
  status?: string;
  timing?: string;
  department?: string;
  nature?: string;
  source?: string;
  drifted?: string;
}

const names = [
  "q",
  "type",
  "level",
  "department",
  "owner",
  "state",
  "status",
  "timing",
  "nature",
  "source",
  "drifted",
] as const;

/** The facets of the dictionary in the order they stand. */
export const facetNames = names.slice(1) as readonly Exclude<(typeof names)[number], "q">[];

/** Reads the dictionary's address; what is not text is left out. */
export const readDictionarySearch = (search: Record<string, unknown>): DictionarySearch =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = search[name];
      if (typeof value === "number") return [[name, String(value)]];
      return typeof value === "string" && value !== "" ? [[name, value]] : [];
    }),
  );
