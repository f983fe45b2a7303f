import { z } from "zod";
import { channelKinds } from "../../alert/channel.ts";
import { messageSchema } from "../../alert/message.ts";
import { quietSchema } from "../../alert/quiet.ts";
import { alertRuleSchema, severities } from "../../alert/rule.ts";
import { alertStates } from "../../alert/state.ts";
import { statuses } from "../../standing/status.ts";

const instant = z.number();
const maybe = z.number().nullable();

/** One time that a rule alerted. */
export const alertSchema = z.object({
  id: z.string(),
  rule: z.string(),
  slice: z.string(),
  kpi: z.string(),
  /** Name of the KPI people read. */
  label: z.string(),
  owner: z.object({ id: z.string(), label: z.string() }).nullable(),
  /** About the KPI, about the rule itself, or about missing data. */
  kind: z.enum(["alert", "broken", "silent"]),
  severity: z.enum(severities),
  sentence: z.string(),
  periodKey: z.string().nullable(),
  openedAt: instant,
  closedAt: maybe,
  acknowledgedAt: maybe,
  acknowledgedBy: z.string().nullable(),
  cause: z.string().nullable(),
  assignedTo: z.string().nullable(),
  snoozedUntil: maybe,
  escalatedAt: maybe,
});
export type Alert = z.infer<typeof alertSchema>;

export const silenceSchema = z.object({
  id: z.string(),
  rule: z.string().nullable(),
  kpi: z.string().nullable(),
  reason: z.string(),
  by: z.string(),
  startsAt: instant,
  endsAt: instant,
});
export type Silence = z.infer<typeof silenceSchema>;

/** Every rule's alerts, open ones first, and who is told more than they may be. */
export const alertListSchema = z.object({
  now: instant,
  timeZone: z.string(),
  alerts: z.array(alertSchema),
  silences: z.array(silenceSchema),
  budgets: z.array(z.object({ owner: z.string(), label: z.string(), messages: z.number(), budget: z.number() })),
});
export type AlertList = z.infer<typeof alertListSchema>;

export const alertEvaluationSchema = z.object({
  slice: z.string(),
  periodKey: z.string().nullable(),
  verdict: z.string(),
  state: z.enum(alertStates),
  sentence: z.string(),
  inputs: z.record(z.string(), z.unknown()),
  firstAt: instant,
  at: instant,
  /** Evaluations in a row that said just this. */
  times: z.number(),
});
export type AlertEvaluation = z.infer<typeof alertEvaluationSchema>;

/** Did it fire, why, who was told, and what did they do? */
export const alertAnswerSchema = z.object({
  now: instant,
  timeZone: z.string(),
  alert: alertSchema,
  rule: alertRuleSchema.extend({ id: z.string() }).nullable(),
  evaluations: z.array(alertEvaluationSchema),
  told: z.array(
    z.object({
      id: z.string(),
      channel: z.string(),
      person: z.string().nullable(),
      state: z.enum(["queued", "sent", "failed", "silenced"]),
      detail: z.string(),
      createdAt: instant,
      settledAt: maybe,
      nextAt: instant,
      attempts: z.array(z.object({ receipt: z.string(), at: instant, outcome: z.string(), detail: z.string() })),
    }),
  ),
  acts: z.array(z.object({ at: instant, by: z.string(), act: z.string(), detail: z.string() })),
});
export type AlertAnswer = z.infer<typeof alertAnswerSchema>;

/** What somebody does about an alert. */
export const alertActSchema = z.discriminatedUnion("act", [
  z.strictObject({ act: z.literal("acknowledge"), cause: z.string().min(1).max(2000) }),
  z.strictObject({ act: z.literal("assign"), to: z.string().min(1).max(64) }),
  /** Epoch ms. */
  z.strictObject({ act: z.literal("snooze"), until: z.number().int() }),
]);
export type AlertAct = z.infer<typeof alertActSchema>;

export const alertRulesSchema = z.object({
  rules: z.array(
    z.object({
      rule: alertRuleSchema.extend({ id: z.string() }),
      /** Nobody wrote it: it watches a KPI without a rule of its own. */
      byDefault: z.boolean(),
      label: z.string(),
      owner: z.string().nullable(),
      states: z.array(z.object({ slice: z.string(), state: z.enum(alertStates), since: instant, at: instant })),
    }),
  ),
});
export type AlertRules = z.infer<typeof alertRulesSchema>;

export const silenceBodySchema = z.strictObject({
  rule: z.string().max(100).nullable().default(null),
  kpi: z.string().max(100).nullable().default(null),
  reason: z.string().min(1).max(500),
  /** Epoch ms: a silence always ends. */
  until: z.number().int(),
});

export const channelSchema = z.object({
  id: z.string(),
  kind: z.enum(channelKinds),
  label: z.string(),
  settings: z.record(z.string(), z.unknown()),
  quiet: quietSchema.nullable(),
  createdAt: instant,
});
export const channelListSchema = z.object({ channels: z.array(channelSchema) });
export const sentSchema = z.object({ kind: z.enum(["sent", "later", "refused"]), detail: z.string() });

export const inboxSchema = z.object({
  unread: z.number(),
  items: z.array(z.object({ id: z.string(), at: instant, title: z.string(), message: messageSchema, readAt: maybe })),
});
export type Inbox = z.infer<typeof inboxSchema>;

/** One thing that is owed, and why it stands where it stands. */
export const owedSchema = z.object({
  kpi: z.string(),
  label: z.string(),
  owner: z.object({ id: z.string(), label: z.string() }).nullable(),
  status: z.enum(statuses),
  sentence: z.string(),
  /** The more, the earlier it is owed an answer; see `reasons`. */
  score: z.number(),
  reasons: z.array(z.string()),
  alerts: z.array(z.string()),
});
export type Owed = z.infer<typeof owedSchema>;
export const attentionSchema = z.object({ now: instant, owed: z.array(owedSchema), quiet: z.number() });
export type AttentionAnswer = z.infer<typeof attentionSchema>;
