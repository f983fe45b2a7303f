/** What shared code needs to know about a kind of source. */
export interface SourceTraits {
  /** `tables` have rows that are read by a cursor or whole; of `files` each replaces its own earlier rows. */
  reads: "tables" | "files";
  /** Whether it has a password or a token. */
  secret: "optional" | "never";
  /** The key of a dataset's `source` that says what is read; null when the source itself is one thing. */
  names: "table" | "files" | null;
  /** Whether rows can be read from a value of a column on. */
  cursor: boolean;
}
