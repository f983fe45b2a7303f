import type { Place } from "@sextant/model/problem/finding";

/**
 * What happened to a construct of the source that is not simply carried. `left_out`: it is not in the result; `changed`:
 * it is carried, but reads or counts differently; `info`: nothing is lost, something was assumed.
 */
export type NoteSeverity = "left_out" | "changed" | "info";

/** One thing a reader of the result must know, with its place in the source. */
export interface Note {
  severity: NoteSeverity;
  /** What it is about, e.g. `metric revenue`. */
  subject: string;
  /** What happened and why, in whole sentences. */
  message: string;
  /** Where it stands in the source; none in notes about an export. */
  place?: Place;
}

const order: Record<NoteSeverity, number> = { left_out: 0, changed: 1, info: 2 };

/** Notes in the order they are read: what is missing first, then by file and line; each once. */
export const sortedNotes = (notes: readonly Note[]): Note[] =>
  [...new Map(notes.map((note) => [JSON.stringify(note), note])).values()].sort(
    (a, b) =>
      order[a.severity] - order[b.severity] ||
      (a.place?.file ?? "").localeCompare(b.place?.file ?? "", "en") ||
      (a.place?.line ?? 0) - (b.place?.line ?? 0) ||
      (a.place?.column ?? 0) - (b.place?.column ?? 0),
  );
