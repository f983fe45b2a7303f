import { z } from "zod";
import { definitionStates } from "../../definition/approval.ts";
import { driftSchema } from "../../definition/drift.ts";
import { directions } from "../../metric/direction.ts";
import { levels } from "../../organisation/org-unit.ts";
import { grains } from "../../time/grain.ts";
import { whoSchema } from "./edits.ts";
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
  departments: z.array(z.string()),
  /** Where it is in its life (K4). */
  state: z.enum(definitionStates).nullable(),
  timing: z.enum(["leading", "lagging"]).nullable(),
  /** What people say of something, or what was counted or measured of it. */
  nature: z.enum(["quantitative", "qualitative"]),
  grain: z.enum(grains).nullable(),
  version: z.number(),
  hash: z.string(),
  standing: standingSchema.nullable(),
  synonyms: z.array(z.string()),
  /** Handles it had before. */
  formerly: z.array(z.string()),
  /** Ids of the datasets it is computed from. */
  sources: z.array(z.string()),
  /** Why it is drifted; empty when it is not. */
  drift: z.array(driftSchema),
  findings: z.number(),
  usedIn: z.array(z.string()),
});
export type DictionaryEntry = z.infer<typeof dictionaryEntrySchema>;

const word = z.string().max(100).optional();

const count = z
  .string()
  .regex(/^\d{1,5}$/, "write a whole number")
  .transform(Number)
  .optional();

/** What is looked for: words, one value per facet, and which part of the list. */
export const dictionaryQuerySchema = z.strictObject({
  q: z.string().max(200).optional(),
  type: word,
  level: word,
  department: word,
  owner: word,
  state: word,
  status: word,
  timing: word,
  nature: word,
  source: word,
  drifted: word,
  limit: count,
  offset: count,
});
export type DictionaryQuery = z.output<typeof dictionaryQuerySchema>;

const facet = z.array(z.object({ value: z.string(), label: z.string(), count: z.number() }));
const facetsSchema = z.object({
  type: facet,
  level: facet,
  department: facet,
  owner: facet,
  state: facet,
  status: facet,
  timing: facet,
  nature: facet,
  source: facet,
  drifted: facet,
});
export type Facets = z.infer<typeof facetsSchema>;

export const dictionaryAnswerSchema = z.object({
  entries: z.array(dictionaryEntrySchema),
  /** How many were found, whichever part of them is shown, and how many definitions there are. */
  total: z.number(),
  all: z.number(),
  facets: facetsSchema,
});
export type DictionaryAnswer = z.infer<typeof dictionaryAnswerSchema>;

const named = z.object({ id: z.string(), label: z.string() });
const fieldChange = z.object({ path: z.string(), before: z.string().nullable(), after: z.string().nullable() });

/** Everything the dictionary knows of one definition. */
export const dictionaryPageSchema = z.object({
  entry: dictionaryEntrySchema,
  /** The handle that was asked for when it is not the one it has now. */
  askedAs: z.string().nullable(),
  objective: z.string().nullable(),
  /** The formula in the expression language. */
  code: z.string(),
  sources: z.array(
    named.extend({ watermark: z.number().nullable(), landedAt: z.number().nullable(), problem: z.string().nullable() }),
  ),
  target: z.string().nullable(),
  thresholds: z
    .object({ basis: z.string(), green: z.string(), yellow: z.string().nullable(), red: z.string() })
    .nullable(),
  actionWhenRed: z.string().nullable(),
  cannotBeGamedBecause: z.string().nullable(),
  cadence: z.string().nullable(),
  guardrails: z.array(named),
  guards: z.array(named),
  leads: z.array(named),
  ledBy: z.array(named),
  components: z.array(named),
  usedIn: z.object({
    dashboards: z.array(named),
    kpis: z.array(named),
    metrics: z.array(named),
    reviews: z.array(named),
    alerts: z.array(named),
    keyResults: z.array(named),
    experiments: z.array(named),
  }),
  /** Newest first; what changed in the meaning since the version before. */
  history: z.array(z.object({ version: z.number(), hash: z.string(), by: whoSchema, fields: z.array(fieldChange) })),
  lastReview: z.object({ at: z.number(), sentence: z.string() }).nullable(),
  lastDecision: z.object({ at: z.number(), sentence: z.string() }).nullable(),
});
export type DictionaryPage = z.infer<typeof dictionaryPageSchema>;
