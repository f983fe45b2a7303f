import { createHash } from "node:crypto";
import type { Receipt, ReceiptVerification } from "@sextant/model/api/answers/receipt";
import { Problem } from "@sextant/model/problem/problem";
import { readSeries, type SeriesRow } from "@sextant/semantic/series";
import type { Landings } from "../store/landing.ts";
import { findReceipt, type KeptReceipt } from "../store/receipt.ts";
import type { Store } from "../store/store.ts";
import type { Warehouse, WarehouseStatement } from "../warehouse/warehouse.ts";
import { compiled } from "./compiled.ts";
import type { Moment } from "./moment.ts";
import type { Run } from "./run.ts";

/** Digits that summing doubles in another order does not change. */
const steadyDigits = 12;

const canonicalCell = (cell: unknown): unknown =>
  typeof cell === "number" && !Number.isInteger(cell) ? Number(cell.toPrecision(steadyDigits)) : cell;

/** SHA-256 (hex) of values, whatever their order and whatever the last bits of their sums. */
const hashRows = (rows: readonly SeriesRow[]): string => {
  const texts = rows.map(({ metric, slice, start, value, numerator, denominator, sampleSize }) =>
    JSON.stringify([metric, slice, start, ...[value, numerator, denominator, sampleSize].map(canonicalCell)]),
  );
  return createHash("sha256").update(JSON.stringify(texts.sort())).digest("hex");
};

/** SHA-256 (hex) of the rows statements gave, as `hashRows`, for what is not read as series: kept observations. */
export const hashResults = (results: readonly (readonly (readonly unknown[])[])[]): string => {
  const texts = results.map((rows) => rows.map((row) => JSON.stringify(row.map(canonicalCell))).sort());
  return createHash("sha256").update(JSON.stringify(texts)).digest("hex");
};

const only = <T>(values: readonly T[]): T | undefined => (values.length === 1 ? values[0] : undefined);

const definitionsOf = ({ question }: Run, { inForce }: Moment): Receipt["definitions"] =>
  question.metrics.flatMap((id) => {
    const known = inForce.versions.get(`metric:${id}`);
    return known === undefined ? [] : [{ type: "metric", id, version: known.version, hash: known.hash }];
  });

/** The receipt of a run, with the statements that give the same rows again, however much has landed since. */
export const receiptOf = (done: Run, moment: Moment, at: number, engine: string): KeptReceipt => {
  const { statements, read } = done;
  const datasets = [...new Set(statements.flatMap((statement) => statement.datasets))];
  const parameters =
    only(statements)?.parameters ??
    Object.fromEntries(statements.map((statement, index) => [`statement ${index + 1}`, statement.parameters]));
  const facts = {
    now: moment.now,
    definitions: definitionsOf(done, moment),
    sql: statements.map(({ sql }) => sql).join(";\n\n"),
    parameters,
    datasets: datasets.map((id) => {
      const { watermark = null, sequence = 0, rows = 0 } = moment.landed.get(id) ?? {};
      return { id, watermark, sequence, rows };
    }),
    resultHash: hashRows(done.rows),
  };
  const id = createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 24);
  const question = { ...done.question, sequences: moment.sequences };
  const again = compiled(question, moment.catalog);
  return {
    receipt: {
      id,
      at,
      ...facts,
      rowsRead: read.rows,
      bytesRead: read.bytes,
      elapsedMs: read.elapsedMs,
      engine,
    },
    question: done.question,
    again,
  };
};

/** The kept receipt; throws not_found. */
export const takeReceipt = async (store: Store, id: string): Promise<KeptReceipt> => {
  const kept = await findReceipt(store, id);
  if (kept !== null) return kept;
  throw new Problem("not_found", `There is no receipt ${JSON.stringify(id.slice(0, 40))}.`);
};

const hashAgain = async (kept: KeptReceipt, warehouse: Warehouse): Promise<string> => {
  const run = async (statement: WarehouseStatement): Promise<unknown[][]> =>
    (await warehouse.query(statement, { lane: "background" })).rows;
  if (kept.question === null) return hashResults(await Promise.all(kept.again.map(run)));
  const { question } = kept;
  const rows = await Promise.all(
    kept.again.map(async (statement) => readSeries(question, statement, await run(statement))),
  );
  return hashRows(rows.flat());
};

/** Runs a receipt again on the rows that had landed then, and compares. */
export const verifyReceipt = async (
  store: Store,
  warehouse: Warehouse,
  landings: Landings,
  id: string,
): Promise<ReceiptVerification> => {
  const kept = await takeReceipt(store, id);
  const { receipt } = kept;
  const found = await hashAgain(kept, warehouse);
  const same = found === receipt.resultHash;
  const replaced = receipt.datasets.filter(
    ({ id: dataset, sequence }) => (landings.state(dataset).fileSequence ?? 0) > sequence,
  );
  const why =
    replaced.length > 0
      ? `The file behind ${replaced.map((dataset) => dataset.id).join(", ")} was loaded again since, which replaced the rows.`
      : "The rows behind it are no longer the same.";
  const sentence = same
    ? "Run again on the rows that had landed then, it gives the same numbers."
    : `It gives other numbers now. ${why}`;
  return { id, same, expected: receipt.resultHash, found, sentence };
};
