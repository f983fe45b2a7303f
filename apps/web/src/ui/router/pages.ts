import type { ReactNode } from "react";
import { parse } from "regexparam";
import { type ParametersOf, readSearch } from "./address.ts";

/** What an address says to its page. */
interface Said<A extends string> {
  params: ParametersOf<A>;
  search: Record<string, string>;
}

/** A page of the app: what it shows for an address, and what it loads beforehand. */
export interface Page<A extends string = string> {
  show(said: Said<A>): ReactNode;
  /** Begins to load what the page will need; called again and again, so what is there already is not loaded anew. */
  prepare?(said: Said<A>): void;
}

/** Makes the table of pages; a pattern's parameters are known to its page. */
export const definePages = <A extends string>(pages: { [P in A]: Page<P> }): { [P in A]: Page<P> } => pages;

interface Found {
  show(): ReactNode;
  prepare(): void;
}

/** Reads a path and search by the table; null when no pattern fits or the path is not well-formed. */
export const pageFinder = (pages: Record<string, Page<never>>): ((path: string, search: string) => Found | null) => {
  const patterns = Object.entries(pages).map(([address, page]) => ({ ...parse(address), page }));
  return (path, search) => {
    for (const { pattern, keys, page } of patterns) {
      const match = pattern.exec(path);
      if (match === null) continue;
      const params: Record<string, string> = {};
      try {
        for (const [index, key] of keys.entries()) params[key] = decodeURIComponent(match[index + 1] ?? "");
      } catch {
        return null;
      }
      // The pattern that matched has exactly these parameters.
      const said = { params: params as ParametersOf<never>, search: readSearch(search) };
      return { show: () => page.show(said), prepare: () => page.prepare?.(said) };
    }
    return null;
  };
};
