import { Temporal } from "temporal-polyfill";
import { periodAt } from "./arithmetic.ts";
import type { Calendar } from "./calendar.ts";
import { localToInstant } from "./zone.ts";

const dayShape = /^\d{4}-\d{2}-\d{2}$/;
const zonedShape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

const zonedInstant = (text: string): number | null => {
  try {
    return Temporal.Instant.from(text).epochMilliseconds;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
};

/**
 * The last instant (epoch ms) that "as known on" names: an instant with its zone, a local date-time, or a local date, which
 * stands for its whole day; null when malformed.
 */
export const knownInstant = (text: string, calendar: Calendar): number | null => {
  if (zonedShape.test(text)) return zonedInstant(text);
  const at = localToInstant(text, calendar.timeZone);
  return at === null || !dayShape.test(text) ? at : periodAt(at, "day", calendar).end - 1;
};
