import { z } from "zod";
import type { WarehouseRows } from "./warehouse.ts";

const answerSchema = z.object({
  meta: z.array(z.object({ name: z.string(), type: z.string() })),
  data: z.array(z.array(z.unknown())),
  statistics: z.object({ elapsed: z.number(), rows_read: z.number(), bytes_read: z.number() }),
});

/** Reads an answer in the engine's JSONCompact format; throws when it is not exactly one whole answer. */
export const readRows = (text: string): WarehouseRows => {
  const { meta, data, statistics } = answerSchema.parse(JSON.parse(text));
  return {
    columns: meta.map((column) => column.name),
    rows: data,
    rowsRead: statistics.rows_read,
    bytesRead: statistics.bytes_read,
    elapsedMs: statistics.elapsed * 1000,
  };
};
