import type { ColumnDrift } from "@sextant/model/definition/drift";
import { Problem } from "@sextant/model/problem/problem";

/** A source cannot be read because columns are gone from it or hold another type; says which, so that what reads them can be told. */
export class ColumnsChanged extends Problem {
  readonly columns: readonly ColumnDrift[];

  constructor(
    detail: string,
    columns: readonly ColumnDrift[],
    options: { hint: string; findings?: Problem["findings"]; cause?: unknown },
  ) {
    super("source_unreadable", detail, options);
    this.columns = columns;
  }
}

/** A column that is no longer in the source. */
export const goneFrom = (source: string, dataset: string, column: string): ColumnDrift => ({
  dataset,
  column,
  kind: "gone",
  sentence: `The column "${column}" is gone from ${source}.`,
});

/** A column whose values are no longer of the declared type. */
export const retypedIn = (source: string, dataset: string, column: string, declared: string): ColumnDrift => ({
  dataset,
  column,
  kind: "retyped",
  sentence: `The column "${column}" of ${source} holds values that are no ${declared}.`,
});
