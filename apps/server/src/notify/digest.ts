import { randomUUID } from "node:crypto";
import { type MessageLine, messageOf } from "@sextant/model/alert/message";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Person } from "@sextant/model/organisation/person";
import { localParts, wallClockToInstant } from "@sextant/model/time/zone";
import type { Kysely } from "kysely";
import { allChannels } from "../store/channel.ts";
import { type NewDelivery, queueDelivery } from "../store/delivery.ts";
import { lastLooked } from "../store/inbox.ts";
import { takeTurn } from "../store/lock.ts";
import { readSetting, writeSetting } from "../store/setting.ts";
import { allStandings } from "../store/standing.ts";
import type { Store } from "../store/store.ts";
import type { Tables } from "../store/tables.ts";
import { mayRead } from "./closed.ts";
import { lineOf } from "./lines.ts";
import { inboxChannel } from "./plan.ts";

/** Hour of the workspace's clock at which digests go out; weekly ones on Monday. */
const hour = 7;

/** The first instant after one at which a person's digest is due, on the workspace's clock. */
export const digestAfter = (instant: number, every: "daily" | "weekly", timeZone: string): number => {
  const { dayNumber, weekday } = localParts(instant, timeZone);
  for (let ahead = 0; ahead <= 8; ahead += 1) {
    const at = wallClockToInstant(dayNumber + ahead, hour * 3_600_000, timeZone);
    if (at > instant && (every === "daily" || (weekday - 1 + ahead) % 7 === 0)) return at;
  }
  return instant + 7 * 86_400_000;
};

const linesFor = async (store: Store, person: Person, catalog: Catalog, since: number): Promise<MessageLine[]> => {
  const rows = await store.db
    .selectFrom("alert")
    .selectAll()
    .where("owner", "=", person.id)
    .where((is) => is.or([is("opened_at", ">=", since), is("closed_at", ">=", since), is("closed_at", "is", null)]))
    .orderBy("opened_at", "desc")
    .limit(200)
    .execute();
  const readable = rows.filter(({ kpi }) => mayRead(person.id, kpi, catalog));
  const changes = readable.map((alert) => {
    if (alert.closed_at !== null) return lineOf(alert, "recovered", catalog);
    if (alert.opened_at < since) return lineOf(alert, "reminder", catalog);
    return lineOf(alert, alert.kind === "alert" ? "alerted" : alert.kind, catalog);
  });
  const standings = [...(await allStandings(store)).values()].filter(
    ({ kpi, at, standing }) =>
      catalog.kpis.get(kpi)?.owner === person.id &&
      mayRead(person.id, kpi, catalog) &&
      (at >= since || standing.status !== "green"),
  );
  const notes = standings.map(
    ({ kpi, standing }): MessageLine => ({
      ...{ kind: "note", alert: null, kpi, action: null, path: `/kpis/${kpi}` },
      title: catalog.kpis.get(kpi)?.label ?? catalog.metrics.get(catalog.kpis.get(kpi)?.metric ?? "")?.label ?? kpi,
      sentence: `${standing.status}: ${standing.sentence}`,
    }),
  );
  return [...changes, ...notes];
};

/** A digest goes into the inbox, and by mail to people with an address where a channel writes to owners. */
const channelsFor = async (db: Kysely<Tables>, person: Person): Promise<string[]> => {
  const mail =
    person.email === undefined
      ? []
      : (await allChannels(db)).filter(
          ({ kind, settings }) =>
            kind === "email" && ((JSON.parse(settings) as { to?: string[] }).to ?? []).length === 0,
        );
  return [inboxChannel, ...mail.map(({ id }) => id)];
};

/** Queues the digests that are due: what changed for each person since they last looked. Gives when the next one is due. */
export const sendDigests = async (store: Store, catalog: Catalog, at: number): Promise<number | null> => {
  const dues: number[] = [];
  for (const person of catalog.people.values()) {
    if (person.digest === undefined) continue;
    const name = `digest:${person.id}` as const;
    const before = await readSetting(store.db, name);
    const last = before === null ? at : Number(before);
    if (before === null) await writeSetting(store.db, name, String(at));
    const due = digestAfter(last, person.digest, catalog.calendar.timeZone);
    if (due > at) {
      dues.push(due);
      continue;
    }
    const since = Math.max(last, (await lastLooked(store.db, person.id)) ?? 0);
    const lines = await linesFor(store, person, catalog, since);
    await store.db.transaction().execute(async (transaction) => {
      await takeTurn(transaction, store.dialect, "notify");
      const message = messageOf(lines, {
        severity: "info",
        at,
        title: `What changed since you last looked: ${lines.length}`,
        path: "/attention",
      });
      for (const channel of lines.length === 0 ? [] : await channelsFor(transaction, person)) {
        const delivery: NewDelivery = {
          ...{ id: randomUUID(), dedup: `digest ${person.id} ${channel} ${due}`, channel, person: person.id },
          ...{ message: JSON.stringify(message), state: "queued", next_at: at, created_at: at, detail: "" },
          alerts: [],
        };
        await queueDelivery(transaction, delivery);
      }
      await writeSetting(transaction, name, String(at));
    });
    dues.push(digestAfter(at, person.digest, catalog.calendar.timeZone));
  }
  return dues.length === 0 ? null : Math.min(...dues);
};
