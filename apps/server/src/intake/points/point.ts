import type { Dataset } from "@sextant/model/dataset/dataset";
import { Problem } from "@sextant/model/problem/problem";

/** One observation of one metric of another system. */
export interface Point {
  metric: string;
  /** What it is there: gauge, sum, count …; null where the sender does not say. */
  kind: string | null;
  unit: string | null;
  labels: Readonly<Record<string, string>>;
  value: number;
  /** Epoch ms. */
  at: number;
}

/** Throws invalid_request unless the dataset has the columns points go to. */
export const checkTakesPoints = (dataset: Dataset): void => {
  const { metric, value } = dataset.columns;
  const isNumber = value?.type === "number";
  if (metric?.type === "string" && isNumber && dataset.columns[dataset.time]?.type === "datetime") return;
  throw new Problem("invalid_request", `The dataset ${dataset.id} does not take points of metrics.`, {
    hint: "Give it a time column of type datetime, metric: { type: string } and value: { type: number }; labels: { type: string } keeps all labels.",
  });
};

/** A label as the name of a column: service.name is service_name. */
const columnOf = (label: string): string => label.replaceAll(/\W/g, "_");

/** A point as a row of the dataset, which takes points: labels that are columns of it stand in them, `labels` holds all of them as JSON. */
const rowOf = (point: Point, dataset: Dataset): Record<string, unknown> => {
  const row: Record<string, unknown> = {};
  const put = (name: string, value: unknown): void => {
    if (Object.hasOwn(dataset.columns, name)) row[name] = value;
  };
  for (const [label, value] of Object.entries(point.labels)) put(columnOf(label), value);
  put("kind", point.kind);
  put("unit", point.unit);
  const ordered = Object.entries(point.labels).toSorted(([a], [b]) => (a < b ? -1 : 1));
  put("labels", JSON.stringify(Object.fromEntries(ordered)));
  put("metric", point.metric);
  put("value", point.value);
  put(dataset.time, new Date(point.at).toISOString());
  return row;
};

/** Points as NDJSON of a dataset that takes them. */
export async function* linesOf(points: readonly Point[], dataset: Dataset): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  for (const point of points) yield encoder.encode(`${JSON.stringify(rowOf(point, dataset))}\n`);
}
