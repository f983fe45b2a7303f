import type { Catalog, DefinitionType } from "@sextant/model/definition/catalog";

/** A field that differs between two versions of a definition, as text. */
export interface FieldChange {
  path: string;
  before: string | null;
  after: string | null;
}

/** What happened to a definition between two catalogs (K3). */
export interface DefinitionDiff {
  type: DefinitionType;
  id: string;
  change: "added" | "semantic" | "cosmetic" | "removed";
  fields: FieldChange[];
  /** Of the definition after the change; of the last one when it is removed. */
  hash: string;
}

/** The canonical text of a definition's meaning: sorted keys, defaults filled in, cosmetic fields dropped. */
export const canonicalDefinition = (catalog: Catalog, type: DefinitionType, id: string): string => {
  throw new Error(`Not built yet: ${catalog.workspace.id} ${type} ${id}`);
};

/** SHA-256 (hex) of the canonical text: the identity of a meaning (K3). */
export const definitionHash = (catalog: Catalog, type: DefinitionType, id: string): string => {
  throw new Error(`Not built yet: ${catalog.workspace.id} ${type} ${id}`);
};

/** Every definition added, removed or changed, and whether its meaning changed. Unchanged ones are left out. */
export const diffCatalogs = (before: Catalog | null, after: Catalog): DefinitionDiff[] => {
  throw new Error(`Not built yet: ${before?.workspace.id} ${after.workspace.id}`);
};
