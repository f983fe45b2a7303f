import type { AskAnswer, askBodySchema } from "@sextant/model/api/answers/ask";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { InterventionBody } from "@sextant/model/practice/intervention";
import { Problem } from "@sextant/model/problem/problem";
import { type AmountReading, readAmount } from "@sextant/model/standing/amount";
import { periodAt } from "@sextant/model/time/arithmetic";
import { workspaceNow } from "@sextant/model/workspace/now";
import type { z } from "zod";
import type { Feed } from "../feed/feed.ts";
import type { Store } from "../store/store.ts";

/** What the practice room stands on. */
export interface PracticeServices {
  store: Store;
  feed: Feed;
  definitions: { state(): { catalog: Catalog; versions: ReadonlyMap<string, { version: number }> } };
  /** Where values come from. */
  ask: (question: z.output<typeof askBodySchema>) => Promise<AskAnswer>;
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

/** Reads the amount an intervention bets on in the unit of its KPI; null where it bets on a direction only. */
export const readExpected = (
  { kpi, expected }: Pick<InterventionBody, "kpi" | "expected">,
  catalog: Catalog,
): AmountReading | null => {
  const metric = catalog.metrics.get(catalog.kpis.get(kpi)?.metric ?? "");
  const unit = metric && catalog.units.get(metric.unit);
  return unit === undefined || expected.by === undefined ? null : readAmount(expected.by, unit);
};
