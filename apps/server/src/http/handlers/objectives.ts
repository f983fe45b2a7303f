import { authorOf } from "../author.ts";
import type { Handlers, Rooms } from "../handler.ts";

type ObjectiveRoutes = "objectives" | "objective" | "checkInKeyResult" | "lookBack" | "readObjectives";

/** Handlers of objectives, their check-ins and retrospectives, and of exports of other tools. */
export const objectiveHandlers = ({ practice, definitions }: Rooms): Pick<Handlers, ObjectiveRoutes> => ({
  objectives: async ({ query }) => ({ value: await practice.objectives(query) }),
  objective: async ({ params }) => ({ value: await practice.objective(params.id) }),
  checkInKeyResult: async ({ params, body, caller }) => ({
    value: await practice.checkInKeyResult(params.id, body, authorOf(caller, definitions.state().catalog)),
  }),
  lookBack: async ({ params, body, caller }) => ({
    value: await practice.lookBack(params.id, body, authorOf(caller, definitions.state().catalog)),
  }),
  readObjectives: ({ body }) => ({ value: practice.readObjectives(body) }),
});
