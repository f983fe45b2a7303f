import { join } from "node:path";
import type { Warehouse } from "@sextant/server/warehouse/warehouse";
import { eventsSql, ordersSql, type Size, whole } from "./generate.ts";

/** Writes `events.parquet` and `orders.parquet` into a folder: the rows that `landAll` lands, for programs that read files. */
export const writeParquet = async (warehouse: Warehouse, folder: string, size: Size): Promise<void> => {
  const files = { events: eventsSql(whole(size.events)), orders: ordersSql(whole(size.orders)) };
  for (const [name, sql] of Object.entries(files)) {
    const path = join(folder, `${name}.parquet`);
    await warehouse.command({
      sql: `INSERT INTO FUNCTION file({path:String}, 'Parquet') ${sql}`,
      parameters: { path },
    });
  }
};
