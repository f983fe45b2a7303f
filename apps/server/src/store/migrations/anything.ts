import type { Kysely } from "kysely";

/** A store whose tables are not known yet. */
export type Anything = Kysely<unknown>;

/** What the store runs on. */
export type Dialect = "sqlite" | "postgres";
