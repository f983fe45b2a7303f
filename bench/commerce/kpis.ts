/** A KPI as someone writes it by hand: over the rows of its table, and over the columns of the rollup in `rollup-by-hand.ts`. */
interface ByHand {
  table: "events" | "orders";
  raw: string;
  rollup: string;
}

/** The KPIs of the dashboard, in the order of the columns of every answer. */
export const kpisByHand = {
  active_users: { table: "events", raw: "uniqExact(user_id)", rollup: "groupBitmapMerge(users)" },
  p90_duration: {
    table: "events",
    raw: "quantileExactInclusive(0.9)(duration_ms)",
    rollup: "quantileExactInclusiveMerge(0.9)(durations)",
  },
  visits: { table: "events", raw: "countIf(kind = 'visit')", rollup: "sum(visits)" },
  signup_rate: {
    table: "events",
    raw: "countIf(kind = 'signup') / countIf(kind = 'visit')",
    rollup: "sum(signups) / sum(visits)",
  },
  revenue: { table: "events", raw: "sum(revenue)", rollup: "sum(revenue)" },
  orders: { table: "orders", raw: "count()", rollup: "sum(orders)" },
  average_order: { table: "orders", raw: "avg(amount)", rollup: "sum(amount) / sum(orders)" },
  refund_rate: { table: "orders", raw: "countIf(refunded) / count()", rollup: "sum(refunds) / sum(orders)" },
} as const satisfies Record<string, ByHand>;

/** Id of a KPI of the dashboard. */
export type KpiId = keyof typeof kpisByHand;

export const allKpis = Object.keys(kpisByHand) as KpiId[];

/** Sums, counts and ratios of them: what a rollup holds as plain numbers. */
export const additiveKpis = allKpis.filter((id) => id !== "active_users" && id !== "p90_duration");

/** Tables the KPIs are read from. */
export const tables = ["events", "orders"] as const;
export type Table = (typeof tables)[number];

/** The columns of a statement by hand for those of some KPIs that a table has. */
export const columnsOf = (table: Table, from: "raw" | "rollup", kpis: readonly KpiId[]): string =>
  kpis
    .filter((id) => kpisByHand[id].table === table)
    .map((id) => `${kpisByHand[id][from]} AS kpi_${id}`)
    .join(",\n  ");
