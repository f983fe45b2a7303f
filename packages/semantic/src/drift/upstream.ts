import type { Catalog } from "@sextant/model/definition/catalog";
import type { DriftRecord, UpstreamDrift } from "@sextant/model/definition/drift";
import { canonicalJson } from "../version/json.ts";
import { builtOn, ownMeaning } from "../version/meaning.ts";
import { definitionHash } from "../version/version.ts";

interface Change {
  before: Catalog | null;
  after: Catalog;
  /** Version of a metric before and after the change. */
  versions: (metric: string) => { from: number; to: number };
  /** Epoch ms. */
  at: number;
}

const isOwnSame = (before: Catalog, after: Catalog, type: "metric" | "kpi", id: string): boolean =>
  canonicalJson(ownMeaning(before, type, id)) === canonicalJson(ownMeaning(after, type, id));

const found = (
  change: Change,
  known: readonly UpstreamDrift[],
  type: "metric" | "kpi",
  id: string,
): UpstreamDrift[] => {
  const { before, after, versions, at } = change;
  const earlier = known.filter((record) => record.type === type && record.id === id);
  // Who edits a definition looks at what it is built on: the edit approves it.
  if (before === null || ownMeaning(before, type, id) === null || !isOwnSame(before, after, type, id)) return [];
  return builtOn(after, type, id).flatMap((input): UpstreamDrift[] => {
    const kept = earlier.find((record) => record.input === input);
    if (!before.metrics.has(input)) return [];
    const hash = kept?.hash ?? definitionHash(before, "metric", input);
    if (definitionHash(after, "metric", input) === hash) return [];
    const { from, to } = versions(input);
    return [{ reason: "upstream", type, id, input, from: kept?.from ?? from, to, hash, since: kept?.since ?? at }];
  });
};

/**
 * The upstream drifts there are after a change of definitions: metrics and KPIs that were not changed themselves while a metric they
 * are built on was. Editing the definition, or taking the change of the metric back, ends them.
 */
export const upstreamAfter = (change: Change, known: readonly DriftRecord[]): UpstreamDrift[] => {
  const upstream = known.filter((record) => record.reason === "upstream");
  return [
    ...[...change.after.metrics.keys()].flatMap((id) => found(change, upstream, "metric", id)),
    ...[...change.after.kpis.keys()].flatMap((id) => found(change, upstream, "kpi", id)),
  ];
};
