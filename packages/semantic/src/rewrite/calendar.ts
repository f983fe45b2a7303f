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
  const stretches = spans.reduce<Stretch[]>((joined, { from, to }) => {
    const last = joined.at(-1);
    if (last?.to !== from) joined.push({ from, to });
    else last.to = to;
    return joined;
  }, []);
  const starts = spans.map(({ from }) => from);
  if (stretches.length <= mostStretches) return { ...plan, window: { starts, gaps: [], stretches } };
  const gaps = stretches.slice(0, -1).map(({ to }) => to);
  const window: Window = { starts: [...starts, ...gaps].sort((a, b) => a - b), gaps, stretches: hull(stretches) };
  return { ...plan, window };
};

const hull = (stretches: readonly Stretch[]): Stretch[] => {
  const [first, last] = [stretches[0], stretches.at(-1)];
  return first === undefined || last === undefined ? [] : [{ from: first.from, to: last.to }];
};
