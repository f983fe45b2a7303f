const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (timeZone: string, style: "date" | "time" | "day"): Intl.DateTimeFormat => {
  const key = `${timeZone} ${style}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const date = { day: "numeric", month: "short", year: "numeric", timeZone } as const;
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const day = { day: "2-digit", month: "2-digit", year: "numeric", timeZone } as const;
  const made = new Intl.DateTimeFormat("en-GB", { date, time: { ...date, ...time }, day }[style]);
  formats.set(key, made);
  return made;
};

/** The date an instant (epoch ms) falls on in an IANA zone, e.g. `1 Jul 2001`. */
export const dateIn = (instant: number, timeZone: string): string => formatOf(timeZone, "date").format(instant);

/** Date and time of an instant (epoch ms) in an IANA zone, e.g. `1 Jul 2001, 02:00`. */
export const dateTimeIn = (instant: number, timeZone: string): string => formatOf(timeZone, "time").format(instant);

/** The day an instant (epoch ms) falls on in an IANA zone as a date field writes it, e.g. `2001-07-01`. */
export const dayIn = (instant: number, timeZone: string): string => {
  const parts = new Map(
    formatOf(timeZone, "day")
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  return `${parts.get("year")?.padStart(4, "0")}-${parts.get("month")}-${parts.get("day")}`;
};

/** The place an IANA zone is named after, e.g. `New York`; `UTC` as it is. */
export const placeOfZone = (timeZone: string): string => timeZone.split("/").at(-1)?.replaceAll("_", " ") ?? timeZone;

const steps = [
  [86_400_000, "d"],
  [3_600_000, "h"],
  [60_000, "min"],
] as const;

/** A span of milliseconds in its largest whole unit, e.g. `3 d`, `4 h`, `0 min`. */
export const roughSpan = (milliseconds: number): string => {
  const [size, name] = steps.find(([unit]) => milliseconds >= unit) ?? steps[2];
  return `${Math.max(0, Math.floor(milliseconds / size))} ${name}`;
};
