import { z } from "zod";
import { idSchema, labelSchema, proseSchema } from "../definition/id.ts";
import { statuses } from "../standing/status.ts";
import { readHold } from "./hold.ts";

const amount = z.union([z.number(), z.string().min(1).max(40)]);
const comparison = z.string().min(1).max(100);

/** How long a verdict must last, as an author writes it. */
const holdSchema = z
  .string()
  .max(30)
  .refine((text) => readHold(text) !== null, "write a number of periods or a length of time, e.g. 2 periods or 6h");

const whenSchema = z.discriminatedUnion("on", [
  z.strictObject({
    on: z.literal("status").describe("The KPI's status."),
    is: z.array(z.enum(statuses)).min(1).default(["red"]).describe("Statuses it fires on."),
  }),
  z.strictObject({
    on: z.literal("threshold").describe("The value of the latest whole period."),
    value: comparison.describe('When it fires, e.g. "< 80%".'),
    recovers: comparison.optional().describe("When it may end; what is neither fires on and does not start."),
  }),
  z.strictObject({
    on: z.literal("change").describe("The change against an earlier period."),
    compare: z.enum(["previous_period", "previous_year"]).default("previous_period"),
    direction: z.enum(["falls", "rises", "moves"]).default("moves"),
    percent: z.number().positive().max(100_000).describe("By at least this many per cent of the earlier value …"),
    floor: amount.describe("… and by at least this much, so that small numbers do not shout."),
  }),
  z.strictObject({
    on: z.literal("signal").describe("A value that the noise of its own series does not explain."),
    side: z.enum(["above", "below", "both"]).default("both"),
  }),
  z.strictObject({
    on: z.literal("pace").describe("The chance of reaching the dated target."),
    chance_below: z.number().gt(0).lt(1).default(0.5).describe("It fires below this chance, 0 to 1."),
  }),
  z.strictObject({
    on: z.literal("freshness").describe("The age of the data."),
    older_than: z.string().max(20).describe("A length of time, e.g. 2d."),
  }),
  z.strictObject({ on: z.literal("guardrail").describe("A guardrail of the KPI is red while it is green itself.") }),
  z.strictObject({ on: z.literal("drift").describe("The definition of the KPI drifted.") }),
]);

/** How loud an alert is. */
export const severities = ["info", "warning", "critical"] as const;
export type AlertSeverity = (typeof severities)[number];

/** A rule that tells people about a KPI (A1 to A4). */
export const alertRuleSchema = z.strictObject({
  id: idSchema,
  label: labelSchema.optional(),
  description: proseSchema.optional(),
  kpi: idSchema.describe("The KPI it watches."),
  when: whenSchema.describe("What it fires on."),
  by: idSchema.optional().describe("A dimension: every slice is watched by itself, all under false-discovery control."),
  false_discovery: z
    .number()
    .gt(0)
    .lt(1)
    .default(0.05)
    .describe("Share of false ones allowed among the slices that fire together."),
  pending: holdSchema.default("0 periods").describe("How long it must fire before anybody is told."),
  keep_firing: holdSchema.default("0 periods").describe("How long it must be quiet before it has recovered."),
  severity: z.enum(severities).default("warning").describe("Critical ones pass through quiet hours and budgets."),
  owner: idSchema.optional().describe("Who answers for the rule; the KPI's owner when not given."),
  channels: z.array(z.string().min(1).max(64)).max(10).default([]).describe("Channels beside the owner's inbox."),
  escalate: z
    .strictObject({
      after: z.string().max(20).describe("A length of time without an acknowledgement, e.g. 4h."),
      to: idSchema.describe("The person told then."),
      channels: z.array(z.string().min(1).max(64)).max(10).default([]),
    })
    .optional(),
  action: proseSchema.optional().describe("What to do; the KPI's action when not given."),
});
export type AlertRule = z.infer<typeof alertRuleSchema>;
export type AlertWhen = AlertRule["when"];
