import type { Interval } from "@sextant/model/time/interval";
import type { Plan, Run, Scan, Window } from "../plan/plan.ts";

/** The instants the engine's DateTime64(3) holds: 1900-01-01 to 2299-12-31, epoch milliseconds. */
const earliest = -2_208_988_800_000;
const latest = 10_413_791_999_999;

/** More separate stretches than this are read as one, and the rows between them dropped after grouping. */
const mostStretches = 4;

interface Stretch {
  from: number;
  to: number;
}

const clip = ({ start, end }: Interval, until: number): Stretch => ({
  from: Math.max(start, earliest),
  to: Math.min(end, until, latest),
});

/** Stretches in order, those that touch or overlap as one. */
const joined = (stretches: readonly Stretch[]): Stretch[] =>
  stretches
    .toSorted((a, b) => a.from - b.from)
    .reduce<Stretch[]>((whole, { from, to }) => {
      const last = whole.at(-1);
      if (last === undefined || last.to < from) whole.push({ from, to });
      else last.to = Math.max(last.to, to);
      return whole;
    }, []);

const hull = (stretches: readonly Stretch[]): Stretch[] => {
  const [first, last] = [stretches[0], stretches.at(-1)];
  return first === undefined || last === undefined ? [] : [{ from: first.from, to: last.to }];
};

const windowOf = (read: readonly Stretch[], starts: readonly number[], runs: readonly Run[] | null): Window => {
  const stretches = joined(read);
  if (stretches.length <= mostStretches) return { starts, gaps: [], stretches, runs };
  const gaps = stretches.slice(0, -1).map(({ to }) => to);
  const cuts = [...new Set([...starts, ...gaps])].sort((a, b) => a - b);
  return { starts: cuts, gaps, stretches: hull(stretches), runs };
};

/** The window of scans that look at the spans themselves: every span is one piece. */
const ownWindow = (plan: Plan): Window => {
  const spans = plan.spans.map((span) => clip(span, plan.until)).filter(({ from, to }) => from < to);
  return windowOf(
    spans,
    spans.map(({ from }) => from),
    null,
  );
};

/** Cuts time wherever a stretch of one of the frames begins or ends, and says which pieces make up which stretch. */
const framedWindow = (plan: Plan, frames: readonly number[]): Window => {
  const looked = frames.flatMap((frame) =>
    plan.spans.flatMap(({ start: span }, index) => {
      const interval = plan.frames[frame]?.intervals[index];
      const stretch = interval === undefined ? null : clip(interval, plan.until);
      return stretch === null || stretch.from >= stretch.to ? [] : [{ frame, span, ...stretch }];
    }),
  );
  const ends = [...new Set(looked.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const starts = ends.slice(0, -1);
  const place = new Map(ends.map((end, index) => [end, index]));
  const runs = looked.map(({ frame, span, from, to }): Run => {
    const first = place.get(from) ?? 0;
    return { frame, span, first, count: (place.get(to) ?? first) - first };
  });
  const stretches = joined(looked);
  const held = stretches.length <= mostStretches ? stretches : hull(stretches);
  return { starts, gaps: [], stretches: held, runs };
};

const readers = (scan: Scan): readonly { frame: number }[] => {
  if (scan.kind === "rows") return scan.slots;
  if (scan.kind === "conversions") return [...scan.slots, ...scan.reading.map((frame) => ({ frame }))];
  const pieces = scan.pieces.flatMap(({ take }): readonly { frame: number }[] =>
    take.kind === "row" ? take.from : [take],
  );
  return [...pieces, ...scan.sliced];
};

/** The frames whose rows a scan reads. */
const framesOf = (scan: Scan): number[] => [...new Set(readers(scan).map(({ frame }) => frame))].sort((a, b) => a - b);

/** Turns spans and frames into pieces of time and the stretches to read; `until` clips (T1). */
export const calendar = (plan: Plan): Plan => {
  const own = ownWindow(plan);
  const scans = plan.scans.map((scan) => {
    const frames = framesOf(scan);
    const plain = scan.kind === "rows" && frames.every((frame) => frame === 0);
    return { ...scan, window: plain ? own : framedWindow(plan, frames) };
  });
  return { ...plan, scans };
};
