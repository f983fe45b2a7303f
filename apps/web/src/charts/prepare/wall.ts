const clocks = new Map<string, Intl.DateTimeFormat>();

const clockOf = (timeZone: string): Intl.DateTimeFormat => {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  clocks.set(timeZone, made);
  return made;
};

/** What a wall clock of the zone shows at an instant (epoch ms), written as if it were UTC, so that UTC calendars cut it. */
export const toWall = (instant: number, timeZone: string): number => {
  const parts: Record<string, number> = {};
  for (const { type, value } of clockOf(timeZone).formatToParts(instant)) parts[type] = Number(value);
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
};

/** The instant (epoch ms) at which a wall clock of the zone shows the reading; in a gap, the clock is carried forward. */
export const fromWall = (wall: number, timeZone: string): number => {
  const guess = wall - (toWall(wall, timeZone) - wall);
  return guess - (toWall(guess, timeZone) - wall);
};
