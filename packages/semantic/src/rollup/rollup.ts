/** A table of states per local day of the calendar, and per value of at most one dimension, kept beside a dataset: a cache. */
export interface Rollup {
  dataset: string;
  table: string;
  /** The dimension it is cut by; null for the whole. */
  by: string | null;
  /** IANA zone of its days. */
  timeZone: string;
  /** Column of states by what is shared (see `sql/aggregate.ts`). */
  columns: Readonly<Record<string, string>>;
  /** Of what is shared, that whose states hold whole numbers in 32 bits; states of rows must be made alike to be merged with them. */
  narrow: readonly string[];
  /** It speaks of all rows landed up to this sequence number. */
  through: number;
  /** Landings up to this one can no longer be told apart: no earlier state can be asked for. */
  since: number;
  /** Whether nothing has landed after `through`. */
  complete: boolean;
}
