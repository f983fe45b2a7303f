import type { Catalog } from "@sextant/model/definition/catalog";
import { visibleTo } from "@sextant/semantic/privacy/visible";

/** Whether a KPI is not for everybody's eyes (P5): then nothing about it leaves for a channel others read. */
export const isClosed = (kpi: string, catalog: Catalog): boolean =>
  catalog.kpis.has(kpi) && !visibleTo(null, catalog).kpis.has(kpi);

/** The people who may read about a closed KPI: its owner, when it is their own. */
export const mayRead = (person: string, kpi: string, catalog: Catalog): boolean =>
  !isClosed(kpi, catalog) || visibleTo(person, catalog).kpis.has(kpi);
