import { z } from "zod";
import { filesSchema, filesTraits } from "./kinds/files.ts";
import { mysqlSchema, mysqlTraits } from "./kinds/mysql.ts";
import { postgresSchema, postgresTraits } from "./kinds/postgres.ts";
import { sqliteSchema, sqliteTraits } from "./kinds/sqlite.ts";
import { urlSchema, urlTraits } from "./kinds/url.ts";
import type { SourceTraits } from "./traits.ts";

/** A connection or feed that data comes from. */
export const sourceSchema = z.discriminatedUnion("kind", [
  postgresSchema,
  mysqlSchema,
  sqliteSchema,
  filesSchema,
  urlSchema,
]);
export type Source = z.infer<typeof sourceSchema>;
export type SourceKind = Source["kind"];
/** A source of one kind. */
export type SourceOf<Kind extends SourceKind> = Extract<Source, { kind: Kind }>;

const traits = {
  postgres: postgresTraits,
  mysql: mysqlTraits,
  sqlite: sqliteTraits,
  files: filesTraits,
  url: urlTraits,
} as const satisfies Record<SourceKind, SourceTraits>;

/** The traits of a source's kind. */
export const sourceTraits = (source: Source): SourceTraits => traits[source.kind];
