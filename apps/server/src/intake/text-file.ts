import type { Dataset } from "@sextant/model/dataset/dataset";
import { Problem } from "@sextant/model/problem/problem";
import type { Warehouse } from "../warehouse/warehouse.ts";
import { collectBadRows } from "./bad-rows.ts";
import { ColumnsChanged, goneFrom, retypedIn } from "./columns-changed.ts";
import { compileRow } from "./row.ts";
import { emptyIsMissing, readRows } from "./rows.ts";
import type { SourceFile } from "./source.ts";

/** Rows inserted at a time. */
const blockRows = 50_000;

const unreadable = (
  source: SourceFile,
  why: string,
  hint: string,
  options: { findings?: Problem["findings"]; cause?: unknown } = {},
) => new Problem("source_unreadable", `${source.name}: ${why}`, { hint, ...options });

/** The dataset's columns that are read from columns of the file with these names. */
const columnsNamed = (dataset: Dataset, names: readonly string[]): string[] =>
  Object.entries(dataset.columns)
    .filter(([name, { from }]) => names.includes(from ?? name))
    .map(([name]) => name);

/**
 * Fills a table from a CSV, TSV, NDJSON, JSON or Excel file, block by block. A row that cannot be read makes the file unreadable as a
 * whole, with every bad line (the first 100) as a finding; a row without a time is only left out and counted.
 */
export const fillFromText = async (
  warehouse: Warehouse,
  dataset: Dataset,
  source: SourceFile,
  timeZone: string,
  into: { table: string; sequence: number; progress: (rows: number) => void },
): Promise<{ rows: number; refused: number }> => {
  const isTable = emptyIsMissing(source);
  const reader = compileRow(dataset, timeZone, { names: "file", emptyIsMissing: isTable, format: source.reading });
  const time = dataset.columns[dataset.time]?.from ?? dataset.time;
  const bad = collectBadRows(`dataset ${dataset.id}`, source.name);
  let block: unknown[][] = [];
  let [rows, untimed, read] = [0, 0, 0];
  /** Rows in which the value of a column is there and cannot be read. */
  const misfits = new Map<string, number>();
  let checked = false;
  const flush = async (): Promise<void> => {
    if (bad.refused() === 0) await warehouse.insert(into.table, block, { columns: reader.columns });
    rows += block.length;
    block = [];
    into.progress(rows);
  };
  try {
    for await (const record of readRows(source)) {
      if (!record.ok) {
        bad.refuse(record.line, [record.reason]);
        continue;
      }
      if (isTable && !checked) {
        checked = true;
        const missing = [...reader.known].filter((name) => !record.names.includes(name));
        if (missing.length > 0) {
          const hint = `It has ${record.names.map((name) => `"${name}"`).join(", ")}. Name the file's column with from.`;
          const gone = columnsNamed(dataset, missing).map((name) => goneFrom(source.name, dataset.id, name));
          const why = `it has no column ${missing.map((name) => `"${name}"`).join(", ")}.`;
          throw new ColumnsChanged(`${source.name}: ${why}`, gone, { hint });
        }
      }
      const raw = record.field(time);
      if (raw === undefined || raw === null || raw === "") {
        untimed += 1;
        continue;
      }
      const reading = reader.read(record.field, into.sequence);
      if (reading.ok) block.push(reading.row);
      else {
        bad.refuse(record.line, reading.reasons);
        for (const column of reading.misfits) misfits.set(column, (misfits.get(column) ?? 0) + 1);
      }
      read += 1;
      if (block.length >= blockRows) await flush();
    }
  } catch (error) {
    if (!(error instanceof Problem) || (error.code !== "invalid_request" && error.code !== "too_large")) throw error;
    throw unreadable(source, error.message, error.hint ?? "Correct the file.", { cause: error });
  }
  if (bad.refused() > 0) {
    const first = bad.findings()[0]?.message ?? "";
    const why = `${bad.refused()} lines cannot be read. ${first}`;
    // Most rows do not go wrong by accident: then the column is another one.
    const retyped = [...misfits].filter(([, count]) => count * 2 > read).map(([name]) => name);
    throw new ColumnsChanged(
      `${source.name}: ${why}`,
      retyped.map((name) => retypedIn(source.name, dataset.id, name, dataset.columns[name]?.type ?? "value")),
      { hint: "Correct these lines, or change the dataset's columns.", findings: bad.findings() },
    );
  }
  await flush();
  if (rows === 0) throw unreadable(source, "it has no rows with a time.", "Write rows into it, or remove the source.");
  return { rows, refused: untimed };
};
