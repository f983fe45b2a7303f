import type { ColumnType } from "@sextant/model/dataset/dataset";
import { Problem } from "@sextant/model/problem/problem";
import type { Source } from "@sextant/model/source/source";

/** A table or view of a source. */
export interface SourceTable {
  name: string;
  /** As the source estimates; null when it does not know. */
  rows: number | null;
}

/** A column as the source has it. */
export interface SourceColumn {
  name: string;
  /** The source's own name of the type. */
  native: string;
  /** What a dataset would declare; null where no type of ours fits. */
  type: ColumnType | null;
  nullable: boolean;
}

/** A value to compare a cursor with: an instant is given as such (UTC) and as the dataset's wall clock shows it. */
export type Bound =
  | { kind: "number"; text: string }
  | { kind: "date"; text: string }
  | { kind: "time"; instant: string; wall: string };

/** What to read: columns of a table, in this order, and from which value of the cursor on. */
export interface Reading {
  table: string;
  columns: readonly string[];
  /** With a cursor rows come in its order. `from` counts, `before` does not. */
  cursor: { column: string; from: Bound | null; before: Bound | null } | null;
  /** Ends the reading; the connection is closed. */
  signal: AbortSignal;
}

/** Rows that came over together: values are text, numbers, booleans or null, in the order of the columns. */
export interface Block {
  rows: readonly (readonly unknown[])[];
  bytes: number;
  /** Where each row stands, when that is in files. */
  places?: readonly { file: string; line: number }[];
}

/** A source that is connected, read only. Everything throws source_unreadable, with what to do. */
export interface Connector {
  /** Name and version of what answers. */
  test(): Promise<string>;
  list(): Promise<SourceTable[]>;
  profile(table: string): Promise<SourceColumn[]>;
  read(reading: Reading): AsyncIterable<Block>;
  /** Whether nothing between two separators is a missing value, as in CSV. */
  emptyIsMissing: boolean;
  close(): Promise<void>;
}

/** What a connector may use besides its definition. */
export interface Means {
  /** The password, when the source names one. */
  password: string | null;
  /** Folders that files may be in, real paths; the workspace first. */
  folders: readonly string[];
  /** Hosts that may have addresses of private networks, lower case. */
  allowedHosts: readonly string[];
}

/** Connects to a source of one kind. */
export type Connect<S extends Source = Source> = (source: S, means: Means) => Promise<Connector>;

/** Rows in one block. */
export const blockRows = 20_000;

/** A source that cannot be reached now, and may be in a moment. */
export class Unreachable extends Problem {
  constructor(source: string, why: string, cause?: unknown) {
    super("source_unreadable", `${source} cannot be reached: ${why}`, {
      hint: "Check that it runs, its address and the account, with: sextant source test",
      cause,
    });
  }
}

/** A table a source does not have. */
export const noTable = (source: string, table: string): Problem =>
  new Problem("source_unreadable", `${source} has no table ${table} that this account may read.`, {
    hint: "List what there is with: sextant source tables, and check the account's rights.",
  });

/** Bytes of a row as text, about. */
export const bytesOf = (rows: readonly (readonly unknown[])[]): number => {
  let bytes = 0;
  for (const row of rows) for (const value of row) bytes += typeof value === "string" ? value.length + 1 : 8;
  return bytes;
};
