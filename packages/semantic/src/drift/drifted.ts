import type { Catalog } from "@sextant/model/definition/catalog";
import type { ColumnDrift, Drift, DriftRecord, IdentityBreak } from "@sextant/model/definition/drift";
import { formatValue } from "@sextant/model/metric/format";
import { columnsOf } from "../kinds/columns.ts";

const labelOf = (metric: string, catalog: Catalog): string => catalog.metrics.get(metric)?.label ?? metric;

const identitySentence = (record: IdentityBreak, catalog: Catalog): string => {
  const { id, input, periodKey, value, wanted, difference, allowed, broken, tested } = record;
  const unit = catalog.units.get(catalog.metrics.get(id)?.unit ?? "");
  const write = (amount: number, isChange = false): string =>
    unit === undefined ? String(amount) : formatValue(amount, unit, { points: isChange });
  const gap = write(Math.abs(difference), true);
  const margin = allowed === 0 ? "" : `; ${write(allowed, true)} is allowed`;
  return `${labelOf(id, catalog)} should equal ${input}: in ${periodKey} it is ${write(value)}, the formula gives ${write(wanted)}, ${gap} apart${margin}. Broken in ${broken} of ${tested} periods.`;
};

const driftOf = (record: DriftRecord, catalog: Catalog): Drift => {
  const { reason, input, since } = record;
  if (record.reason === "identity") return { reason, input, since, sentence: identitySentence(record, catalog) };
  const sentence = `It is built on ${labelOf(input, catalog)}, whose meaning changed from version ${record.from} to ${record.to} after this was approved.`;
  return { reason, input, since, sentence };
};

const fromColumns = (metric: string, catalog: Catalog, columns: readonly ColumnDrift[]): Drift[] => {
  if (columns.length === 0) return [];
  const read = columnsOf(metric, catalog);
  return columns
    .filter(({ dataset, column }) => read.get(dataset)?.has(column))
    .map(({ dataset, column, kind, sentence }) => ({
      reason: kind === "gone" ? "column_gone" : "column_retyped",
      input: `${dataset}.${column}`,
      since: null,
      sentence: `${sentence} Its numbers are those of the last good rows.`,
    }));
};

const byDefinition = (records: readonly DriftRecord[], catalog: Catalog): Map<string, Drift[]> => {
  const found = new Map<string, Drift[]>();
  for (const record of records) {
    const key = `${record.type}:${record.id}`;
    found.set(key, [...(found.get(key) ?? []), driftOf(record, catalog)]);
  }
  return found;
};

/**
 * The metrics and KPIs that drifted, with every reason, by `type:id`; the others are left out. A KPI has the reasons of its metric
 * that say its numbers may be wrong: columns and identities.
 */
export const driftedOf = (
  catalog: Catalog,
  records: readonly DriftRecord[],
  columns: readonly ColumnDrift[],
): Map<string, Drift[]> => {
  if (records.length === 0 && columns.length === 0) return new Map();
  const kept = byDefinition(records, catalog);
  const ofMetric = (id: string): Drift[] => [...fromColumns(id, catalog, columns), ...(kept.get(`metric:${id}`) ?? [])];
  const metrics = [...catalog.metrics.keys()].map((id): [string, Drift[]] => [`metric:${id}`, ofMetric(id)]);
  const kpis = [...catalog.kpis.values()].map(({ id, metric }): [string, Drift[]] => {
    const inherited = ofMetric(metric).filter(({ reason }) => reason !== "upstream");
    return [`kpi:${id}`, [...inherited, ...(kept.get(`kpi:${id}`) ?? [])]];
  });
  return new Map([...metrics, ...kpis].filter(([, drifts]) => drifts.length > 0));
};
