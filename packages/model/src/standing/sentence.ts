import { type Colour, type ColourBands, colours } from "./bands.ts";
import { compareValues, type Interval } from "./interval.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** An age (ms) in its largest whole unit: `3 d`, `5 h`, `12 min`. */
export const formatAge = (age: number): string => {
  if (age >= 2 * day) return `${Math.floor(age / day)} d`;
  if (age >= 2 * hour) return `${Math.floor(age / hour)} h`;
  return `${Math.max(0, Math.floor(age / minute))} min`;
};

/** An age (ms) beyond the one allowed, so that both differ in print: `3 d`, `2 d 15 h`, `just over 2 d`. */
export const formatAgeBeyond = (age: number, allowed: number): string => {
  const short = formatAge(age);
  if (short !== formatAge(allowed)) return short;
  const [unit, next, name] = age >= 2 * day ? [day, hour, "h"] : [hour, minute, "min"];
  const rest = Math.floor((age % unit) / next);
  return rest === 0 || age < 2 * hour ? `just over ${short}` : `${short} ${rest} ${name}`;
};

const demand = ({ from, to, fromInclusive, toInclusive }: Interval, format: (value: number) => string): string => {
  if (from !== null && to !== null) return `between ${format(from)} and ${format(to)}`;
  if (from !== null) return `${fromInclusive ? "at least" : "more than"} ${format(from)}`;
  return to === null ? "anything" : `${toInclusive ? "at most" : "less than"} ${format(to)}`;
};

const distance = ({ from, to }: Interval, value: number): number =>
  Math.min(
    from !== null && value <= from ? from - value : Number.POSITIVE_INFINITY,
    to !== null && value >= to ? value - to : Number.POSITIVE_INFINITY,
  );

const nearest = (intervals: readonly Interval[], value: number): Interval | null =>
  intervals.reduce<Interval | null>(
    (best, interval) => (best === null || distance(interval, value) < distance(best, value) ? interval : best),
    null,
  );

/**
 * Where a value stands to the bands, for people: `76.1 % is below the yellow limit of 80 %`, or how green is met; always
 * measured against the nearest better band.
 */
export const describeReading = (
  value: number,
  colour: Colour,
  bands: ColourBands,
  format: (value: number) => string,
): string => {
  const shown = format(value);
  if (colour === "green") {
    const met =
      bands.green.find((interval) => distance(interval, value) === Number.POSITIVE_INFINITY) ?? bands.green[0];
    return met === undefined ? `${shown} is green` : `${shown} is green: ${demand(met, format)}`;
  }
  const better = colours
    .slice(0, colours.indexOf(colour))
    .toReversed()
    .find((name) => bands[name].length > 0);
  const band = better === undefined ? null : nearest(bands[better], value);
  if (better === undefined || band === null) return `${shown} is ${colour}`;
  const under = band.from !== null && compareValues(value, band.from) <= 0;
  const limit = under ? band.from : band.to;
  if (limit === null) return `${shown} is ${colour}`;
  const side = compareValues(value, limit);
  if (side === 0) return `${shown} is on the limit: ${better} is ${demand(band, format)}`;
  const just = shown === format(limit) ? "just " : "";
  return `${shown} is ${just}${side < 0 ? "below" : "above"} the ${better} limit of ${format(limit)}`;
};
