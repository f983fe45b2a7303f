import type { Catalog } from "@sextant/model/definition/catalog";
import type { SimpleMetric } from "@sextant/model/metric/kinds/simple";
import type { MetricByKind, MetricKind } from "@sextant/model/metric/metric";
import { parseExpression } from "../../expression/parse.ts";
import type { Expression } from "../../expression/tree.ts";
import { allOf } from "../map-tree.ts";
import { ansiOf, grouped } from "./ansi.ts";
import { identifier } from "./format.ts";
import { joinedName } from "./relationships.ts";

const treeOf = (text: string | number): Expression | null => parseExpression(String(text)).tree;

type SqlOf<K extends MetricKind> = (metric: MetricByKind[K], catalog: Catalog) => string | null;

const oneDistinct = (value: string, condition: string | null): string =>
  `COUNT(DISTINCT ${condition === null ? value : `CASE WHEN ${condition} THEN ${value} END`})`;

const aggregated = (
  metric: SimpleMetric,
  value: string | null,
  time: string,
  condition: string | null,
): string | null => {
  const kept = (inner: string): string => (condition === null ? inner : `CASE WHEN ${condition} THEN ${inner} END`);
  if (metric.aggregation === "count") return condition === null ? `COUNT(${time})` : `COUNT(${kept("1")})`;
  if (value === null) return null;
  switch (metric.aggregation) {
    case "sum":
      return `SUM(${kept(value)})`;
    case "average":
      return `AVG(${kept(value)})`;
    case "min":
      return `MIN(${kept(value)})`;
    case "max":
      return `MAX(${kept(value)})`;
    case "count_distinct":
      return oneDistinct(value, condition);
    case "sum_boolean":
      return `COUNT(CASE WHEN ${condition === null ? value : `${grouped(condition)} and ${grouped(value)}`} THEN 1 END)`;
    case "median":
      return `PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY ${kept(value)})`;
    case "percentile":
      return `PERCENTILE_CONT(${metric.percentile ?? 0.5}) WITHIN GROUP (ORDER BY ${kept(value)})`;
  }
};

const simpleSql = (metric: SimpleMetric, catalog: Catalog, more?: string | number): string | null => {
  const dataset = catalog.datasets.get(metric.dataset);
  if (dataset === undefined || Array.isArray(metric.expression)) return null;
  const column = (name: string): string | null => {
    if (Object.hasOwn(dataset.columns, name)) return `${identifier(dataset.id)}.${identifier(name)}`;
    const joined = joinedName(dataset, name);
    return joined === null ? null : `${identifier(joined.dataset)}.${identifier(joined.column)}`;
  };
  const value = metric.expression === undefined ? null : treeOf(metric.expression);
  const wheres = [metric.where, more].flatMap((where) => (where === undefined ? [] : [treeOf(where)]));
  if (wheres.includes(null)) return null;
  const condition = allOf(wheres.flatMap((where) => where ?? []));
  const conditionSql = condition === null ? null : ansiOf(condition, column);
  const valueSql = value === null ? null : ansiOf(value, column);
  const time = column(dataset.time);
  const unreadable = (condition !== null && conditionSql === null) || (value !== null && valueSql === null);
  return unreadable || time === null ? null : aggregated(metric, valueSql, time, conditionSql);
};

const partSql = (part: MetricByKind["ratio"]["numerator"], catalog: Catalog): string | null => {
  const { metric: id, where } = typeof part === "string" ? { metric: part, where: undefined } : part;
  const metric = catalog.metrics.get(id);
  return metric?.kind === "simple" ? simpleSql(metric, catalog, where) : null;
};

/** How a kind of metric is one aggregate expression of standard SQL; kinds that are none are not in the table. */
const sqlByKind: { [K in MetricKind]?: SqlOf<K> } = {
  simple: (metric, catalog) => simpleSql(metric, catalog),
  ratio: ({ numerator, denominator }, catalog) => {
    const above = partSql(numerator, catalog);
    const below = partSql(denominator, catalog);
    return above === null || below === null ? null : `1.0 * ${above} / NULLIF(${below}, 0)`;
  },
  derived: ({ expression, inputs }, catalog) => {
    const tree = treeOf(expression);
    if (tree === null || inputs !== undefined) return null;
    const sql = ansiOf(tree, (name) => {
      const inner = metricSql(name, catalog);
      return inner === null ? null : grouped(inner);
    });
    return sql === null || sql.length > longest ? null : sql;
  },
};

/** The longest expression that is written: formulas over formulas over formulas grow without end. */
const longest = 20_000;

/** A metric as one aggregate expression of standard SQL; null when there is none. */
export const metricSql = (id: string, catalog: Catalog): string | null => {
  const metric = catalog.metrics.get(id);
  if (metric === undefined) return null;
  const sqlOf = sqlByKind[metric.kind] as SqlOf<MetricKind> | undefined;
  return sqlOf?.(metric, catalog) ?? null;
};
