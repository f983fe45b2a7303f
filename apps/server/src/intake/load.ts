import type { Dataset } from "@sextant/model/dataset/dataset";
import type { Finding } from "@sextant/model/problem/finding";
import { instantColumn, quoteIdentifier, sequenceColumn, tableName } from "@sextant/semantic/sql/name";
import type { Landing } from "../store/landing.ts";
import {
  createTable,
  dropTable,
  exchangeTables,
  existingColumns,
  extentOf,
  stagingName,
  tableColumns,
} from "../warehouse/dataset-table.ts";
import { withFileReader } from "../warehouse/file-reader.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import type { Ledger } from "./ledger.ts";
import type { Leftovers } from "./leftovers.ts";
import { planParquet } from "./parquet.ts";
import { isColumnar } from "./rows.ts";
import type { SourceFile } from "./source.ts";
import { fillFromText } from "./text-file.ts";

/** Milliseconds between two counts of a running load. */
const countEvery = 300;

/** Tells how many rows a load has written so far, while `work` runs. */
const watch = async (
  warehouse: Warehouse,
  table: string,
  progress: (rows: number) => void,
  work: Promise<void>,
): Promise<void> => {
  let done = false;
  const settled = work.finally(() => {
    done = true;
  });
  const count = async (): Promise<void> => {
    while (!done) {
      await new Promise((resolve) => setTimeout(resolve, countEvery));
      if (done) return;
      const { rows } = await warehouse.query({ sql: `SELECT count() FROM ${table}`, parameters: {} });
      progress(Number(rows[0]?.[0] ?? 0));
    }
  };
  await Promise.all([settled, count()]);
};

/** Rows pushed earlier stay: they are copied beside the file's, as far as their columns are still declared. */
export const copyPushed = async (
  warehouse: Warehouse,
  dataset: Dataset,
  staging: string,
  files: readonly number[],
): Promise<void> => {
  const table = tableName(dataset.id);
  const before = await existingColumns(warehouse, table);
  const common = [...tableColumns(dataset)].filter(([name]) => before.has(name));
  const names = common.map(([name]) => quoteIdentifier(name)).join(", ");
  const values = common.map(([name, type]) => `CAST(${quoteIdentifier(name)} AS ${type})`).join(", ");
  const sql = `INSERT INTO ${staging} (${names}) SELECT ${values} FROM ${table} WHERE NOT has({files:Array(UInt64)}, ${sequenceColumn})`;
  await warehouse.command({ sql, parameters: { files: [...files] } });
};

const untimedFinding = (dataset: Dataset, source: SourceFile, refused: number): Finding => ({
  rule: "intake/no-time",
  severity: "warning",
  message: `${refused} rows of ${source.name} have no ${instantColumn === dataset.time ? "time" : `"${dataset.time}"`} and were left out.`,
  hint: "Give every row a time, or read another column as the time.",
  subject: `dataset ${dataset.id}`,
});

/** What a load needs to know besides the dataset. */
export interface LoadContext {
  warehouse: Warehouse;
  ledger: Ledger;
  leftovers: Leftovers;
  timeZone: string;
  /** The workspace's now, epoch ms. */
  now: number;
  progress: (rows: number) => void;
}

/**
 * Loads a source file whole or not at all. The rows go into a table of their own, which then takes the place of the dataset's
 * in one step, and the landing is recorded: whenever the process dies, the next start finds either a recorded landing or one
 * it can take back (`recover`).
 */
export const loadSource = async (
  dataset: Dataset,
  source: SourceFile,
  context: LoadContext,
): Promise<{ rows: number; refused: number; findings: Finding[] }> => {
  const { warehouse, ledger, timeZone, progress } = context;
  const { landings } = ledger;
  const staging = stagingName(dataset);
  const table = tableName(dataset.id);
  const sequence = landings.begin(dataset.id);
  let exchanged = false;
  try {
    await dropTable(warehouse, staging);
    await createTable(warehouse, dataset, staging);
    let refused = 0;
    if (isColumnar(source)) {
      refused = await withFileReader(warehouse, async (reader) => {
        const plan = await planParquet(reader, dataset, source, timeZone);
        await watch(warehouse, staging, progress, plan.fill(warehouse, staging, sequence));
        return plan.refused;
      });
    } else {
      refused = (await fillFromText(warehouse, dataset, source, timeZone, { table: staging, sequence, progress }))
        .refused;
    }
    const extent = await extentOf(warehouse, staging, context.now);
    await copyPushed(warehouse, dataset, staging, await landings.sourceSequences(dataset.id));
    await exchangeTables(warehouse, staging, table);
    exchanged = true;
    const landing: Landing = {
      dataset: dataset.id,
      sequence,
      batchKey: null,
      rows: extent.rows,
      landedAt: ledger.clock(),
      first: extent.first,
      watermark: extent.watermark,
      kind: "file",
      fingerprint: source.fingerprint,
    };
    await ledger.record(landing);
    exchanged = false;
    await dropTable(warehouse, staging);
    progress(extent.rows);
    return { rows: extent.rows, refused, findings: refused > 0 ? [untimedFinding(dataset, source, refused)] : [] };
  } catch (error) {
    await context.leftovers.discard(dataset, [sequence], async () => {
      if (exchanged) await exchangeTables(warehouse, staging, table);
      await dropTable(warehouse, staging);
    });
    throw error;
  }
};
