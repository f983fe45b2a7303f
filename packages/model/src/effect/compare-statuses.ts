import type { PeriodStatus } from "../standing/replay.ts";
import type { Status } from "../standing/status.ts";

/** A past period that would have had another status. */
export interface StatusMove {
  periodKey: string;
  from: Status;
  to: Status;
}

/** What a change of definitions does to the past statuses of one KPI. */
export interface StatusEffect {
  /** Periods judged under both versions. */
  periods: number;
  /** Those with another status, ascending. */
  changes: StatusMove[];
}

/** Sets the statuses of past periods under two versions of the definitions side by side; periods only one side judges are left out. */
export const compareStatuses = (before: readonly PeriodStatus[], after: readonly PeriodStatus[]): StatusEffect => {
  const earlier = new Map(before.map(({ periodKey, status }) => [periodKey, status]));
  const pairs = after.flatMap(({ periodKey, status }): StatusMove[] => {
    const from = earlier.get(periodKey);
    return from === undefined ? [] : [{ periodKey, from, to: status }];
  });
  return { periods: pairs.length, changes: pairs.filter(({ from, to }) => from !== to) };
};
