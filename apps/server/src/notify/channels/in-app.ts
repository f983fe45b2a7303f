import { everybody, putInInbox } from "../../store/inbox.ts";
import type { Store } from "../../store/store.ts";
import type { Channel } from "./channel.ts";

/** Puts a message into a person's inbox, once however often it is tried. */
export const inAppChannel = (store: Store): Channel => ({
  send: async (message, { id, at, person }) => {
    const row = { id, person: person ?? everybody, at, title: message.title, message: JSON.stringify(message) };
    await putInInbox(store.db, row);
    return { kind: "sent", detail: "in the inbox" };
  },
});
