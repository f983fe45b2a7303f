import type { Source, SourceKind, SourceOf } from "@sextant/model/source/source";
import type { Connect, Connector, Means } from "./connector.ts";
import { connectMysql } from "./mysql.ts";
import { connectPostgres } from "./postgres.ts";
import { connectSqlite } from "./sqlite.ts";
import { connectUrl } from "./url.ts";

/** Kinds whose rows are read as tables; folders are read file by file (`folder.ts`). */
type TableKind = Exclude<SourceKind, "files">;

const connects = {
  postgres: connectPostgres,
  mysql: connectMysql,
  sqlite: connectSqlite,
  url: connectUrl,
} satisfies { [Kind in TableKind]: Connect<SourceOf<Kind>> };

/** Connects to a source that has tables. Throws source_unreadable. */
export const connectTo = (source: SourceOf<TableKind>, means: Means): Promise<Connector> =>
  // The table gives every kind the connector of its own definition; the compiler cannot follow the pair.
  (connects[source.kind] as Connect)(source, means);

/** Whether a source is read file by file. */
export const isFolder = (source: Source): source is SourceOf<"files"> => source.kind === "files";
