import type { Catalog, DefinitionType } from "@sextant/model/definition/catalog";
import type { Severity } from "@sextant/model/problem/finding";
import type { Fault, Known } from "../kinds/kind.ts";

/** A workspace being checked: what is sound by its schema, and the ids of everything written, sound or not. */
export interface Draft extends Known {
  catalog: Catalog;
  ids: Record<DefinitionType, ReadonlySet<string>>;
}

/** A fault with the definition it is about; its severity is the rule's unless said otherwise. */
export interface DefinitionFault extends Fault {
  type: DefinitionType;
  id: string;
  severity?: Severity;
}

/** A check looks at the whole workspace and says everything that is wrong by its rules. */
export type Check = (draft: Draft) => DefinitionFault[];

/** Attaches the definition faults are about. */
export const about = (type: DefinitionType, id: string, faults: readonly Fault[]): DefinitionFault[] =>
  faults.map((fault) => ({ ...fault, type, id }));
