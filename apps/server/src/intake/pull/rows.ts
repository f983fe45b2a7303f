import type { Dataset } from "@sextant/model/dataset/dataset";
import type { Finding } from "@sextant/model/problem/finding";
import type { SeenColumn } from "@sextant/model/source/run";
import type { Warehouse } from "../../warehouse/warehouse.ts";
import { type BadRows, collectBadRows } from "../bad-rows.ts";
import { ColumnsChanged, goneFrom, retypedIn } from "../columns-changed.ts";
import type { Block, Connector, SourceColumn } from "../connectors/connector.ts";
import { compileRow } from "../row.ts";

/** What a pull did so far. */
export interface PullCounts {
  read: number;
  bytes: number;
  landed: number;
  changed: number;
  refused: number;
  cursor: string | null;
  columns: SeenColumn[];
  findings: Finding[];
}

/** Counts of a pull that has not begun. */
export const noCounts = (): PullCounts => ({
  read: 0,
  bytes: 0,
  landed: 0,
  changed: 0,
  refused: 0,
  cursor: null,
  columns: [],
  findings: [],
});

/** Turns rows of a source into rows of a dataset, and keeps account of those that cannot be. */
export interface RowTaker {
  /** Columns to ask the source for, in the order `insert` takes them. */
  columns: string[];
  /** Inserts what can be read of a block; the others are counted. */
  insert(block: Block, table: string): Promise<number>;
  bad: BadRows;
  /** Throws ColumnsChanged when most values of a column cannot be read: then it is another column. */
  settle(): void;
}

/** Throws ColumnsChanged when the source lacks columns the dataset reads. */
export const checkColumns = (dataset: Dataset, label: string, there: readonly SourceColumn[]): void => {
  const names = new Set(there.map(({ name }) => name));
  const gone = Object.entries(dataset.columns).filter(([name, { from }]) => !names.has(from ?? name));
  if (gone.length === 0) return;
  const missing = gone.map(([name, { from }]) => `"${from ?? name}"`).join(", ");
  throw new ColumnsChanged(
    `${label}: ${dataset.source?.table ?? "it"} has no column ${missing}.`,
    gone.map(([name]) => goneFrom(label, dataset.id, name)),
    { hint: `It has ${[...names].map((name) => `"${name}"`).join(", ")}. Name the source's column with from.` },
  );
};

/** The landing of rows that have none yet. */
const notLanded = 0;

/** Rows below which a few bad ones say nothing about their column. */
const fewRows = 10;

/** Compiles the columns of a dataset for rows of a source called `label`. */
export const takeRows = (
  warehouse: Warehouse,
  dataset: Dataset,
  connector: Pick<Connector, "emptyIsMissing">,
  options: { label: string; timeZone: string },
): RowTaker => {
  const { label, timeZone } = options;
  const reader = compileRow(dataset, timeZone, { names: "file", emptyIsMissing: connector.emptyIsMissing });
  const columns = [...reader.known];
  const places = new Map(columns.map((name, index) => [name, index]));
  const keys = (dataset.key ?? []).map((name) => dataset.columns[name]?.from ?? name);
  const bad = collectBadRows(`dataset ${dataset.id}`, label);
  const misfits = new Map<string, number>();
  let [row, read]: [readonly unknown[], number] = [[], 0];
  const field = (name: string): unknown => row[places.get(name) ?? -1];
  return {
    columns,
    bad,
    insert: async (block, table) => {
      const rows: unknown[][] = [];
      for (const [index, one] of block.rows.entries()) {
        row = one;
        read += 1;
        const place = block.places?.[index];
        const refuse = (reasons: string[]): void =>
          bad.refuse(
            place?.line ?? read,
            place === undefined ? reasons : reasons.map((reason) => `${place.file}: ${reason}`),
          );
        const unkeyed = keys.filter((name) => field(name) === null || field(name) === undefined);
        const reading = reader.read(field, notLanded);
        if (reading.ok && unkeyed.length === 0) rows.push(reading.row);
        else if (reading.ok) refuse(unkeyed.map((name) => `column "${name}" is of the key and missing`));
        else {
          refuse(reading.reasons);
          for (const column of reading.misfits) misfits.set(column, (misfits.get(column) ?? 0) + 1);
        }
      }
      await warehouse.insert(table, rows, { columns: reader.columns });
      return rows.length;
    },
    settle: () => {
      const retyped = [...misfits].filter(([, count]) => read >= fewRows && count * 2 > read).map(([name]) => name);
      if (retyped.length === 0) return;
      const first = bad.findings()[0]?.message ?? "";
      throw new ColumnsChanged(
        `${label}: ${bad.refused()} of ${read} rows cannot be read. ${first}`,
        retyped.map((name) => retypedIn(label, dataset.id, name, dataset.columns[name]?.type ?? "value")),
        { hint: "Change the dataset's columns, or correct the source.", findings: bad.findings() },
      );
    },
  };
};
