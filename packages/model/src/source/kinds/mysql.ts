import { z } from "zod";
import { databaseBase, portSchema } from "../base.ts";
import type { SourceTraits } from "../traits.ts";

/** A MySQL or MariaDB database, read only. */
export const mysqlSchema = z.strictObject({
  ...databaseBase,
  kind: z.literal("mysql"),
  port: portSchema(3306),
});
export type MysqlSource = z.infer<typeof mysqlSchema>;

export const mysqlTraits = {
  reads: "tables",
  secret: "optional",
  names: "table",
  cursor: true,
} as const satisfies SourceTraits;
