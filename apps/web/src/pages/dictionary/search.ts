/** What the address of the dictionary says: the words looked for and one value per filter. */
export interface DictionarySearch {
  q?: string;
  type?: string;
  level?: string;
  owner?: string;
  state?: string;
  status?: string;
  timing?: string;
}

const names = ["q", "type", "level", "owner", "state", "status", "timing"] as const;

/** Reads the dictionary's address; what is not text is left out. */
export const readDictionarySearch = (search: Record<string, unknown>): DictionarySearch =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = search[name];
      if (typeof value === "number") return [[name, String(value)]];
      return typeof value === "string" && value !== "" ? [[name, value]] : [];
    }),
  );
