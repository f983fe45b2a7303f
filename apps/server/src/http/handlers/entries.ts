import type { Handlers, Rooms } from "../handler.ts";

/** Whole periods the grid of entries looks back on. */
const usualBack = 5;

/** Handlers of what people enter. */
export const entryHandlers = ({ entries }: Rooms): Pick<Handlers, "entriesDue" | "entries" | "enterValue"> => ({
  entriesDue: async ({ query }) => ({ value: await entries.due(Number(query.periods ?? usualBack)) }),
  entries: async ({ params }) => ({ value: await entries.trail(params.id) }),
  enterValue: async ({ params, body, caller: { actor } }) => {
    const author = actor.kind === "anonymous" ? actor.kind : actor.name;
    return { value: await entries.enter(params.id, body, author) };
  },
});
