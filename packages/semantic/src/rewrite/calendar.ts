import type { Plan, Window } from "../plan/plan.ts";

/** The instants the engine's DateTime64(3) holds: 1900-01-01 to 2299-12-31, epoch milliseconds. */
const earliest = -2_208_988_800_000;
const latest = 10_413_791_999_999;

/** More separate stretches than this are read as one, and the rows between them dropped after grouping. */
const mostStretches = 4;

interface Stretch {
  from: number;
  to: number;
}

/** Turns spans into starts, the gaps between them, and the stretches of time to read; `until` clips (T1). */
export const calendar = (plan: Plan): Plan => {
  const spans = plan.spans
    .map(({ start, end }) => ({ from: Math.max(start, earliest), to: Math.min(end, plan.until, latest) }))
    .filter(({ from, to }) => from < to);
  const starts: number[] = [];
  const gaps: number[] = [];
  const stretches: Stretch[] = [];
  for (const { from, to } of spans) {
    const last = stretches.at(-1);
    if (last !== undefined && last.to === from) last.to = to;
    else {
      if (last !== undefined) {
        starts.push(last.to);
        gaps.push(last.to);
      }
      stretches.push({ from, to });
    }
    starts.push(from);
  }
  const window: Window = { starts, gaps, stretches: stretches.length > mostStretches ? hull(stretches) : stretches };
  return { ...plan, window };
};

const hull = (stretches: readonly Stretch[]): Stretch[] => {
  const [first, last] = [stretches[0], stretches.at(-1)];
  return first === undefined || last === undefined ? [] : [{ from: first.from, to: last.to }];
};
