import { owed } from "@sextant/model/alert/attention";
import { messageSchema } from "@sextant/model/alert/message";
import { quietSchema } from "@sextant/model/alert/quiet";
import { isDefaultRule, ownerOf, rulesOf } from "@sextant/model/alert/rules-of";
import type {
  Alert,
  AlertAnswer,
  AlertList,
  AlertRules,
  AttentionAnswer,
  channelSchema,
  Inbox,
} from "@sextant/model/api/answers/alerts";
import type { Catalog } from "@sextant/model/definition/catalog";
import { Problem } from "@sextant/model/problem/problem";
import type { z } from "zod";
import { type AlertRow, acknowledgements, actsOn, alertsById, newestAlerts, unsettledAlerts } from "../store/alert.ts";
import { evaluationsOf, standingStates } from "../store/alert-state.ts";
import { allChannels } from "../store/channel.ts";
import { deliveriesOf, messagesPerOwner } from "../store/delivery.ts";
import { everyInbox, inboxOf, unreadInbox, unreadOf } from "../store/inbox.ts";
import { silencesFrom } from "../store/silence.ts";
import { allStandings } from "../store/standing.ts";
import type { Store } from "../store/store.ts";
import { labelOf, rulesById } from "./lines.ts";
import { budgetOf, budgetSpan } from "./plan.ts";

/** What a KPI is owed beside its standing and its alerts, by KPI. */
export interface OwedElsewhere {
  overdue: ReadonlyMap<string, number>;
  findings: ReadonlyMap<string, number>;
}

/** Answers about alerts; throws not_found for what is not there. */
export interface AlertReading {
  list(kpi?: string): Promise<AlertList>;
  one(id: string): Promise<AlertAnswer>;
  rules(): Promise<AlertRules>;
  /** What people wrote when they acknowledged alerts, by KPI, earlier first. */
  acknowledgements(): Promise<{ kpi: string; at: number; by: string; text: string }[]>;
  channels(): Promise<z.infer<typeof channelSchema>[]>;
  /** A person's inbox; null for everybody's. */
  inbox(person: string | null): Promise<Inbox>;
  attention(elsewhere: OwedElsewhere): Promise<AttentionAnswer>;
}

const mostAlerts = 500;
const mostEvaluations = 200;
const mostItems = 100;

const personIn = (catalog: Catalog, id: string | null): Alert["owner"] =>
  id === null ? null : { id, label: catalog.people.get(id)?.label ?? id };

const shown = (row: AlertRow, catalog: Catalog): Alert => ({
  ...{ id: row.id, rule: row.rule, slice: row.slice, kpi: row.kpi, label: labelOf(row.kpi, catalog) },
  ...{ owner: personIn(catalog, row.owner), kind: row.kind, severity: row.severity, sentence: row.sentence },
  ...{ periodKey: row.period_key, openedAt: Number(row.opened_at), closedAt: row.closed_at },
  ...{ acknowledgedAt: row.acknowledged_at, acknowledgedBy: row.acknowledged_by, cause: row.cause },
  ...{ assignedTo: row.assigned_to, snoozedUntil: row.snoozed_until, escalatedAt: row.escalated_at },
});

const attentionOf = async (
  store: Store,
  catalog: Catalog,
  { overdue, findings }: OwedElsewhere,
  now: number,
): Promise<AttentionAnswer> => {
  const standings = await allStandings(store);
  const open = Map.groupBy(await unsettledAlerts(store.db), ({ kpi }) => kpi);
  const all = [...catalog.kpis.values()]
    .filter(({ state }) => state === "approved" || state === "deprecated")
    .map((kpi) => {
      const standing = standings.get(`${kpi.id} ${kpi.grain}`)?.standing;
      const alerts = open.get(kpi.id) ?? [];
      const status = standing?.status ?? "unknown";
      const waiting = alerts.map(({ severity, opened_at, acknowledged_at }) => ({
        ...{ severity, openedAt: opened_at, acknowledged: acknowledged_at !== null },
      }));
      const elsewhere = { overdue: overdue.get(kpi.id) ?? 0, findings: findings.get(kpi.id) ?? 0 };
      return {
        ...{ kpi: kpi.id, label: labelOf(kpi.id, catalog), owner: personIn(catalog, kpi.owner ?? null), status },
        sentence: standing?.sentence ?? "It has not been judged yet.",
        ...owed({ status, alerts: waiting, ...elsewhere }, now),
        alerts: alerts.map(({ id }) => id).slice(0, mostItems),
      };
    });
  const due = all
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.label.localeCompare(b.label, "en"));
  return { now, owed: due, quiet: all.length - due.length };
};

/** Opens the answers over a store. `now` is the server's clock, epoch ms. */
export const openReading = (store: Store, catalogNow: () => Catalog, now: () => number): AlertReading => ({
  list: async (kpi) => {
    const catalog = catalogNow();
    const messages = await messagesPerOwner(store.db, now() - budgetSpan);
    return {
      now: now(),
      timeZone: catalog.calendar.timeZone,
      alerts: (await newestAlerts(store, { limit: mostAlerts, kpi })).map((row) => shown(row, catalog)),
      silences: (await silencesFrom(store.db, now())).map(({ starts_at, ends_at, ...silence }) => ({
        ...{ ...silence, startsAt: starts_at, endsAt: ends_at },
      })),
      budgets: [...messages].map(([owner, count]) => ({
        ...{
          owner,
          label: catalog.people.get(owner)?.label ?? owner,
          messages: count,
          budget: budgetOf(owner, catalog),
        },
      })),
    };
  },
  one: async (id) => {
    const catalog = catalogNow();
    const [row] = await alertsById(store.db, [id]);
    if (row === undefined) throw new Problem("not_found", `There is no alert ${JSON.stringify(id)}.`);
    const told = await deliveriesOf(store.db, id);
    return {
      now: now(),
      timeZone: catalog.calendar.timeZone,
      alert: shown(row, catalog),
      rule: rulesById(catalog).get(row.rule) ?? null,
      evaluations: (await evaluationsOf(store, { rule: row.rule, slice: row.slice }, mostEvaluations)).map((one) => ({
        ...{
          slice: one.slice,
          periodKey: one.period_key,
          verdict: one.verdict,
          state: one.state,
          sentence: one.sentence,
        },
        inputs: JSON.parse(one.inputs) as Record<string, unknown>,
        ...{ firstAt: Number(one.first_at), at: Number(one.at), times: Number(one.times) },
      })),
      told: told.map(({ delivery, attempts }) => ({
        ...{ id: delivery.id, channel: delivery.channel, person: delivery.person, state: delivery.state },
        ...{
          detail: delivery.detail,
          createdAt: delivery.created_at,
          settledAt: delivery.settled_at,
          nextAt: delivery.next_at,
        },
        attempts: attempts.map(({ receipt, at, outcome, detail }) => ({ receipt, at, outcome, detail })),
      })),
      acts: (await actsOn(store, id)).map(({ at, by, act, detail }) => ({ at, by, act, detail })),
    };
  },
  rules: async () => {
    const catalog = catalogNow();
    const states = Map.groupBy(await standingStates(store), ({ rule }) => rule);
    return {
      rules: rulesOf(catalog).map((rule) => ({
        ...{ rule, byDefault: isDefaultRule(rule), label: labelOf(rule.kpi, catalog), owner: ownerOf(rule, catalog) },
        states: (states.get(rule.id) ?? []).map(({ slice, state, since, at }) => ({ slice, state, since, at })),
      })),
    };
  },
  acknowledgements: () => acknowledgements(store),
  channels: async () =>
    (await allChannels(store.db)).map(({ id, kind, label, settings, quiet, created_at }) => ({
      ...{ id, kind, label, createdAt: created_at },
      settings: JSON.parse(settings) as Record<string, unknown>,
      quiet: quiet === null ? null : quietSchema.parse(JSON.parse(quiet)),
    })),
  inbox: async (person) => {
    const rows = person === null ? await everyInbox(store.db, mostItems) : await inboxOf(store.db, person, mostItems);
    return {
      unread: person === null ? await unreadInbox(store.db) : await unreadOf(store.db, person),
      items: rows.map(({ id, at, title, message, read_at }) => ({
        ...{ id, at, title, message: messageSchema.parse(JSON.parse(message)), readAt: read_at },
      })),
    };
  },
  attention: (elsewhere) => attentionOf(store, catalogNow(), elsewhere, now()),
});
