import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Catalog, DefinitionType } from "@sextant/model/definition/catalog";
import { canonicalJson, fieldsOf } from "./json.ts";
import { builtOn, definitionOf, definitionsOf, ownMeaning } from "./meaning.ts";

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

interface Version {
  canonical: string;
  hash: string;
}

/** Versions already worked out, per catalog: a metric is hashed once however many are built on it. */
const versions = new WeakMap<Catalog, Map<string, Version>>();

const versionOf = (catalog: Catalog, type: DefinitionType, id: string): Version => {
  const known = versions.get(catalog) ?? new Map<string, Version>();
  versions.set(catalog, known);
  const key = `${type}:${id}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const bases = builtOn(catalog, type, id).map((base) => [base, versionOf(catalog, "metric", base).hash]);
  const own = ownMeaning(catalog, type, id);
  const canonical = canonicalJson({ type, own, built_on: bases.length === 0 ? undefined : Object.fromEntries(bases) });
  const version = { canonical, hash: bytesToHex(sha256(utf8ToBytes(canonical))) };
  known.set(key, version);
  return version;
};

/**
 * The canonical text of a definition's meaning: sorted keys, defaults filled in, cosmetic fields dropped, expressions in
 * their one form, and the hashes of the metrics it is built on.
 */
export const canonicalDefinition = (catalog: Catalog, type: DefinitionType, id: string): string =>
  versionOf(catalog, type, id).canonical;

/** SHA-256 (hex) of the canonical text: the identity of a meaning (K3). */
export const definitionHash = (catalog: Catalog, type: DefinitionType, id: string): string =>
  versionOf(catalog, type, id).hash;

const fieldChanges = (before: Catalog, after: Catalog, type: DefinitionType, id: string): FieldChange[] => {
  const old = fieldsOf(definitionOf(before, type, id) ?? {});
  const now = fieldsOf(definitionOf(after, type, id) ?? {});
  const paths = [...new Set([...old.keys(), ...now.keys()])];
  return paths
    .map((path) => ({ path, before: old.get(path) ?? null, after: now.get(path) ?? null }))
    .filter((change) => change.before !== change.after);
};

/** The metrics underneath whose meaning changed. */
const baseChanges = (before: Catalog, after: Catalog, type: DefinitionType, id: string): FieldChange[] =>
  builtOn(after, type, id)
    .filter((base) => before.metrics.has(base))
    .map((base) => ({
      path: `built_on.${base}`,
      before: definitionHash(before, "metric", base).slice(0, 12),
      after: definitionHash(after, "metric", base).slice(0, 12),
    }))
    .filter((change) => change.before !== change.after);

const changeOf = (before: Catalog, after: Catalog, type: DefinitionType, id: string): DefinitionDiff | null => {
  const hash = definitionHash(after, type, id);
  const own = fieldChanges(before, after, type, id);
  if (definitionHash(before, type, id) !== hash) {
    return { type, id, change: "semantic", fields: [...own, ...baseChanges(before, after, type, id)], hash };
  }
  return own.length === 0 ? null : { type, id, change: "cosmetic", fields: own, hash };
};

/** Every definition added, removed or changed, and whether its meaning changed. Unchanged ones are left out. */
export const diffCatalogs = (before: Catalog | null, after: Catalog): DefinitionDiff[] => {
  const present = definitionsOf(after).flatMap(({ type, id }): DefinitionDiff[] => {
    if (before === null || definitionOf(before, type, id) === null) {
      return [{ type, id, change: "added", fields: [], hash: definitionHash(after, type, id) }];
    }
    const change = changeOf(before, after, type, id);
    return change === null ? [] : [change];
  });
  const gone = (before === null ? [] : definitionsOf(before))
    .filter(({ type, id }) => definitionOf(after, type, id) === null)
    .map(({ type, id }): DefinitionDiff => {
      const hash = before === null ? "" : definitionHash(before, type, id);
      return { type, id, change: "removed", fields: [], hash };
    });
  return [...present, ...gone];
};
