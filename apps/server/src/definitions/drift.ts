import type { Catalog } from "@sextant/model/definition/catalog";
import type { DriftRecord } from "@sextant/model/definition/drift";
import { Problem } from "@sextant/model/problem/problem";
import { upstreamAfter } from "@sextant/semantic/drift/upstream";
import type { CurrentDefinition } from "../store/definition.ts";
import type { DriftChange } from "../store/drift.ts";
import type { DefinitionVersions } from "./definitions.ts";

/** An apply, as far as drift follows from it. */
interface Applying {
  before: Catalog | null;
  after: Catalog;
  /** Versions before it, by `type:id`. */
  known: ReadonlyMap<string, DefinitionVersions>;
  /** What is in force after it. */
  current: readonly CurrentDefinition[];
  /** Epoch ms. */
  at: number;
}

const isClaimed = ({ id, input }: DriftRecord, { metrics }: Catalog): boolean =>
  metrics.get(id)?.identities.some(({ equals }) => String(equals) === input) ?? false;

/** What an apply adds to the kept drifts and takes from them (K5). */
export const driftAfter = (
  { before, after, known, current, at }: Applying,
  kept: readonly DriftRecord[],
): DriftChange => {
  const now = new Map(current.map(({ type, id, version }) => [`${type}:${id}`, version]));
  const versions = (metric: string): { from: number; to: number } => {
    const from = known.get(`metric:${metric}`)?.version ?? 1;
    return { from, to: now.get(`metric:${metric}`) ?? from };
  };
  const upstream = upstreamAfter({ before, after, versions, at }, kept);
  const stays = (record: DriftRecord): boolean =>
    record.reason === "upstream"
      ? upstream.some(({ type, id, input }) => type === record.type && id === record.id && input === record.input)
      : isClaimed(record, after);
  return { put: upstream, remove: kept.filter((record) => !stays(record)) };
};

/** The drifts that approving some definitions ends: only what changed upstream can be approved, the rest has to be mended. */
export const acknowledgedOf = (
  ids: readonly string[],
  catalog: Catalog,
  kept: readonly DriftRecord[],
): DriftRecord[] => {
  const unknown = ids.find((id) => id !== "all" && !catalog.metrics.has(id) && !catalog.kpis.has(id));
  if (unknown !== undefined)
    throw new Problem("not_found", `There is no metric or KPI ${JSON.stringify(unknown.slice(0, 80))}.`, {
      hint: "Name one that is drifted, or all.",
    });
  return kept.filter(({ reason, id }) => reason === "upstream" && (ids.includes("all") || ids.includes(id)));
};
