import type { Calendar } from "@sextant/model/time/calendar";
import type { Grain } from "@sextant/model/time/grain";
import { type Interval, type Length, type Offset, shifted, toDate, trailing } from "@sextant/model/time/interval";
import type { Question } from "../question.ts";
import type { Frame } from "./plan.ts";

/** One step from the stretch a metric is asked for to the stretch it looks at (T4); steps compose in any order. */
export type Step =
  | { kind: "trailing"; length: Length }
  | { kind: "to_date"; grain: Grain }
  | { kind: "shifted"; offset: Offset };

/** The frame of a question's own spans; the grain says that they are whole periods, which stay whole when shifted. */
export const ownFrame = ({ spans }: Pick<Question, "spans">): Frame => ({
  key: "",
  intervals: spans.map(({ start, end, grain }) => ({ start, end, grain })),
});

/** Windows that end in the future end now: the last 28 days are whole also while the period is not over. */
const ended = ({ start, end }: Interval, until: number): Interval => ({
  start: Math.min(start, until),
  end: Math.min(end, until),
});

const move = (interval: Interval, step: Step, until: number, calendar: Calendar): Interval => {
  switch (step.kind) {
    case "trailing":
      return trailing(ended(interval, until), step.length, calendar);
    case "to_date":
      return toDate(ended(interval, until), step.grain, calendar);
    case "shifted":
      return shifted(interval, step.offset, calendar);
  }
};

/** A frame one step further. */
export const stepped = (frame: Frame, step: Step, until: number, calendar: Calendar): Frame => ({
  key: `${frame.key}${frame.key === "" ? "" : " > "}${JSON.stringify(step)}`,
  intervals: frame.intervals.map((interval) =>
    interval.end > interval.start ? move(interval, step, until, calendar) : interval,
  ),
});

/** For every span the shortest stretch that holds all of these; empty ones count for nothing. */
export const hull = (all: readonly (readonly Interval[])[]): Interval[] => {
  const [first, ...others] = all;
  return (first ?? []).map((own, index) => {
    const held = [own, ...others.map((other) => other[index] ?? own)].filter(({ start, end }) => end > start);
    if (held.length === 0) return own;
    return { start: Math.min(...held.map(({ start }) => start)), end: Math.max(...held.map(({ end }) => end)) };
  });
};
