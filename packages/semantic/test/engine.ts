import { createClient } from "@clickhouse/client";
import type { Catalog } from "@sextant/model/definition/catalog";
import { createChdbConnection } from "chdb/connection";
import { compile, type Statement } from "../src/compile.ts";
import type { Question } from "../src/question.ts";
import { readSeries, type SeriesRow } from "../src/series.ts";
import { columnType, quoteIdentifier, tableName } from "../src/sql/name.ts";

/** A row of a dataset; `_at` is epoch milliseconds. */
export interface FactRow {
  _at: number;
  _sequence?: number;
  [column: string]: string | number | boolean | null | undefined;
}

/** A real engine in memory, with a table for every dataset of a catalog. */
export const openEngine = async (catalog: Catalog) => {
  const client = createClient({ connection: createChdbConnection({ path: ":memory:" }) as never });
  for (const dataset of catalog.datasets.values()) {
    const columns = Object.entries(dataset.columns).map(([name, column]) => {
      const type = columnType({ ...column, nullable: column.nullable && name !== dataset.time });
      return `${quoteIdentifier(name)} ${type}`;
    });
    const all = [...columns, "`_at` DateTime64(3, 'UTC')", "`_sequence` UInt64"].join(", ");
    await client.command({ query: `CREATE TABLE ${tableName(dataset.id)} (${all}) ENGINE = MergeTree ORDER BY _at` });
  }
  const query = async (sql: string, parameters: Record<string, unknown> = {}): Promise<unknown[][]> => {
    const answer = await client.query({ query: sql, query_params: parameters, format: "JSONCompactEachRow" });
    return answer.json();
  };
  return {
    query,
    /** Replaces the rows of a dataset. */
    fill: async (dataset: string, rows: readonly FactRow[]): Promise<void> => {
      await client.command({ query: `TRUNCATE TABLE ${tableName(dataset)}` });
      if (rows.length === 0) return;
      const values = rows.map((row) => {
        const at = new Date(row._at).toISOString().replace("T", " ").replace("Z", "");
        return { ...(dataset === "flights" ? { departure: at } : {}), ...row, _at: at, _sequence: row._sequence ?? 1 };
      });
      await client.insert({ table: tableName(dataset), values, format: "JSONEachRow" });
    },
    run: (statement: Statement): Promise<unknown[][]> => query(statement.sql, statement.parameters),
    /** Every value of a question that must be sound. */
    ask: async (question: Question): Promise<SeriesRow[]> => {
      const { statements, findings } = compile(question, catalog);
      if (findings.length > 0) throw new Error(JSON.stringify(findings));
      const answers: SeriesRow[] = [];
      for (const statement of statements) {
        answers.push(...readSeries(question, statement, await query(statement.sql, statement.parameters)));
      }
      return answers;
    },
    close: (): Promise<void> => client.close(),
  };
};
