import type { Store } from "./store.ts";

/** How far a rollup has come; sequence numbers are those of landings. */
export interface RollupRecord {
  /** Name of its table. */
  name: string;
  dataset: string;
  /** Of what it holds; another one means another table. */
  signature: string;
  /** Null where the dimension has too many values for a rollup to help. */
  through: number | null;
  /** Landings up to this one can no longer be told apart. */
  since: number;
  /** The file whose rows it speaks of. */
  fileSequence: number | null;
  /** Times it was added to since its landings were last merged. */
  fills: number;
}

const numberOrNull = (value: number | null): number | null => (value === null ? null : Number(value));

/** Every rollup, by name of its table. */
export const allRollups = async ({ db }: Store): Promise<Map<string, RollupRecord>> => {
  const rows = await db.selectFrom("rollup").selectAll().execute();
  return new Map(
    rows.map(({ name, dataset, signature, through, since, file_sequence, fills }) => [
      name,
      {
        name,
        dataset,
        signature,
        through: numberOrNull(through),
        since: Number(since),
        fileSequence: numberOrNull(file_sequence),
        fills: Number(fills),
      },
    ]),
  );
};

/** Remembers how far a rollup has come. */
export const keepRollup = async ({ db }: Store, record: RollupRecord): Promise<void> => {
  const { name, dataset, signature, through, since, fileSequence: file_sequence, fills } = record;
  const values = { dataset, signature, through, since, file_sequence, fills };
  await db
    .insertInto("rollup")
    .values({ name, ...values })
    .onConflict((conflict) => conflict.column("name").doUpdateSet(values))
    .execute();
};

/** Forgets a rollup. */
export const forgetRollup = async ({ db }: Store, name: string): Promise<void> => {
  await db.deleteFrom("rollup").where("name", "=", name).execute();
};
