/** A handle as people read it: `customer_success` is Customer success. */
export const readable = (handle: string): string => {
  const words = handle.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** What the address of the library says. */
export interface LibrarySearch {
  q?: string | undefined;
  department?: string | undefined;
}

/** Reads the library's address; what is empty is left out. */
export const readLibrarySearch = ({ q, department }: Record<string, string>): LibrarySearch => ({
  q: q === "" ? undefined : q,
  department: department === "" ? undefined : department,
});
