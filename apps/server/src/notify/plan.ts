import { createHash, randomUUID } from "node:crypto";
import type { MessageLine } from "@sextant/model/alert/message";
import { quietSchema, speaksFrom } from "@sextant/model/alert/quiet";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { AlertRow } from "../store/alert.ts";
import type { ChannelRow } from "../store/channel.ts";
import type { NewDelivery } from "../store/delivery.ts";
import { everybody } from "../store/inbox.ts";
import type { SilenceRow } from "../store/silence.ts";
import { isClosed, mayRead } from "./closed.ts";
import { messageAbout, rulesById } from "./lines.ts";

/** The channel every person has. */
export const inboxChannel = "inbox";

/** Messages per owner and week that may leave the house when a person says nothing else; a group counts once. */
const usualBudget = 20;

/** Milliseconds a budget speaks of. */
export const budgetSpan = 7 * 86_400_000;

/** What happened to an alert. */
export interface Told {
  alert: AlertRow;
  kind: MessageLine["kind"];
  /** Whom it goes to beside its owner: an escalation. */
  to?: { person: string; channels: readonly string[] };
}

/** What planning looks at. */
export interface PlanContext {
  catalog: Catalog;
  channels: ReadonlyMap<string, ChannelRow>;
  silences: readonly SilenceRow[];
  /** Messages that left the house in the last week, by owner. */
  perOwner: ReadonlyMap<string, number>;
  /** The server's clock, epoch ms. */
  at: number;
}

/** One way a telling goes. */
interface Way {
  channel: string;
  person: string | null;
  /** Why it does not go now, or not at all. */
  kept: string | null;
  from: number;
}

/** The silence that holds for an alert, if any. */
const silenceOver = (alert: AlertRow, silences: readonly SilenceRow[], at: number): SilenceRow | undefined =>
  silences.find(
    ({ rule, kpi, starts_at, ends_at }) =>
      starts_at <= at && ends_at > at && (rule === null || rule === alert.rule) && (kpi === null || kpi === alert.kpi),
  );

/** How many messages about an owner's alerts may leave the house in a week. */
export const budgetOf = (owner: string | null, catalog: Catalog): number =>
  catalog.people.get(owner ?? "")?.alert_budget ?? usualBudget;

const keptBack = ({ alert, kind }: Told, context: PlanContext): string | null => {
  const silence = silenceOver(alert, context.silences, context.at);
  if (silence !== undefined) return `silenced until ${new Date(silence.ends_at).toISOString()}: ${silence.reason}`;
  if (alert.severity === "critical" || kind === "reminder") return null;
  const budget = budgetOf(alert.owner, context.catalog);
  const count = context.perOwner.get(alert.owner ?? "") ?? 0;
  return count >= budget ? `over the budget of ${budget} messages a week: in the inbox and the digest` : null;
};

const waysOf = (told: Told, context: PlanContext): Way[] => {
  const { alert, to } = told;
  const { catalog, channels, at } = context;
  const rule = rulesById(catalog).get(alert.rule);
  const person = to?.person ?? alert.assigned_to ?? alert.owner ?? everybody;
  if (isClosed(alert.kpi, catalog)) {
    const owner = catalog.kpis.get(alert.kpi)?.owner;
    if (owner === undefined || !mayRead(owner, alert.kpi, catalog)) return [];
    return [{ channel: inboxChannel, person: owner, kept: null, from: at }];
  }
  const kept = keptBack(told, context);
  const outside = [...new Set(to?.channels ?? rule?.channels ?? [])].filter((id) => id !== inboxChannel);
  return [
    { channel: inboxChannel, person, kept: null, from: at },
    ...outside.map((id): Way => {
      const channel = channels.get(id);
      const quiet =
        channel?.quiet === null || channel === undefined ? null : quietSchema.parse(JSON.parse(channel.quiet));
      const from = alert.severity === "critical" ? at : speaksFrom(quiet, at, catalog.calendar);
      // Mail without addresses goes to the owner, so each owner gets a letter of their own.
      return { channel: id, person: channel?.kind === "email" ? person : null, kept, from };
    }),
  ];
};

const dedupOf = (way: Way, told: readonly Told[]): string => {
  const what = told.map(({ alert, kind }) => `${kind} ${alert.id} ${kind === "reminder" ? alert.snoozed_until : ""}`);
  return createHash("sha256")
    .update(JSON.stringify([way.channel, way.person, what.sort()]))
    .digest("hex");
};

/** Groups what is to be told into one message per channel, person and time: a flood is one message, and said once. */
export const planDeliveries = (told: readonly Told[], context: PlanContext): NewDelivery[] => {
  const groups = new Map<string, { way: Way; told: Told[] }>();
  for (const one of told)
    for (const way of waysOf(one, context)) {
      const key = JSON.stringify([way.channel, way.person, way.kept, way.from]);
      const group = groups.get(key) ?? { way, told: [] };
      groups.set(key, group);
      group.told.push(one);
    }
  return [...groups.values()].map(({ way, told: here }) => ({
    id: randomUUID(),
    dedup: dedupOf(way, here),
    channel: way.channel,
    person: way.person,
    message: JSON.stringify(messageAbout(here, context.catalog, context.at)),
    state: way.kept === null ? "queued" : "silenced",
    next_at: way.from,
    created_at: context.at,
    detail: way.kept ?? "",
    alerts: here.map(({ alert }) => alert.id),
  }));
};
