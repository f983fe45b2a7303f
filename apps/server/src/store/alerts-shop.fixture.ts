/** A small shop whose alerts are tested: one rule of its own, everything else by default. */
export const shopYaml = `workspace: { id: shop, label: Corner shop }
calendar: { time_zone: Europe/Berlin }
people:
  - { id: ada, label: Ada, email: ada@example.org, digest: daily, alert_budget: 5 }
  - { id: bob, label: Bob }
datasets:
  - id: orders
    label: Orders
    time: ordered_at
    columns:
      ordered_at: { type: datetime, nullable: false }
      amount: { type: number }
      channel: { type: string }
    dimensions: [channel]
metrics:
  - { id: revenue, kind: simple, label: Revenue, unit: count, direction: up_is_good, dataset: orders, aggregation: sum, expression: amount }
  - { id: orders, kind: simple, label: Orders, unit: count, direction: up_is_good, dataset: orders, aggregation: count }
kpis:
  - id: revenue
    metric: revenue
    objective: The shop lives from it.
    owner: ada
    grain: day
    cadence: weekly
    timing: lagging
    target: { value: 100 }
    thresholds: { green: ">= 100", yellow: ">= 50 and < 100", red: "< 50" }
    action_when_red: Call a meeting.
    cannot_be_gamed_because: The bank counts.
  - id: orders
    metric: orders
    objective: The shop lives from it.
    owner: ada
    grain: day
    cadence: weekly
    timing: lagging
    target: { value: 100 }
    thresholds: { green: ">= 100", yellow: ">= 50 and < 100", red: "< 50" }
    action_when_red: Call a meeting.
    cannot_be_gamed_because: The bank counts.
alerts:
  - id: revenue_low
    kpi: revenue
    when: { on: threshold, value: "< 50", recovers: ">= 60" }
    channels: [hook]
    escalate: { after: 4h, to: bob }
`;
