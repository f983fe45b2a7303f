import { z } from "zod";
import { idSchema } from "../definition/id.ts";
import { authorSchema } from "./author.ts";
import { linkSchema, remarkSchema, titleSchema } from "./text.ts";
import { verdictSchema } from "./verdict.ts";

/** The life of an intervention; `judged` has a verdict. */
export const interventionStates = ["planned", "running", "done", "judged", "dropped"] as const;
export type InterventionState = (typeof interventionStates)[number];

const next: Record<InterventionState, readonly InterventionState[]> = {
  planned: ["running", "done", "dropped"],
  running: ["done", "dropped"],
  done: ["judged", "dropped"],
  judged: [],
  dropped: ["planned"],
};

/** Whether an intervention may go from one state to another. */
export const mayFollow = (from: InterventionState, to: InterventionState): boolean =>
  from === to || next[from].includes(to);

const amount = z.union([z.number(), z.string().min(1).max(40)]);

/** The effect that is bet on: a direction, and how large if the author dares. */
const expectedEffectSchema = z.strictObject({
  direction: z.enum(["up", "down"]),
  by: amount.optional().describe("In the unit of the KPI, e.g. 2 pt or 30 min; without a sign."),
});

/** Something done on purpose to move a KPI: a bet with an owner and a day on which it is judged (P2). */
export const interventionBodySchema = z.strictObject({
  kpi: idSchema,
  title: titleSchema,
  note: remarkSchema.optional(),
  owner: idSchema,
  due: z.iso.date().describe("The day it is to be done by."),
  starts: z.iso.date().optional().describe("The day it took effect; set when it is done, if not before."),
  expected: expectedEffectSchema,
  lag: z.number().int().min(0).max(104).default(0).describe("Periods of the KPI's grain until the effect can show."),
  watch: z
    .number()
    .int()
    .min(1)
    .max(104)
    .default(8)
    .describe("Periods of the KPI's grain that are looked at after the lag."),
  guardrails: z.array(idSchema).max(20).optional().describe("What must not get worse; the KPI's own when not given."),
  links: z.array(linkSchema).max(20).default([]).describe("Tasks elsewhere, by address."),
  decision: z.string().max(100).optional().describe("The decision it comes from."),
});
export type InterventionBody = z.infer<typeof interventionBodySchema>;

/** What may change later. The bet itself – KPI, effect, lag, watch – is fixed once it is running. */
export const interventionChangeSchema = z.strictObject({
  title: titleSchema.optional(),
  note: remarkSchema.optional(),
  owner: idSchema.optional(),
  due: z.iso.date().optional(),
  starts: z.iso.date().optional(),
  state: z.enum(["planned", "running", "done", "dropped"]).optional(),
  links: z.array(linkSchema).max(20).optional(),
  /** The revision the change was made to; another one is a conflict. */
  revision: z.number().int(),
});
export type InterventionChange = z.infer<typeof interventionChangeSchema>;

export const interventionSchema = z.object({
  id: z.string(),
  kpi: z.string(),
  kpiLabel: z.string(),
  /** Version of the KPI's meaning when the bet was made. */
  definitionVersion: z.number(),
  title: z.string(),
  note: z.string().nullable(),
  owner: z.string(),
  ownerLabel: z.string(),
  due: z.string(),
  starts: z.string().nullable(),
  expected: expectedEffectSchema,
  lag: z.number(),
  watch: z.number(),
  guardrails: z.array(z.string()),
  links: z.array(z.string()),
  decision: z.string().nullable(),
  state: z.enum(interventionStates),
  /** What became of the bet; null until every watched period is over. */
  verdict: verdictSchema.nullable(),
  revision: z.number(),
  author: authorSchema,
  createdAt: z.number(),
  updatedAt: z.number(),
});
export type Intervention = z.infer<typeof interventionSchema>;

export const interventionListSchema = z.object({ interventions: z.array(interventionSchema) });
