import { Problem } from "@sextant/model/problem/problem";

const causes = function* (error: unknown): Generator<Error> {
  for (let at = error; at instanceof Error; at = at.cause) yield at;
};

const says = (error: unknown, pattern: RegExp): boolean =>
  [...causes(error)].some(
    (cause) => pattern.test(cause.message) || ("code" in cause && pattern.test(String(cause.code))),
  );

/** Whether the disk is full: the engine's NOT_ENOUGH_SPACE (243), or the system's ENOSPC in whatever words. */
export const isDiskFull = (error: unknown): boolean =>
  says(error, /^243$|NOT_ENOUGH_SPACE|ENOSPC|No space left on device|errno: 28|Cannot reserve .* not enough space/i);

/** Whether another process holds the directory. The engine says so on the terminal and throws only that it cannot connect. */
export const isLocked = (error: unknown): boolean =>
  says(error, /Cannot lock file|Another server instance|^CHDB_CONNECTION$/);

/** Whether the engine gave up at the time limit (159 TIMEOUT_EXCEEDED, 160 TOO_SLOW). */
const isTooSlow = (error: unknown): boolean => says(error, /^159$|^160$|TIMEOUT_EXCEEDED|TOO_SLOW|Timeout exceeded/);

/** Whether the engine gave up at a memory or result limit (241, 307, 396). */
const isTooMuch = (error: unknown): boolean =>
  says(
    error,
    /^241$|^307$|^396$|MEMORY_LIMIT_EXCEEDED|TOO_MANY_BYTES|TOO_MANY_ROWS_OR_BYTES|Limit for result exceeded/,
  );

/** The problem an engine error stands for; what has no code of its own stays as it is, and is a bug at the door. */
export const problemOf = (error: unknown): unknown => {
  if (error instanceof Problem) return error;
  if (isDiskFull(error)) {
    return new Problem("disk_full", "The disk of the warehouse is full; nothing was written.", {
      hint: "Free some space on the disk that holds the data directory and try again.",
      cause: error,
    });
  }
  if (isTooSlow(error)) {
    return new Problem("query_too_slow", "The engine did not finish within its time limit.", {
      hint: "Ask for fewer periods or slices.",
      cause: error,
    });
  }
  if (isTooMuch(error)) {
    return new Problem("query_too_slow", "The question needs more memory or gives more rows than allowed.", {
      hint: "Ask for fewer periods, slices or dimensions.",
      cause: error,
    });
  }
  return error;
};
