import type { ColumnType, Dataset } from "@sextant/model/dataset/dataset";
import type { FileFormat } from "@sextant/model/dataset/file-format";
import { instantColumn, sequenceColumn } from "@sextant/semantic/sql/name";
import type { Cell } from "../warehouse/line.ts";
import { notationReader } from "./notation.ts";
import { engineInstant, instantReading, readInstant, readValue } from "./value.ts";
import { yearlyWallClock } from "./wall-clock.ts";

/** A row for the engine, in the order of `columns`, and its instant; or everything wrong with it. */
export type RowReading =
  | { ok: true; row: Cell[]; instant: number }
  /** `misfits` are the columns whose values are there and cannot be read. */
  | { ok: false; reasons: string[]; misfits: string[] };

/** Reads the rows of one dataset: its compiled schema. */
export interface RowReader {
  /** Columns of the dataset's table, in order. */
  columns: string[];
  /** Names a record may carry. */
  known: ReadonlySet<string>;
  /** Names a record must carry. */
  required: string[];
  read(field: (name: string) => unknown, sequence: number): RowReading;
}

/**
 * Compiles the schema of a dataset. `names` says whether records carry the names of the file (`from`) or of the dataset;
 * `emptyIsMissing` holds for CSV, where nothing between two commas is a missing value.
 */
export const compileRow = (
  dataset: Dataset,
  timeZone: string,
  options: { names: "file" | "dataset"; emptyIsMissing: boolean; format?: FileFormat },
): RowReader => {
  const asWritten = notationReader(options.format ?? {});
  const byWallClock = yearlyWallClock(timeZone);
  const fields = Object.entries(dataset.columns).map(([name, column]) => ({
    name,
    source: options.names === "file" ? (column.from ?? name) : name,
    type: column.type,
    nullable: column.nullable && name !== dataset.time,
  }));
  const time = fields.find((field) => field.name === dataset.time);
  const timeIndex = fields.findIndex((field) => field.name === dataset.time);
  const isMissing = (raw: unknown, type: ColumnType, nullable: boolean): boolean =>
    raw === undefined || raw === null || (options.emptyIsMissing && raw === "" && (nullable || type !== "string"));

  const read: RowReader["read"] = (field, sequence) => {
    const row: Cell[] = [];
    const reasons: string[] = [];
    const misfits: string[] = [];
    let instant: number | null = null;
    for (const { name, source, type, nullable } of fields) {
      const raw = asWritten(field(source), type);
      if (isMissing(raw, type, nullable)) {
        if (!nullable) reasons.push(`column "${source}" is missing`);
        row.push(null);
        continue;
      }
      const isTime = name === dataset.time;
      if (isTime) instant = readInstant(raw, byWallClock);
      const reading = isTime && type === "datetime" ? instantReading(raw, instant) : readValue(raw, type, byWallClock);
      if (reading.ok) row.push(reading.value);
      else {
        reasons.push(`column "${source}" ${reading.what}`);
        misfits.push(name);
      }
    }
    if (reasons.length > 0) return { ok: false, reasons, misfits };
    if (instant === null) return { ok: false, reasons: ["it has no time"], misfits };
    const at = time?.type === "datetime" ? row[timeIndex] : undefined;
    row.push(at ?? engineInstant(instant), sequence);
    return { ok: true, row, instant };
  };
  return {
    columns: [...fields.map((field) => field.name), instantColumn, sequenceColumn],
    known: new Set(fields.map((field) => field.source)),
    required: fields.filter((field) => !field.nullable).map((field) => field.source),
    read,
  };
};
