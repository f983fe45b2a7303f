import { Problem } from "@sextant/model/problem/problem";
import { authorOf } from "../author.ts";
import type { Handlers, Rooms } from "../handler.ts";

type ObjectiveRoutes =
  | "cascade"
  | "whatIf"
  | "objectives"
  | "objective"
  | "checkInKeyResult"
  | "lookBack"
  | "readObjectives";

/** Shares weighed at most: beyond, a whole is only known to lie between its parts. */
const mostWeighed = 200;

/** KPIs of one question. */
const atOnce = 50;

/** What each share of the cascade counts by: the denominator of its last whole period. One that cannot be asked has none. */
const weightsOf = async (ask: Rooms["ask"]): Promise<Map<string, number>> => {
  const weights = new Map<string, number>();
  const kpis = ask.weighed().slice(0, mostWeighed);
  for (let at = 0; at < kpis.length; at += atOnce) {
    const question = { kpis: kpis.slice(at, at + atOnce), metrics: [], by: [], limit: 1 };
    const answer = await ask.ask(question).catch((error: unknown) => {
      if (error instanceof Problem) return null;
      throw error;
    });
    for (const { kpi, observations } of answer?.series ?? []) {
      const last = observations.findLast(({ current, denominator }) => !current && denominator !== null);
      if (kpi !== null && last?.denominator != null) weights.set(kpi, last.denominator);
    }
  }
  return weights;
};

/** Handlers of objectives, their check-ins and retrospectives, and of exports of other tools. */
export const objectiveHandlers = ({ practice, definitions, ask }: Rooms): Pick<Handlers, ObjectiveRoutes> => ({
  cascade: async () => ({ cached: await ask.cascade(await weightsOf(ask)) }),
  whatIf: async ({ body }) => ({ value: await ask.whatIf(body.changes, await weightsOf(ask)) }),
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
