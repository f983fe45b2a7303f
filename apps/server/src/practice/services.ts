import type { Catalog } from "@sextant/model/definition/catalog";
import { Problem } from "@sextant/model/problem/problem";
import { periodAt } from "@sextant/model/time/arithmetic";
import { workspaceNow } from "@sextant/model/workspace/now";
import type { Feed } from "../feed/feed.ts";
import type { Store } from "../store/store.ts";

/** What the practice room stands on. */
export interface PracticeServices {
  store: Store;
  feed: Feed;
  definitions: { state(): { catalog: Catalog; versions: ReadonlyMap<string, { version: number }> } };
  /** The server's clock, epoch ms. */
  now: () => number;
}

/** The day it is in the workspace. */
export const today = (catalog: Catalog, clock: number): string =>
  periodAt(workspaceNow(catalog, clock), "day", catalog.calendar).key;

/** Refuses a KPI nobody defined. */
export const requireKpi = (catalog: Catalog, id: string): void => {
  if (catalog.kpis.has(id)) return;
  throw new Problem("not_found", `There is no KPI ${JSON.stringify(id.slice(0, 64))}.`, {
    hint: "The dictionary lists every KPI; a metric has to pass the gate first.",
  });
};

/** Refuses an owner who is no person of the definitions. */
export const requirePerson = (catalog: Catalog, id: string): void => {
  if (catalog.people.has(id)) return;
  throw new Problem("invalid_request", `Nobody is called ${JSON.stringify(id.slice(0, 64))}.`, {
    hint: "Name a person of the definitions; people: in the YAML files lists them.",
  });
};

/** A person's name; the id of one who left. */
export const nameOf = (catalog: Catalog, id: string): string => catalog.people.get(id)?.label ?? id;
