/** A small airport: one dataset that rows are pushed to, a share of it with target, thresholds and guardrail, and a count. */
export const airport: Record<string, string> = {
  "workspace.yaml": `workspace: { id: airport, label: Small airport, as_of: "2001-05-16T12:00" }
calendar: { time_zone: America/New_York }
people:
  - { id: ines, label: Ines Laurent }
`,
  "datasets.yaml": `datasets:
  - id: flights
    label: Flights
    time: departure
    columns:
      departure: { type: datetime, nullable: false }
      delay: { type: integer }
      origin: { type: string }
    dimensions: [origin]
    stale_after: 30d
`,
  "metrics.yaml": `metrics:
  - { id: flown, kind: simple, label: Flights flown, unit: count, direction: up_is_good, dataset: flights, aggregation: count }
  - { id: punctual, kind: simple, label: Flights on time, unit: count, direction: up_is_good, dataset: flights, aggregation: count, where: delay < 15 }
  - { id: on_time_rate, kind: ratio, label: On-time rate, unit: percent, direction: up_is_good, numerator: punctual, denominator: flown }
`,
  "kpis.yaml": `kpis:
  - id: on_time
    metric: on_time_rate
    objective: Passengers who arrive on time come back.
    owner: ines
    level: company
    grain: week
    cadence: weekly
    timing: lagging
    target: { value: 80%, provenance: Plan }
    thresholds: { green: ">= 80%", yellow: ">= 75% and < 80%", red: "< 75%" }
    action_when_red: Call the three worst stations the same day.
    guardrails: [flights]
  - id: flights
    metric: flown
    objective: Cancelling flights is the easiest way to look punctual.
    owner: ines
    level: company
    grain: week
    cadence: weekly
    timing: lagging
    target: { value: 40, provenance: Schedule }
    thresholds: { green: ">= 40", yellow: ">= 30 and < 40", red: "< 30" }
    action_when_red: Release stand-by aircraft.
    guardrails: [on_time]
dashboards:
  - { id: control, label: Control, grain: week, kpis: [on_time, flights] }
`,
};

const day = 86_400_000;
const origins = ["ORD", "DFW", "ATL"] as const;

/** Flights from 1 January to the morning of 16 May 2001 as CSV: six a day, later ones late, none on 5 to 18 February. */
export const flightRows = (): string => {
  const lines = ["departure,delay,origin"];
  for (let index = 0; index < 135; index += 1) {
    const date = new Date(Date.UTC(2001, 0, 1) + index * day).toISOString().slice(0, 10);
    if (date >= "2001-02-05" && date < "2001-02-19") continue;
    for (let flight = 0; flight < 6; flight += 1) {
      const isLate = (index * 7 + flight * 5) % 9 < 2;
      lines.push(`${date}T${String(6 + flight).padStart(2, "0")}:00:00,${isLate ? 40 : 3},${origins[flight % 3]}`);
    }
  }
  return lines.join("\n");
};
