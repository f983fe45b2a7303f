import type { Span } from "./tree.ts";

/** Something wrong in one expression; `at` counts UTF-16 units into its text, the caller turns that into a place. */
export interface ExpressionFinding {
  rule: `expression/${string}`;
  /** What is wrong, in one sentence. */
  message: string;
  /** What to do about it, in one sentence. */
  hint: string;
  at: Span;
}

/** The smallest span that covers both. */
export const spanning = (first: Span, last: Span): Span => ({
  offset: first.offset,
  length: last.offset + last.length - first.offset,
});
