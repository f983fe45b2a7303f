import type { Catalog } from "@sextant/model/definition/catalog";
import { Problem } from "@sextant/model/problem/problem";

/** What a reader may see of the definitions in force. */
export interface View {
  /** Id of the person; null for nobody in particular. */
  reader: string | null;
  whole(): Catalog;
  seen(): Catalog;
  /** Whether a KPI is defined and the reader may see it. */
  seesKpi: (id: string) => boolean;
}

/** The refusal of what a reader may not see: the same as of what is not there. */
export const noSuch = (what: string, id: string): Problem =>
  new Problem("not_found", `There is no ${what} ${JSON.stringify(id.slice(0, 64))}.`);
