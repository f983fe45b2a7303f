import { inOrder, type Line } from "./panels.ts";

/** What a statement over one table gives: start of the period (epoch ms), slice or "", then the KPIs of that table. */
export type TableRow = readonly unknown[];

/** Lines of a panel from the rows of both tables; both have every period and slice. */
export const joinTables = (events: readonly TableRow[], orders: readonly TableRow[]): Line[] => {
  const keyOf = ([period, slice]: TableRow): string => `${String(period)} ${String(slice)}`;
  const byKey = new Map(orders.map((row) => [keyOf(row), row.slice(2).map(Number)]));
  return inOrder(
    events.map((row): Line => {
      const [period, slice, ...values] = row;
      return [Number(period), String(slice), ...values.map(Number), ...(byKey.get(keyOf(row)) ?? [])];
    }),
  );
};
