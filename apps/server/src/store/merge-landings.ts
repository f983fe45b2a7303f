import type { Store } from "./store.ts";

/** Landings of a dataset up to which nothing is merged: idempotency keys are kept as long as they cost nothing. */
const fewEnough = 10_000;

/** Landings looked at in one transaction, so that nobody waits long. */
const block = 5000;

const minute = 60_000;

const minuteOf = (landedAt: number): number => Math.floor(landedAt / minute);

interface Span {
  since: number;
  sequence: number;
  rows: number;
  landed_at: number;
  min_time: number | null;
  max_time: number | null;
}

const numberOrNull = (cell: number | null): number | null => (cell === null ? null : Number(cell));
const pick = (choose: (a: number, b: number) => number, a: number | null, b: number | null): number | null =>
  a === null || b === null ? (a ?? b) : choose(a, b);

const join = (a: Span, b: Span): Span => ({
  since: a.since,
  sequence: b.sequence,
  rows: a.rows + b.rows,
  landed_at: Math.max(a.landed_at, b.landed_at),
  min_time: pick(Math.min, a.min_time, b.min_time),
  max_time: pick(Math.max, a.max_time, b.max_time),
});

/** Spans of landings, in order of sequence, of one minute each. */
const byMinute = (landings: readonly Span[]): Span[] => {
  const spans: Span[] = [];
  for (const landing of landings) {
    const last = spans.at(-1);
    if (last !== undefined && minuteOf(last.landed_at) === minuteOf(landing.landed_at))
      spans[spans.length - 1] = join(last, landing);
    else spans.push(landing);
  }
  return spans;
};

const mergeBlock = async (
  store: Store,
  dataset: string,
  before: number,
  after: number,
): Promise<{ last: number; less: number }> => {
  const rows = await store.db
    .selectFrom("landing")
    .selectAll()
    .where("dataset", "=", dataset)
    .where("kind", "=", "push")
    .where("sequence", ">", after)
    .where("landed_at", "<", before)
    .orderBy("sequence")
    .limit(block)
    .execute();
  const landings = rows.map((row) => ({
    since: Number(row.since ?? row.sequence),
    sequence: Number(row.sequence),
    rows: Number(row.rows),
    landed_at: Number(row.landed_at),
    min_time: numberOrNull(row.min_time),
    max_time: numberOrNull(row.max_time),
  }));
  const spans = byMinute(landings);
  const last = landings.at(-1)?.sequence ?? after;
  if (spans.length === landings.length) return { last, less: 0 };
  await store.db.transaction().execute(async (transaction) => {
    await transaction
      .deleteFrom("landing")
      .where("dataset", "=", dataset)
      .where("kind", "=", "push")
      .where("sequence", ">", after)
      .where("sequence", "<=", last)
      .execute();
    const rest = { dataset, batch_key: null, kind: "push", source_fingerprint: null } as const;
    for (const span of spans)
      await transaction
        .insertInto("landing")
        .values({ ...rest, ...span })
        .execute();
  });
  return { last, less: landings.length - spans.length };
};

/**
 * Merges pushed landings from before an instant (epoch ms) into one for every minute, where a dataset has many of them. What had
 * landed by any whole minute stays what it was, and so does every sequence number; the keys of merged batches are forgotten.
 */
export const mergeLandings = async (store: Store, dataset: string, before: number): Promise<number> => {
  const found = await store.db
    .selectFrom("landing")
    .select(({ fn }) => fn.countAll().as("count"))
    .where("dataset", "=", dataset)
    .executeTakeFirst();
  if (Number(found?.count ?? 0) <= fewEnough) return 0;
  let [after, less] = [0, 0];
  for (;;) {
    const merged = await mergeBlock(store, dataset, before, after);
    if (merged.last === after) return less;
    after = merged.last;
    less += merged.less;
  }
};
