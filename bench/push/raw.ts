import { join } from "node:path";
import { datasetSchema } from "@sextant/model/dataset/dataset";
import { tableName } from "@sextant/semantic/sql/name";
import { createTable, tableColumns } from "@sextant/server/warehouse/dataset-table";
import { openWarehouse } from "@sextant/server/warehouse/warehouse";
import { withData } from "../server.ts";
import { batchRows, rowsOf } from "./workspace.ts";

const dataset = datasetSchema.parse({
  id: "events",
  label: "Events",
  time: "at",
  columns: {
    at: { type: "datetime", nullable: false },
    person: { type: "string" },
    kind: { type: "string" },
    amount: { type: "number" },
    n: { type: "integer" },
  },
});

/** Rows a second of the official client on the embedded engine: made rows, the same durable table, `size` rows an insert, one after another. */
export const rawInserts = (seconds: number, size: number): Promise<number> =>
  withData(async (data) => {
    const warehouse = await openWarehouse(`chdb:${join(data, "facts")}`);
    try {
      const table = tableName(dataset.id);
      await createTable(warehouse, dataset, table);
      const columns = [...tableColumns(dataset).keys()];
      const batches = Array.from({ length: 16 }, (_, batch) =>
        rowsOf(batch, Date.now()).map(({ at, ...rest }) => {
          const time = String(at).slice(0, 23).replace("T", " ");
          return [time, ...Object.values(rest), time, batch];
        }),
      );
      const started = performance.now();
      let rows = 0;
      for (let turn = 0; performance.now() - started < seconds * 1000; turn += size / batchRows) {
        const values = Array.from({ length: size / batchRows }, (_, at) => batches[(turn + at) % 16] ?? []).flat();
        await warehouse.insert(table, values, { columns });
        rows += values.length;
      }
      return (rows * 1000) / (performance.now() - started);
    } finally {
      await warehouse.close();
    }
  });
