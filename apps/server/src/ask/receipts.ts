import { createHash } from "node:crypto";
import type { Receipt, ReceiptVerification } from "@sextant/model/api/answers/receipt";
import { Problem } from "@sextant/model/problem/problem";
import { compile } from "@sextant/semantic/compile";
import type { Landings } from "../store/landing.ts";
import { findReceipt, type KeptReceipt } from "../store/receipt.ts";
import type { Store } from "../store/store.ts";
import type { Warehouse } from "../warehouse/warehouse.ts";
import type { Moment } from "./moment.ts";
import type { Run } from "./run.ts";

/** Digits that summing doubles in another order does not change. */
const steadyDigits = 12;

const canonicalCell = (cell: unknown): unknown =>
  typeof cell === "number" && !Number.isInteger(cell) ? Number(cell.toPrecision(steadyDigits)) : cell;

/** SHA-256 (hex) of result rows, whatever their order and whatever the last bits of their sums. */
const hashRows = (results: readonly (readonly (readonly unknown[])[])[]): string => {
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
  const { statements } = done;
  const sum = (pick: (result: Run["statements"][number]["result"]) => number): number =>
    statements.reduce((total, { result }) => total + pick(result), 0);
  const datasets = [...new Set(statements.flatMap(({ statement }) => statement.datasets))];
  const parameters =
    only(statements)?.statement.parameters ??
    Object.fromEntries(statements.map(({ statement }, index) => [`statement ${index + 1}`, statement.parameters]));
  const facts = {
    now: moment.now,
    definitions: definitionsOf(done, moment),
    sql: statements.map(({ statement }) => statement.sql).join(";\n\n"),
    parameters,
    datasets: datasets.map((id) => {
      const { watermark = null, sequence = 0, rows = 0 } = moment.landed.get(id) ?? {};
      return { id, watermark, sequence, rows };
    }),
    resultHash: hashRows(statements.map(({ result }) => result.rows)),
  };
  const id = createHash("sha256").update(JSON.stringify(facts)).digest("hex").slice(0, 24);
  const again = compile({ ...done.question, sequences: moment.sequences }, moment.catalog).statements;
  return {
    receipt: {
      id,
      at,
      ...facts,
      rowsRead: sum((result) => result.rowsRead),
      bytesRead: sum((result) => result.bytesRead),
      elapsedMs: sum((result) => result.elapsedMs),
      engine,
    },
    again: again.map(({ sql, parameters: bound }) => ({ sql, parameters: bound })),
  };
};

/** The kept receipt; throws not_found. */
export const takeReceipt = async (store: Store, id: string): Promise<KeptReceipt> => {
  const kept = await findReceipt(store, id);
  if (kept !== null) return kept;
  throw new Problem("not_found", `There is no receipt ${JSON.stringify(id.slice(0, 40))}.`);
};

/** Runs a receipt again on the rows that had landed then, and compares. */
export const verifyReceipt = async (
  store: Store,
  warehouse: Warehouse,
  landings: Landings,
  id: string,
): Promise<ReceiptVerification> => {
  const { receipt, again } = await takeReceipt(store, id);
  const results = await Promise.all(again.map((statement) => warehouse.query(statement, { lane: "background" })));
  const found = hashRows(results.map((result) => result.rows));
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
