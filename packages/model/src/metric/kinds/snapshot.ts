import { z } from "zod";
import { expressionSchema, idSchema } from "../../definition/id.ts";
import { lengthSchema } from "../../time/length-schema.ts";
import { metricBase } from "../base.ts";
import type { Traits } from "../traits.ts";

const states = ["last", "first", "average"] as const;
const aggregations = ["sum", "average", "count", "min", "max"] as const;

/** A state of entities, such as a headcount or a pipeline: one state per entity and period, then one number of all entities. */
export const snapshotMetricSchema = metricBase.extend({
  kind: z.literal("snapshot"),
  dataset: idSchema.describe("The dataset whose rows record states."),
  entity: z
    .union([expressionSchema, z.array(expressionSchema).min(1).max(8)])
    .describe("What tells entities apart, e.g. employee, or [account, product]."),
  expression: expressionSchema
    .optional()
    .describe("The state of an entity in a row, a number; without it entities are counted."),
  state: z
    .enum(states)
    .default("last")
    .describe("Which state of the period counts: of its last row, of its first, or the average over its rows."),
  aggregation: z.enum(aggregations).default("sum").describe("How the states of all entities become one number."),
  where: expressionSchema
    .optional()
    .describe(
      "Which entities count, judged by the row that gives their state; for `state: average` which rows are averaged.",
    ),
  carry_forward: lengthSchema
    .optional()
    .describe(
      "An entity without a row in the period keeps its last state recorded this long before the period's end, or its start when the state is first or average.",
    ),
});
export type SnapshotMetric = z.infer<typeof snapshotMetricSchema>;

/** What the kind declares: a state is taken, not added up, over time; states of different entities add up. */
export const snapshotTraits = ({ aggregation }: SnapshotMetric): Traits => ({
  rollup: "state",
  slices: aggregation === "sum" || aggregation === "count" ? "add_up" : "overlap",
  emptyMeans: "nothing",
  estimate: aggregation === "average" ? "mean" : "none",
  needs: "dataset",
  scales: "never",
});
