/** A small airline: rows by file and by push, in a zone with summer time, under a pinned clock. */
export const trips = (source: string, columns = "", asOf = "2024-04-15T00:00"): Record<string, string> => ({
  "workspace.yaml": `workspace: { id: air, label: Small airline, as_of: "${asOf}" }
calendar: { time_zone: Europe/Berlin }
people:
  - { id: ada, label: Ada }
`,
  "datasets.yaml": `datasets:
  - id: trips
    label: Trips
    ${source === "" ? "" : `source: { file: ${source} }`}
    time: departed
    columns:
      departed: { type: datetime, nullable: false }
      id: { type: integer, nullable: false }
      delay: { type: number }
      origin: { type: string }
      ${columns}
    dimensions: [origin]
    stale_after: 60d
`,
  "metrics.yaml": `metrics:
  - { id: trip_count, kind: simple, label: Trips, unit: count, direction: up_is_good, dataset: trips, aggregation: count }
  - { id: trip_ids, kind: simple, label: Trip ids, unit: count, direction: up_is_good, dataset: trips, aggregation: count_distinct, expression: id }
  - { id: mean_delay, kind: simple, label: Mean delay, unit: minutes, direction: down_is_good, dataset: trips, aggregation: average, expression: delay }
  - { id: late_trips, kind: simple, label: Late trips, unit: count, direction: down_is_good, dataset: trips, aggregation: count, where: delay >= 15 }
  - { id: late_share, kind: ratio, label: Late share, unit: percent, direction: down_is_good, numerator: late_trips, denominator: trip_count }
`,
  "kpis.yaml": `kpis:
  - id: trips
    metric: trip_count
    objective: Trips are the product.
    owner: ada
    grain: week
    cadence: weekly
    timing: lagging
    thresholds: { green: ">= 10", yellow: ">= 5 and < 10", red: "< 5" }
    action_when_red: Find out why.
    guardrails: [late]
  - id: late
    metric: late_share
    objective: Late trips cost customers.
    owner: ada
    grain: week
    cadence: weekly
    timing: lagging
    thresholds: { green: "<= 20%", yellow: "> 20% and <= 40%", red: "> 40%" }
    action_when_red: Add buffer.
    guardrails: [trips]
  - id: delay
    metric: mean_delay
    objective: Delay is felt.
    owner: ada
    grain: month
    cadence: monthly
    timing: lagging
    current_period: to_date_like_for_like
    target: { value: 10, provenance: Plan }
    action_when_red: Add buffer.
    guardrails: [trips]
dashboards:
  - { id: air, label: Air, grain: week, kpis: [trips, late, delay] }
`,
});

export interface Trip {
  departed: string;
  id: number;
  delay: number | null;
  origin: string | null;
}

/** Trips on fixed pseudo-random days of January to mid April 2024, the night of the lost hour among them. */
export const someTrips = (count: number, from = 0): Trip[] =>
  Array.from({ length: count }, (_, index) => {
    const id = from + index;
    const minute = (id * 7_919) % (104 * 1440);
    const departed = new Date(Date.UTC(2024, 0, 1) + minute * 60_000).toISOString().slice(0, 16);
    return {
      departed,
      id,
      delay: id % 11 === 0 ? null : ((id * 31) % 60) - 10,
      origin: ["BER", "MUC", "כִּנֶּרֶת", null][id % 4] ?? null,
    };
  });

export const asNdjson = (rows: readonly object[]): string => rows.map((row) => JSON.stringify(row)).join("\n");

export const asCsv = (rows: readonly Trip[]): string =>
  [
    "departed,id,delay,origin",
    ...rows.map((row) => [row.departed, row.id, row.delay ?? "", row.origin ?? ""].join(",")),
  ].join("\n");
