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

/** How many findings one expression reports at most; after so many, more would not help its author. */
export const MAX_FINDINGS = 50;

/** A piece of the author's text, cut for use in a message. */
export const shown = (text: string): string => (text.length > 60 ? `${text.slice(0, 59).toWellFormed()}…` : text);

/** The smallest span that covers both. */
export const spanning = (first: Span, last: Span): Span => ({
  offset: first.offset,
  length: last.offset + last.length - first.offset,
});
