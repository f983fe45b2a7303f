import type { Selectable, Transaction } from "kysely";
import type { Store } from "./store.ts";
import type { Tables } from "./tables.ts";

export type CurrentDefinition = Selectable<Tables["definition_current"]>;
export type DefinitionVersion = Selectable<Tables["definition_version"]>;
export type DefinitionFileRecord = Selectable<Tables["definition_file"]>;

type Reader = Store["db"] | Transaction<Tables>;

/** Rows per insert: below every engine's limit of bound values. */
const chunk = 500;

const inChunks = async <T>(rows: readonly T[], write: (part: readonly T[]) => Promise<unknown>): Promise<void> => {
  for (let start = 0; start < rows.length; start += chunk) await write(rows.slice(start, start + chunk));
};

/** The YAML files in force, by path. */
export const definitionFiles = (db: Reader): Promise<DefinitionFileRecord[]> =>
  db.selectFrom("definition_file").selectAll().orderBy("path").execute();

/** Every version of every definition ever applied, newest first within each. */
export const definitionVersions = (db: Reader): Promise<DefinitionVersion[]> =>
  db.selectFrom("definition_version").selectAll().orderBy("type").orderBy("id").orderBy("version", "desc").execute();

/** Every version of one definition, or of all of a type, oldest first. */
export const versionsOfType = (db: Reader, type: string, id?: string): Promise<DefinitionVersion[]> => {
  const query = db.selectFrom("definition_version").selectAll().where("type", "=", type);
  return (id === undefined ? query : query.where("id", "=", id)).orderBy("id").orderBy("version").execute();
};

/** Puts these files and definitions in force in place of all others, and keeps the new versions. */
export const replaceDefinitions = async (
  transaction: Transaction<Tables>,
  given: {
    files: readonly DefinitionFileRecord[];
    current: readonly CurrentDefinition[];
    versions: readonly DefinitionVersion[];
  },
): Promise<void> => {
  await transaction.deleteFrom("definition_file").execute();
  await transaction.deleteFrom("definition_current").execute();
  await inChunks(given.files, (rows) =>
    transaction
      .insertInto("definition_file")
      .values([...rows])
      .execute(),
  );
  await inChunks(given.current, (rows) =>
    transaction
      .insertInto("definition_current")
      .values([...rows])
      .execute(),
  );
  await inChunks(given.versions, (rows) =>
    transaction
      .insertInto("definition_version")
      .values([...rows])
      .execute(),
  );
};

/** Every version of one definition, newest first. */
export const versionsOf = (db: Reader, type: string, id: string): Promise<DefinitionVersion[]> =>
  db
    .selectFrom("definition_version")
    .selectAll()
    .where("type", "=", type)
    .where("id", "=", id)
    .orderBy("version", "desc")
    .execute();
