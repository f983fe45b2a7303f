import type { Kpi } from "@sextant/model/kpi/kpi";
import { Problem } from "@sextant/model/problem/problem";
import { knownInstant } from "@sextant/model/time/known";
import type { Caller } from "../caller.ts";
import type { Handlers, Rooms } from "../handler.ts";

/** Longest time a status may be set for, ms: what holds longer is a threshold, not an exception. */
const longest = 366 * 86_400_000;

const authorOf = ({ actor }: Caller): string => (actor.kind === "anonymous" ? "someone on this computer" : actor.name);

/** Handlers of statuses that people set in place of computed ones (S7). */
export const overrideHandlers = ({
  definitions,
  ask,
  evaluate,
}: Rooms): Pick<Handlers, "overrideStatus" | "endOverride"> => {
  const kpiOf = (id: string): Kpi => {
    const kpi = definitions.state().catalog.kpis.get(id);
    if (kpi === undefined) throw new Problem("not_found", `There is no KPI ${JSON.stringify(id.slice(0, 64))}.`);
    return kpi;
  };
  const untilOf = (text: string, now: number): number => {
    const until = knownInstant(text, definitions.state().catalog.calendar);
    const refuse = (message: string): Problem =>
      new Problem("invalid_request", message, { hint: "Write a date such as 2026-12-31, at most a year ahead." });
    if (until === null) throw refuse(`until is ${JSON.stringify(text)}, which is not a date.`);
    if (until <= now) throw refuse("until has passed.");
    if (until > now + longest) throw refuse("until is more than a year ahead.");
    return until;
  };
  return {
    overrideStatus: async ({ params, body: { status, reason, until }, caller }) => {
      const { id: kpi, grain } = kpiOf(params.id);
      const { now: at } = ask.workspace();
      const override = { kpi, grain, status, reason, by: authorOf(caller), at, until: untilOf(until, at) };
      await evaluate.override(override);
      ask.remembered();
      return { value: { override } };
    },
    endOverride: async ({ params, caller }) => {
      const { id: kpi, grain } = kpiOf(params.id);
      const ended = await evaluate.endOverride({ kpi, grain, at: ask.workspace().now, by: authorOf(caller) });
      ask.remembered();
      return { value: { ended } };
    },
  };
};
