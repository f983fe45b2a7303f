import type { Dataset } from "@sextant/model/dataset/dataset";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Term } from "./plan.ts";
import { columnScope } from "./scope.ts";
import { conjuncts, readTerm } from "./term.ts";

/** The conditions a checked text joins with `and`, over the columns a dataset sees; none when there is no text. */
export const conditionsOf = (
  text: string | number | undefined | null,
  dataset: Dataset,
  datasets: Catalog["datasets"],
): Term[] => {
  if (text === undefined || text === null) return [];
  const reading = readTerm(text, columnScope(dataset, datasets), "boolean");
  if (reading.term === null) throw new Error(`The condition ${String(text)} has not been checked.`);
  return conjuncts(reading.term, reading.tree);
};
