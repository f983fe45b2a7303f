import { randomUUID } from "node:crypto";
import { authorOf as editorOf } from "@sextant/model/access/author";
import { type AlertRule, alertRuleSchema } from "@sextant/model/alert/rule";
import type { AlertAct } from "@sextant/model/api/answers/alerts";
import type { WantedEdit } from "@sextant/model/api/answers/edits";
import type { Author } from "@sextant/model/practice/author";
import { Problem } from "@sextant/model/problem/problem";
import { localToInstant } from "@sextant/model/time/zone";
import type { ActChange } from "../../notify/alerts.ts";
import { authorOf } from "../author.ts";
import type { Caller } from "../caller.ts";
import type { Handlers, Rooms } from "../handler.ts";

type AlertRoutes =
  | "alerts"
  | "alert"
  | "actOnAlert"
  | "alertRules"
  | "saveAlertRule"
  | "replayAlertRule"
  | "silence"
  | "endSilence"
  | "channels"
  | "saveChannel"
  | "removeChannel"
  | "testChannel"
  | "inbox"
  | "readInbox"
  | "attention";

const day = 86_400_000;

const changeOf = (act: AlertAct, by: Author, at: number): ActChange => {
  switch (act.act) {
    case "acknowledge":
      return {
        change: { acknowledged_at: at, acknowledged_by: by.name, cause: act.cause },
        act: "acknowledged",
        detail: act.cause,
      };
    case "assign":
      return { change: { assigned_to: act.to }, act: "assigned", detail: act.to };
    case "snooze":
      return { change: { snoozed_until: act.until }, act: "snoozed", detail: new Date(act.until).toISOString() };
  }
};

/** A rule without its id and what it would say anyway. */
const written = ({ id, ...rule }: AlertRule): Record<string, unknown> => {
  const { kpi, when } = rule;
  const { id: _, kpi: __, when: ___, ...usual } = alertRuleSchema.parse({ id, kpi, when });
  const said = new Map(Object.entries(usual).map(([name, value]) => [name, JSON.stringify(value)]));
  return Object.fromEntries(Object.entries(rule).filter(([name, value]) => said.get(name) !== JSON.stringify(value)));
};

/** The edit that puts a rule in place of the one of the same id, as that stands now, or makes it. */
const editOf = async ({ definitions }: Rooms, rule: AlertRule): Promise<WantedEdit> => {
  const { id } = rule;
  const isThere = definitions.state().places.has(`alert:${id}`);
  const before = isThere ? await definitions.definition("alert", id) : null;
  const { id: _, ...old } = before?.fields ?? {};
  const gone = Object.fromEntries(Object.keys(old).map((name) => [name, null]));
  return { type: "alert", id, base: before?.yaml ?? null, fields: { ...gone, ...written(rule) } };
};

type Replay = Parameters<Handlers["replayAlertRule"]>[0]["body"];

const replay = async (
  { definitions, ask, evaluate, practice }: Rooms,
  { rule, events, falseAlarmsPerQuarter }: Replay,
) => {
  const { catalog } = definitions.state();
  const { timeZone } = catalog.calendar;
  const input = await ask.past(rule.kpi);
  const remarks = await practice.annotations({ kpi: rule.kpi });
  const marked = [
    ...events.map(({ at, until, label }) => ({ at, until: until ?? at, label })),
    ...remarks.map(({ from, to, text }) => ({ at: from, until: to, label: text.slice(0, 120) })),
  ].map(({ at, until, label }) => ({
    at: localToInstant(at, timeZone) ?? 0,
    until: localToInstant(until, timeZone) ?? 0,
    label,
  }));
  return evaluate.replay(rule, catalog, { input, events: marked, wanted: falseAlarmsPerQuarter });
};

/** Handlers of alerts: what fired, who was told, and what people do about it. */
export const alertHandlers = (rooms: Rooms): Pick<Handlers, AlertRoutes> => {
  const { notify, definitions, now } = rooms;
  const by = (caller: Caller): Author => authorOf(caller, definitions.state().catalog);
  /** In a workspace without accounts the one person there sees every inbox. */
  const readerOf = (caller: Caller): string | null => (caller.by === "open" ? null : (by(caller).person ?? ""));
  return {
    alerts: async ({ query }) => ({ value: await notify.reading.list(query.kpi) }),
    alert: async ({ params }) => ({ value: await notify.reading.one(params.id) }),
    actOnAlert: async ({ params, body, caller }) => {
      if (body.act === "assign" && !definitions.state().catalog.people.has(body.to))
        throw new Problem("invalid_request", `There is no person ${JSON.stringify(body.to)}.`);
      if (body.act === "snooze" && body.until <= now())
        throw new Problem("invalid_request", "A snooze ends in the future.");
      await notify.act(params.id, by(caller), changeOf(body, by(caller), now()));
      return { value: {} };
    },
    alertRules: async () => ({ value: await notify.reading.rules() }),
    saveAlertRule: async ({ body, caller }) => {
      const { answer } = await definitions.edit([await editOf(rooms, body)], editorOf(caller.actor));
      return { value: { ...answer, loaded: [] } };
    },
    replayAlertRule: async ({ body }) => ({ value: await replay(rooms, body) }),
    silence: async ({ body, caller }) => {
      if (body.until <= now()) throw new Problem("invalid_request", "A silence ends in the future.");
      const { rule, kpi, reason, until } = body;
      const silence = { id: randomUUID(), rule, kpi, reason, by: by(caller).name, startsAt: now(), endsAt: until };
      await notify.silence(silence);
      return { value: silence };
    },
    endSilence: async ({ params }) => {
      await notify.endSilence(params.id);
      return { value: {} };
    },
    channels: async () => ({ value: { channels: await notify.reading.channels() } }),
    saveChannel: async ({ params, body }) => {
      await notify.keep(params.id, body);
      return { value: {} };
    },
    removeChannel: async ({ params }) => {
      await notify.drop(params.id);
      return { value: {} };
    },
    testChannel: async ({ params }) => {
      const { kind, detail } = await notify.test(params.id);
      return { value: { kind, detail } };
    },
    inbox: async ({ caller }) => ({ value: await notify.reading.inbox(readerOf(caller)) }),
    readInbox: async ({ caller }) => {
      await notify.read(readerOf(caller));
      return { value: {} };
    },
    attention: async () => {
      const findings = new Map<string, number>();
      for (const { subject } of definitions.state().findings) {
        const kpi = subject?.startsWith("kpi ") === true ? subject.slice("kpi ".length) : null;
        if (kpi !== null) findings.set(kpi, (findings.get(kpi) ?? 0) + 1);
      }
      const overdue = new Map<string, number>();
      const { timeZone } = definitions.state().catalog.calendar;
      for (const { kpi, due, state } of await rooms.practice.interventions({}))
        if ((state === "planned" || state === "running") && (localToInstant(due, timeZone) ?? now()) + day <= now())
          overdue.set(kpi, (overdue.get(kpi) ?? 0) + 1);
      return { value: await notify.reading.attention({ findings, overdue }) };
    },
  };
};
