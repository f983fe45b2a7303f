import { z } from "zod";
import { channelBodySchema } from "../../alert/channel.ts";
import { alertReplaySchema, replayBodySchema } from "../../alert/replay.ts";
import { alertRuleSchema } from "../../alert/rule.ts";
import {
  alertActSchema,
  alertAnswerSchema,
  alertListSchema,
  alertRulesSchema,
  attentionSchema,
  channelListSchema,
  inboxSchema,
  sentSchema,
  silenceBodySchema,
  silenceSchema,
} from "../answers/alerts.ts";
import { applyAnswerSchema } from "../answers/definitions.ts";
import type { Route } from "../route.ts";
import { id, nothing } from "./parts.ts";

const tag = "alerts";

/** Who is told what, and what they did about it. */
export const alertsRoutes = {
  alerts: {
    ...{ act: "read", tag, success: 200 },
    summary: "Every alert, open ones first",
    query: z.strictObject({ kpi: z.string().max(100).optional() }),
    response: alertListSchema,
  },
  alert: {
    ...{ act: "read", tag, success: 200 },
    summary: "Did it fire, why, who was told, and what did they do",
    params: id,
    response: alertAnswerSchema,
  },
  actOnAlert: {
    ...{ act: "practise", tag, success: 200 },
    summary: "Acknowledge an alert with its cause, assign it, or snooze it",
    params: id,
    body: alertActSchema,
    response: nothing,
  },
  alertRules: {
    ...{ act: "read", tag, success: 200 },
    summary: "Every rule and where its instances stand",
    response: alertRulesSchema,
  },
  saveAlertRule: {
    ...{ act: "define", tag, success: 200 },
    summary: "Write a rule into the definitions, in place of one of the same id",
    body: alertRuleSchema,
    response: applyAnswerSchema,
  },
  replayAlertRule: {
    ...{ act: "read", tag, success: 200 },
    summary: "What a rule would have done over the last two years",
    body: replayBodySchema,
    response: alertReplaySchema,
    attemptsPerMinute: 60,
  },
  silence: {
    ...{ act: "define", tag, success: 201 },
    summary: "Keep a rule, a KPI or everything out of the channels until an instant",
    body: silenceBodySchema,
    response: silenceSchema,
  },
  endSilence: {
    ...{ act: "define", tag, success: 200 },
    summary: "End a silence now",
    params: id,
    response: nothing,
  },
  channels: {
    ...{ act: "administer", tag, success: 200 },
    summary: "The channels alerts go out by, without their secrets",
    response: channelListSchema,
  },
  saveChannel: {
    ...{ act: "administer", tag, success: 200 },
    summary: "Keep a channel; without a secret the one kept before stays",
    params: id,
    body: channelBodySchema,
    response: nothing,
  },
  removeChannel: {
    ...{ act: "administer", tag, success: 200 },
    summary: "Forget a channel",
    params: id,
    response: nothing,
  },
  testChannel: {
    ...{ act: "administer", tag, success: 200 },
    summary: "Send a test through a channel",
    params: id,
    response: sentSchema,
    attemptsPerMinute: 20,
  },
  inbox: { ...{ act: "read", tag, success: 200 }, summary: "What the caller was told", response: inboxSchema },
  readInbox: {
    ...{ act: "practise", tag, success: 200 },
    summary: "Mark the caller's inbox as read",
    response: nothing,
  },
  attention: {
    ...{ act: "read", tag, success: 200 },
    summary: "Every KPI that is owed an answer, the most owed first",
    response: attentionSchema,
  },
} as const satisfies Record<string, Route>;
