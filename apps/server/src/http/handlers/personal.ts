import { Problem } from "@sextant/model/problem/problem";
import { localPerson } from "../../practice/personal.ts";
import { authorOf } from "../author.ts";
import type { Caller } from "../caller.ts";
import type { Handlers, Rooms } from "../handler.ts";

type PersonalRoutes =
  | "me"
  | "changePlan"
  | "looked"
  | "habits"
  | "beginHabit"
  | "habit"
  | "changeHabit"
  | "checkIn"
  | "checkInLink"
  | "checkInByLink"
  | "aggregates";

/** Handlers of what is one person's own; whose it is says the caller's account, never the request. */
export const personalHandlers = ({ personal, definitions }: Rooms): Pick<Handlers, PersonalRoutes> => {
  const meOf = (caller: Caller): string => {
    if (caller.alone) return localPerson;
    const { person } = authorOf(caller, definitions.state().catalog);
    if (person !== null) return person;
    throw new Problem("not_found", "No person of the definitions has the address of your account.", {
      hint: "Add yourself to people: with that e-mail. A token is nobody: sign in instead.",
    });
  };
  return {
    me: async ({ caller }) => ({ value: await personal.me(meOf(caller)) }),
    changePlan: async ({ body, caller }) => ({
      value: await personal.changePlan(meOf(caller), body.key, body.state),
    }),
    looked: async ({ caller }) => {
      await personal.looked(meOf(caller));
      return { value: {} };
    },
    habits: async ({ caller }) => ({ value: { habits: await personal.habits(meOf(caller)) } }),
    beginHabit: async ({ body, caller }) => ({ value: await personal.begin(meOf(caller), body) }),
    habit: async ({ params, caller }) => ({ value: await personal.habit(meOf(caller), params.id) }),
    changeHabit: async ({ params, body, caller }) => ({
      value: await personal.change(meOf(caller), params.id, body),
    }),
    checkIn: async ({ params, body, caller }) => ({ value: await personal.checkIn(meOf(caller), params.id, body) }),
    checkInLink: async ({ params, caller }) => ({ value: await personal.link(meOf(caller), params.id) }),
    checkInByLink: async ({ body }) => ({ value: await personal.checkInBy(body.secret) }),
    aggregates: async () => ({ value: await personal.aggregates() }),
  };
};
