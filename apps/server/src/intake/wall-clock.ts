import { localParts } from "@sextant/model/time/zone";

const second = 1000;
const day = 86_400_000;
/** Zones have never changed their clocks twice within this time, except for oddities of a few days before 1900. */
const stride = 5 * day;

/** How wall clock readings become instants: before `boundaries[0]` subtract `offsets[0]`, from `boundaries[n]` on `offsets[n + 1]`. */
export interface WallClock {
  /** Wall clock readings as if they were UTC, epoch ms, ascending. */
  boundaries: readonly number[];
  /** Milliseconds the wall clock is ahead of UTC; one more than there are boundaries. */
  offsets: readonly number[];
}

const offsetAt = (instant: number, timeZone: string): number => {
  const { dayNumber, hour, minute, second: seconds, millisecond } = localParts(instant, timeZone);
  return dayNumber * day + ((hour * 60 + minute) * 60 + seconds) * second + millisecond - instant;
};

/** The first instant, to the second, in (from, to] with the offset that `to` has. */
const changeBetween = (from: number, to: number, timeZone: string): number => {
  const before = offsetAt(from, timeZone);
  let [low, high] = [from, to];
  while (high - low > second) {
    const middle = low + Math.floor((high - low) / 2 / second) * second;
    if (offsetAt(middle, timeZone) === before) low = middle;
    else high = middle;
  }
  return high;
};

/**
 * The clock of a zone for wall clock readings in [from, to] (epoch ms as if UTC). A reading the clock jumped over is carried
 * forward, one it showed twice is the first: around a change to a later offset the old one holds until the new wall time is
 * reached, around a change to an earlier one until the old wall time is over – in both cases until change + larger offset.
 */
export const wallClock = (from: number, to: number, timeZone: string): WallClock => {
  if (timeZone === "UTC") return { boundaries: [], offsets: [0] };
  const start = Math.floor(from / second) * second - 2 * day;
  const boundaries: number[] = [];
  const offsets = [offsetAt(start, timeZone)];
  for (let at = start; at < to + 2 * day; at += stride) {
    const before = offsets.at(-1) ?? 0;
    const after = offsetAt(at + stride, timeZone);
    if (after === before) continue;
    boundaries.push(changeBetween(at, at + stride, timeZone) + Math.max(before, after));
    offsets.push(after);
  }
  return { boundaries, offsets };
};

/** The instant (epoch ms) of a wall clock reading given as if it were UTC. */
export const instantOf = (wall: number, { boundaries, offsets }: WallClock): number => {
  let index = boundaries.length;
  while (index > 0 && wall < (boundaries[index - 1] ?? 0)) index -= 1;
  return wall - (offsets[index] ?? 0);
};

/** Remembers the clock of a zone year by year, for readings that come one at a time. */
export const yearlyWallClock = (timeZone: string): ((wall: number) => number) => {
  const years = new Map<number, WallClock>();
  return (wall) => {
    const year = new Date(wall).getUTCFullYear();
    let clock = years.get(year);
    if (clock === undefined) {
      clock = wallClock(Date.UTC(year, 0), Date.UTC(year + 1, 0), timeZone);
      years.set(year, clock);
    }
    return instantOf(wall, clock);
  };
};
