import type { DriftRecord, IdentityBreak } from "@sextant/model/definition/drift";
import type { IdentityTest } from "@sextant/model/metric/identity";
import type { DriftChange, Drifts } from "../store/drift.ts";

const keyOf = (metric: string, equals: string): string => JSON.stringify([metric, equals]);

const isBreak = (record: DriftRecord): record is IdentityBreak => record.reason === "identity";

/** The record of an identity's latest fault; null when it held in every period tested. */
const breakOf = (tests: readonly IdentityTest[], since: number): IdentityBreak | null => {
  const faults = tests.flatMap((test) => test.faults.map((fault) => ({ test, fault })));
  const [latest] = faults.sort((a, b) => b.fault.end - a.fault.end);
  if (latest === undefined) return null;
  const { periodKey, value, wanted, allowed } = latest.fault;
  const { metric, equals, grain, tested, faults: all } = latest.test;
  return {
    reason: "identity",
    type: "metric",
    id: metric,
    input: equals,
    grain,
    periodKey,
    value,
    wanted,
    difference: value - wanted,
    allowed,
    broken: all.length,
    tested,
    since,
  };
};

/** What tests of identities change in the kept drifts: breaks put, mended ones removed; what could not be tested stays as it was. */
const identityChange = (tests: readonly IdentityTest[], kept: readonly DriftRecord[], now: number): DriftChange => {
  const before = new Map(kept.filter(isBreak).map((record) => [keyOf(record.id, record.input), record]));
  const put: IdentityBreak[] = [];
  const remove: IdentityBreak[] = [];
  for (const [key, own] of Map.groupBy(tests, ({ metric, equals }) => keyOf(metric, equals))) {
    const known = before.get(key);
    const found = breakOf(own, known?.since ?? now);
    if (found !== null && JSON.stringify(found) !== JSON.stringify(known)) put.push(found);
    if (found === null && known !== undefined && own.some(({ tested }) => tested > 0)) remove.push(known);
  }
  return { put, remove };
};

/** Keeps what came of testing identities; gives the metrics that drifted anew or no longer, by `type:id`. */
export const recordIdentities = async (
  tests: readonly IdentityTest[],
  drifts: Drifts,
  now: number,
): Promise<string[]> => {
  const known = new Set(
    drifts
      .list()
      .filter(isBreak)
      .map(({ id, input }) => keyOf(id, input)),
  );
  const change = identityChange(tests, drifts.list(), now);
  await drifts.change(change);
  const fresh = change.put.filter(({ id, input }) => !known.has(keyOf(id, input)));
  return [...new Set([...fresh, ...change.remove].map(({ type, id }) => `${type}:${id}`))];
};
