import { useMemo } from "react";
import { navigate, useHistoryState, useLocationProperty, usePathname, useSearch } from "wouter/use-browser-location";
import { announceNavigation } from "../PageHeading.tsx";
import { readSearch } from "./address.ts";

/** What the browser's history keeps of a visit. */
interface Visit {
  /** Grows with every navigation, so that going where one is already is heard. */
  visit: number;
}

/** Time a page may take to grow back to the height it is scrolled to, in ms. */
const growWithin = 1500;

const positions = new Map<number, number>();
let visits = Date.now();
let shown = { path: location.pathname, visit: 0 };

const visitNow = (): number => (history.state as Visit | null)?.visit ?? 0;

/** Scrolls to where a page was left, as soon as it is tall enough. */
const restore = (top: number, since = performance.now()): void => {
  scrollTo(0, top);
  if (Math.abs(scrollY - top) < 2 || performance.now() - since > growWithin) return;
  requestAnimationFrame(() => restore(top, since));
};

const arrive = (): void => {
  if (location.pathname !== shown.path) announceNavigation();
  shown = { path: location.pathname, visit: visitNow() };
};

/** Keeps the scroll positions of visits, and says when a person comes to another page. Once, before the first page. */
export const watchHistory = (): void => {
  history.scrollRestoration = "manual";
  addEventListener("scroll", () => positions.set(shown.visit, scrollY), { passive: true });
  addEventListener("popstate", () => {
    const isOtherPage = location.pathname !== shown.path;
    arrive();
    if (isOtherPage && location.hash === "") restore(positions.get(shown.visit) ?? 0);
  });
};

/** How to go. */
export interface GoOptions {
  /** Take the place of this visit in the history. */
  replace?: boolean;
  /** Stay where the page is scrolled to. */
  keepScroll?: boolean;
}

/** Goes to an address of this app. */
export const go = (href: string, { replace = false, keepScroll = false }: GoOptions = {}): void => {
  visits += 1;
  navigate(href, { replace, state: { visit: visits } satisfies Visit });
  arrive();
  if (!keepScroll && location.hash === "") scrollTo(0, 0);
};

/** What the address says now. */
export interface Here {
  path: string;
  search: Record<string, string>;
  /** What stands behind the `#`, without it. */
  hash: string;
  /** Another number for every navigation, also to where one is. */
  visit: number;
}

/** What the address says; renders again when it changes. */
export const useHere = (): Here => {
  const path = usePathname();
  const search = useSearch();
  const hash = useLocationProperty(() => location.hash.slice(1));
  const visit = useHistoryState<Visit | null>()?.visit ?? 0;
  return useMemo(() => ({ path, search: readSearch(search), hash, visit }), [path, search, hash, visit]);
};
