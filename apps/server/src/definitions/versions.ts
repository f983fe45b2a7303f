import type { Author } from "@sextant/model/access/author";
import type { DefinitionChange } from "@sextant/model/api/answers/definitions";
import type { Catalog, DefinitionType } from "@sextant/model/definition/catalog";
import { canonicalDefinition, type DefinitionDiff, diffCatalogs } from "@sextant/semantic/version/version";
import type { CurrentDefinition, DefinitionVersion } from "../store/definition.ts";
import type { DefinitionVersions } from "./definitions.ts";

/** `type:id`, the key of a definition. */
const keyOf = ({ type, id }: { type: string; id: string }): string => `${type}:${id}`;

/** Groups versions (newest first within each definition) by the key of their definition. */
export const versionsByKey = (rows: readonly DefinitionVersion[]): Map<string, DefinitionVersions> => {
  const grouped = new Map<string, DefinitionVersion[]>();
  for (const row of rows) {
    const known = grouped.get(keyOf(row));
    if (known) known.push(row);
    else grouped.set(keyOf(row), [row]);
  }
  return new Map(
    [...grouped].flatMap(([key, [newest, ...older]]) => {
      if (!newest) return [];
      const history = [newest, ...older].map((row) => ({
        version: row.version,
        hash: row.hash,
        appliedAt: row.applied_at,
        by: row.applied_by,
        byKind: row.by_kind,
        byId: row.by_id,
      }));
      return [[key, { version: newest.version, hash: newest.hash, history }]];
    }),
  );
};

/** The version a definition with this hash has: the last one when it means the same, else the one after it. */
const versionFor = (known: DefinitionVersions | undefined, hash: string): number =>
  known === undefined ? 1 : known.hash === hash ? known.version : known.version + 1;

/** Gives every difference the version the definition has after it; a removed one keeps its last. */
export const numbered = (
  diffs: readonly DefinitionDiff[],
  versions: ReadonlyMap<string, DefinitionVersions>,
): DefinitionChange[] =>
  diffs.map((diff) => {
    const known = versions.get(keyOf(diff));
    const version = diff.change === "removed" ? (known?.version ?? 1) : versionFor(known, diff.hash);
    return { ...diff, fields: [...diff.fields], version };
  });

/** The value of a definition, whatever its type. */
const definitionOf = (catalog: Catalog, type: DefinitionType, id: string): unknown => {
  const maps = {
    unit: catalog.units,
    person: catalog.people,
    org_unit: catalog.orgUnits,
    source: catalog.sources,
    dataset: catalog.datasets,
    metric: catalog.metrics,
    kpi: catalog.kpis,
    dashboard: catalog.dashboards,
    alert: catalog.alerts,
    review: catalog.reviews,
    objective: catalog.objectives,
  };
  if (type === "workspace") return catalog.workspace;
  if (type === "calendar") return catalog.calendar;
  return maps[type].get(id);
};

/** The rows that put a catalog in force, and those of the versions that are new. */
export const rowsOf = (
  catalog: Catalog,
  places: ReadonlyMap<string, { file: string; line: number }>,
  versions: ReadonlyMap<string, DefinitionVersions>,
  applied: { at: number; by: Author },
): { current: CurrentDefinition[]; versions: DefinitionVersion[] } => {
  const current: CurrentDefinition[] = [];
  const fresh: DefinitionVersion[] = [];
  // Compared with nothing, every definition of the catalog is there, with its hash.
  for (const { type, id, hash } of diffCatalogs(null, catalog)) {
    const known = versions.get(keyOf({ type, id }));
    const version = versionFor(known, hash);
    const canonical = canonicalDefinition(catalog, type, id);
    const place = places.get(keyOf({ type, id }));
    const definition = JSON.stringify(definitionOf(catalog, type, id) ?? null);
    const where = { file: place?.file ?? null, line: place?.line ?? null };
    current.push({ type, id, version, hash, canonical, definition_json: definition, ...where });
    if (known?.version !== version)
      fresh.push({
        type,
        id,
        version,
        hash,
        canonical,
        applied_at: applied.at,
        applied_by: applied.by.name,
        by_kind: applied.by.kind,
        by_id: applied.by.id,
      });
  }
  return { current, versions: fresh };
};
