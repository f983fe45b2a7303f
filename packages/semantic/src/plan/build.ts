import type { Catalog } from "@sextant/model/definition/catalog";
import type { Planner } from "../kinds/kind.ts";
import { kindOf } from "../kinds/kinds.ts";
import type { Question } from "../question.ts";
import { conditionsOf } from "./condition.ts";
import type { Output, Plan, Scan, Slot, Term } from "./plan.ts";

/** The plain plan of a question whose metrics are checked: one scan per metric and dataset, nothing shared yet. */
export const buildPlan = (question: Question, catalog: Catalog): Plan => {
  const outputs = new Map<string, Output>();
  const slots = new Map<string, Map<string, Slot[]>>();
  let count = 0;
  const plannerOf = (owner: string): Planner => ({
    catalog,
    output: (id) => planMetric(id),
    slot: (dataset, aggregate, filters) => {
      const own = slots.get(owner) ?? new Map<string, Slot[]>();
      slots.set(owner, own);
      const id = `_s${count++}`;
      own.set(dataset, [...(own.get(dataset) ?? []), { id, aggregate, filters }]);
      return { kind: "slot", slot: id };
    },
  });
  const planMetric = (id: string): Output => {
    const planned = outputs.get(id);
    if (planned !== undefined) return planned;
    const metric = catalog.metrics.get(id);
    if (metric === undefined) throw new Error(`The metric ${id} of a checked question is missing.`);
    const output: Output = { metric: id, ...kindOf(metric).plan(metric, plannerOf(id)) };
    outputs.set(id, output);
    return output;
  };
  for (const id of question.metrics) planMetric(id);
  const asked = (id: string): Term[] => {
    const dataset = catalog.datasets.get(id);
    return dataset === undefined ? [] : conditionsOf(question.where, dataset);
  };
  const scans = [...slots.values()].flatMap((byDataset) =>
    [...byDataset].map(([dataset, own]): Scan => ({ dataset, slots: own, filters: asked(dataset), sequence: null })),
  );
  return {
    grain: question.grain,
    spans: question.spans,
    until: question.until,
    window: null,
    by: question.by,
    slices: null,
    limit: question.limit,
    sequences: question.sequences ?? new Map(),
    scans,
    outputs: [...outputs.values()],
    asked: [...new Set(question.metrics)],
  };
};
