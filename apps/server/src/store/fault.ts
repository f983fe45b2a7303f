import { Problem } from "@sextant/model/problem/problem";

/** SQLite's primary result codes, https://www.sqlite.org/rescode.html */
const sqlite = { busy: 5, readOnly: 8, full: 13, cannotOpen: 14, constraint: 19 } as const;

const sqliteCode = (error: unknown): number | null =>
  error instanceof Error && "errcode" in error && typeof error.errcode === "number" ? error.errcode & 0xff : null;

const textCode = (error: unknown): string | null =>
  error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;

/** Whether a write was refused because a unique key exists already. */
export const isDuplicateKey = (error: unknown): boolean =>
  textCode(error) === "23505" ||
  (sqliteCode(error) === sqlite.constraint && error instanceof Error && error.message.includes("UNIQUE"));

/** The problem an error of the store stands for, or null when it is a bug. */
export const storeProblem = (error: unknown): Problem | null => {
  const number = sqliteCode(error);
  const text = textCode(error);
  if (number === sqlite.full || text === "53100" || text === "ENOSPC")
    return new Problem(
      "disk_full",
      "The disk that holds the data directory is full; nothing of this request was kept.",
      {
        hint: "Free some space and try again.",
        cause: error,
      },
    );
  if (number === sqlite.busy)
    return new Problem("data_directory_locked", "Another process is writing to the store.", {
      hint: "Stop the other process that uses this data directory.",
      cause: error,
    });
  if (number === sqlite.cannotOpen || number === sqlite.readOnly)
    return new Problem("source_unreadable", "The store in the data directory cannot be opened for writing.", {
      hint: "Check that this user may write to the data directory.",
      cause: error,
    });
  if (text === "ECONNREFUSED" || text === "ENOTFOUND" || text === "ETIMEDOUT")
    return new Problem("overloaded", "The database of the store cannot be reached.", {
      hint: "Check SEXTANT_STORE and the database server.",
      cause: error,
    });
  return null;
};
