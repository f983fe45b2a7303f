import type { Silence } from "@sextant/model/api/answers/alerts";
import type { Author } from "@sextant/model/practice/author";
import { Problem } from "@sextant/model/problem/problem";
import { type AlertActRow, actOnAlert } from "../store/alert.ts";
import { readEveryInbox, readInbox } from "../store/inbox.ts";
import { endSilence, keepSilence } from "../store/silence.ts";
import type { Store } from "../store/store.ts";

/** What an act changes about an alert, and how it is remembered. */
export interface ActChange {
  change: Parameters<typeof actOnAlert>[2];
  act: AlertActRow["act"];
  detail: string;
}

/** What people do about alerts. */
export interface AlertActs {
  /** Throws not_found. */
  act(id: string, by: Author, change: ActChange): Promise<void>;
  silence(silence: Silence): Promise<void>;
  /** Throws not_found. */
  endSilence(id: string): Promise<void>;
  /** Marks a person's inbox as read; null for everybody's. */
  read(person: string | null): Promise<void>;
}

/** Opens the acts over a store; `changed` is called after each, so that what waits for them is looked at. */
export const openActs = (store: Store, now: () => number, changed: () => void): AlertActs => ({
  act: async (id, by, { change, act, detail }) => {
    const done = await store.db
      .transaction()
      .execute((transaction) => actOnAlert(transaction, id, change, { at: now(), by: by.name, act, detail }));
    if (!done) throw new Problem("not_found", `There is no alert ${JSON.stringify(id)}.`);
    changed();
  },
  silence: ({ id, rule, kpi, reason, by, startsAt, endsAt }) =>
    keepSilence(store.db, { id, rule, kpi, reason, by, starts_at: startsAt, ends_at: endsAt }),
  endSilence: async (id) => {
    if (!(await endSilence(store.db, id, now())))
      throw new Problem("not_found", `No silence ${JSON.stringify(id)} holds now.`);
  },
  read: (person) => (person === null ? readEveryInbox(store.db, now()) : readInbox(store.db, person, now())),
});
