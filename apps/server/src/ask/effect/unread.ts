import type { Dataset } from "@sextant/model/dataset/dataset";
import type { Catalog } from "@sextant/model/definition/catalog";
import { columnsOf } from "@sextant/semantic/kinds/columns";

const sourceOf = ({ source }: Dataset): string => JSON.stringify(source ?? null);

/** Why the rows that have landed do not serve the proposed definition of a dataset, for some of its columns; null when they do. */
const faultOf = (id: string, columns: ReadonlySet<string>, inForce: Catalog, proposed: Catalog): string | null => {
  const before = inForce.datasets.get(id);
  const after = proposed.datasets.get(id);
  if (after === undefined) return `there is no dataset ${id}`;
  if (before === undefined) return `the dataset ${id} is new`;
  if (sourceOf(before) !== sourceOf(after)) return `the dataset ${id} has another source`;
  if (before.time !== after.time) return `the dataset ${id} has another time column`;
  const zones = [before.time_zone ?? inForce.calendar.timeZone, after.time_zone ?? proposed.calendar.timeZone];
  if (zones[0] !== zones[1]) return `wall clocks of the dataset ${id} are read in another time zone`;
  for (const name of columns) {
    const [was, is] = [before.columns[name], after.columns[name]];
    if (was === undefined) return `the column "${name}" of ${id} is new`;
    if (was.type !== is?.type) return `the column "${name}" of ${id} was ${was.type}`;
    if ((was.from ?? name) !== (is.from ?? name)) return `the column "${name}" of ${id} is read from another column`;
  }
  return null;
};

/** Why a metric of the proposed definitions can only be computed once its data has been read anew, as a sentence; null when it can be now. */
export const unreadFor = (metric: string, inForce: Catalog, proposed: Catalog): string | null => {
  for (const [dataset, columns] of columnsOf(metric, proposed)) {
    const fault = faultOf(dataset, columns, inForce, proposed);
    if (fault !== null) return `It is known once the data has been read anew: ${fault}.`;
  }
  return null;
};
