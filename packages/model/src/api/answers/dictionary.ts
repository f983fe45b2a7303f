import { z } from "zod";
import { driftSchema } from "../../definition/drift.ts";
import { directions } from "../../metric/direction.ts";
import { levels } from "../../organisation/org-unit.ts";
import { grains } from "../../time/grain.ts";
import { standingSchema } from "./tile.ts";

/** One line of the dictionary: a KPI, or a metric that is not (yet) one. */
export const dictionaryEntrySchema = z.object({
  type: z.enum(["kpi", "metric"]),
  id: z.string(),
  label: z.string(),
  description: z.string().nullable(),
  metric: z.string(),
  kind: z.string(),
  formula: z.string(),
  unit: z.string(),
  direction: z.enum(directions),
  owner: z.object({ id: z.string(), label: z.string() }).nullable(),
  level: z.enum(levels).nullable(),
  state: z.string().nullable(),
  timing: z.enum(["leading", "lagging"]).nullable(),
  grain: z.enum(grains).nullable(),
  version: z.number(),
  hash: z.string(),
  standing: standingSchema.nullable(),
  synonyms: z.array(z.string()),
  /** Why it is drifted; empty when it is not. */
  drift: z.array(driftSchema),
  findings: z.number(),
  usedIn: z.array(z.string()),
});
export type DictionaryEntry = z.infer<typeof dictionaryEntrySchema>;

export const dictionaryAnswerSchema = z.object({ entries: z.array(dictionaryEntrySchema) });
export type DictionaryAnswer = z.infer<typeof dictionaryAnswerSchema>;
