import { findCycles } from "./cycles.ts";
import type { Check, DefinitionFault } from "./draft.ts";

/** No unit of the organisation is above itself. */
export const checkOrganisation: Check = ({ catalog }) => {
  const parents = (id: string): string[] => {
    const parent = catalog.orgUnits.get(id)?.parent;
    return parent === undefined ? [] : [parent];
  };
  return findCycles(catalog.orgUnits.keys(), parents).map((path): DefinitionFault => {
    const [id = ""] = path;
    const message = `A unit is above itself: ${[...path, id].join(" → ")}.`;
    const hint = "Give one of them another parent, or none.";
    return { type: "org_unit", id, rule: "organisation/cycle", message, hint, path: ["parent"] };
  });
};
