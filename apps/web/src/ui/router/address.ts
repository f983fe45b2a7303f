/** Which addresses exist; the table of pages says so by declaration merging. */
// biome-ignore lint/suspicious/noEmptyInterface: filled by the table of pages
export interface Register {}

/** A pattern of the table of pages, e.g. `/kpis/:id`. */
export type Address = Register extends { addresses: infer A extends string } ? A : string;

type ParameterNames<A extends string> = A extends `${string}:${infer Name}/${infer Rest}`
  ? Name | ParameterNames<Rest>
  : A extends `${string}:${infer Name}`
    ? Name
    : never;

/** The named parts of a pattern. */
export type ParametersOf<A extends string> = { [Name in ParameterNames<A>]: string };

/** What stands behind the `?`; undefined values are left out. */
export type Search = Readonly<Record<string, string | undefined>>;

/** A pattern with everything it needs to be an address. */
export type Destination<A extends Address = Address> = {
  to: A;
  search?: Search | undefined;
  /** What stands behind the `#`. */
  hash?: string | undefined;
} & ([ParameterNames<A>] extends [never] ? { params?: undefined } : { params: ParametersOf<A> });

/** Writes the search part of an address with its question mark, or nothing. */
export const writeSearch = (search: Search): string => {
  const given = Object.entries(search).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
};

/** Reads the search part of an address; of a name given twice the last one counts. */
export const readSearch = (search: string): Record<string, string> => Object.fromEntries(new URLSearchParams(search));

/** The address of a destination as a link writes it. */
export const hrefOf = <A extends Address>({ to, params, search, hash }: Destination<A>): string => {
  const values: Record<string, string> = params ?? {};
  const path = to.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(values[name] ?? ""));
  return `${path}${writeSearch(search ?? {})}${hash === undefined ? "" : `#${hash}`}`;
};
