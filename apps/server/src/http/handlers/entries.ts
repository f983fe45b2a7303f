import type { Handlers, Rooms } from "../handler.ts";

/** Handlers of what people enter. */
export const entryHandlers = ({ entries }: Rooms): Pick<Handlers, "entries" | "enterValue"> => ({
  entries: async ({ params }) => ({ value: await entries.trail(params.id) }),
  enterValue: async ({ params, body, caller: { actor } }) => {
    const author = actor.kind === "anonymous" ? actor.kind : actor.name;
    return { value: await entries.enter(params.id, body, author) };
  },
});
