import type { Author } from "@sextant/model/practice/author";
import { authorOf } from "../author.ts";
import type { Caller } from "../caller.ts";
import type { Handlers, Rooms } from "../handler.ts";

type PracticeRoutes =
  | "people"
  | "annotations"
  | "annotate"
  | "removeAnnotation"
  | "decisions"
  | "decide"
  | "interventions"
  | "intervene"
  | "changeIntervention"
  | "interventionVerdict";

const isAdmin = ({ actor }: Caller): boolean => actor.kind !== "anonymous" && actor.role === "admin";

/** Handlers of what people write down about KPIs. */
export const practiceHandlers = ({ practice, definitions }: Rooms): Pick<Handlers, PracticeRoutes> => {
  const by = (caller: Caller): Author => authorOf(caller, definitions.state().catalog);
  return {
    people: ({ caller }) => {
      const { people } = definitions.state().catalog;
      const all = [...people.values()].map(({ id, label, org_unit = null }) => ({ id, label, orgUnit: org_unit }));
      return { value: { people: all, me: by(caller).person } };
    },
    annotations: async ({ query }) => ({ value: { annotations: await practice.annotations(query) } }),
    annotate: async ({ body, caller }) => ({ value: await practice.annotate(body, by(caller)) }),
    removeAnnotation: async ({ params, caller }) => {
      await practice.removeAnnotation(params.id, by(caller), isAdmin(caller));
      return { value: {} };
    },
    decisions: async ({ query }) => ({ value: { decisions: await practice.decisions(query) } }),
    decide: async ({ body, caller }) => ({ value: await practice.decide(body, by(caller)) }),
    interventions: async ({ query }) => ({ value: { interventions: await practice.interventions(query) } }),
    intervene: async ({ body, caller }) => ({ value: await practice.intervene(body, by(caller)) }),
    interventionVerdict: async ({ params }) => ({ value: await practice.verdict(params.id) }),
    changeIntervention: async ({ params, body }) => ({ value: await practice.changeIntervention(params.id, body) }),
  };
};
