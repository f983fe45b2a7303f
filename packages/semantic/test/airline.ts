import type { Catalog } from "@sextant/model/definition/catalog";
import { readWorkspace, type WorkspaceFile } from "../src/read/read.ts";

/** The smallest sound workspace the tests build on: flights and bookings of an airline. */
export const airlineYaml = `workspace:
  id: airline
  label: Airline
calendar:
  time_zone: America/New_York
people:
  - id: ada
    label: Ada Vance
org_units:
  - id: operations
    label: Operations
    level: company
datasets:
  - id: flights
    label: Flights
    time: departure
    columns:
      departure: { type: datetime, nullable: false }
      delay: { type: integer }
      distance: { type: integer }
      fuel: { type: number }
      fare: { type: decimal }
      cancelled: { type: boolean }
      origin: { type: string }
      destination: { type: string }
    dimensions: [origin, destination, cancelled]
    lag: 6h
  - id: bookings
    label: Bookings
    time: day
    columns:
      day: { type: date }
      seats: { type: integer, nullable: false }
      origin: { type: string }
    dimensions: [origin]
metrics:
  - { id: flights_flown, label: Flights flown, kind: simple, dataset: flights, aggregation: count, direction: up_is_good, unit: count }
  - { id: on_time_flights, label: On-time flights, kind: simple, dataset: flights, aggregation: count, where: delay < 15 }
  - id: on_time_rate
    label: On-time rate
    kind: ratio
    unit: percent
    direction: up_is_good
    numerator: on_time_flights
    denominator: flights_flown
  - id: morning_rate
    label: Morning on-time rate
    kind: ratio
    unit: percent
    direction: up_is_good
    numerator: { metric: on_time_flights, where: hour(departure) < 10 }
    denominator: { metric: flights_flown, where: hour(departure) < 10 }
  - { id: mean_delay, label: Mean delay, kind: simple, dataset: flights, aggregation: average, expression: delay, unit: minutes, direction: down_is_good }
  - { id: p90_delay, label: Delay at the 90th percentile, kind: simple, dataset: flights, aggregation: percentile, percentile: 0.9, expression: delay, unit: minutes }
  - { id: median_delay, label: Median delay, kind: simple, dataset: flights, aggregation: median, expression: delay, unit: minutes }
  - { id: least_delay, label: Least delay, kind: simple, dataset: flights, aggregation: min, expression: delay, unit: minutes }
  - { id: worst_delay, label: Worst delay, kind: simple, dataset: flights, aggregation: max, expression: delay, unit: minutes }
  - { id: miles, label: Miles flown, kind: simple, dataset: flights, aggregation: sum, expression: distance, unit: miles }
  - { id: fuel_used, label: Fuel used, kind: simple, dataset: flights, aggregation: sum, expression: fuel }
  - { id: revenue, label: Revenue, kind: simple, dataset: flights, aggregation: sum, expression: fare, unit: usd }
  - { id: severe_delays, label: Severe delays, kind: simple, dataset: flights, aggregation: sum_boolean, expression: delay >= 60 }
  - { id: routes, label: Routes served, kind: simple, dataset: flights, aggregation: count_distinct, expression: [origin, destination] }
  - { id: airports, label: Airports served, kind: simple, dataset: flights, aggregation: count_distinct, expression: origin, where: not cancelled }
  - { id: late_rate, label: Late rate, kind: derived, expression: 1 - on_time_rate, unit: percent }
  - { id: seats_booked, label: Seats booked, kind: simple, dataset: bookings, aggregation: sum, expression: seats }
  - { id: seats_per_flight, label: Seats per flight, kind: ratio, numerator: seats_booked, denominator: flights_flown }
  - { id: load, label: Load, kind: derived, expression: seats_booked - flights_flown }
  - { id: lateness_index, label: Lateness index, kind: derived, expression: 'coalesce(late_rate, 0) * 100 + greatest(load, 0)' }
kpis:
  - id: on_time
    metric: on_time_rate
    objective: Passengers make their connections.
    owner: ada
    org_unit: operations
    cadence: weekly
    timing: lagging
    target: { value: 80%, provenance: Last year's best quarter. }
    thresholds: { green: ">= 80%", yellow: 70% <= x < 80%, red: < 70% }
    action_when_red: Open the turnaround log.
    guardrails: [flown]
  - id: morning
    metric: morning_rate
    objective: A late morning makes a late day.
    owner: ada
    cadence: daily
    timing: leading
    leads: [on_time, flown]
    target: { value: 85% }
    action_when_red: Call the hub.
    cannot_be_gamed_because: Departures are stamped by the tower.
  - id: flown
    metric: flights_flown
    objective: We fly what we sold.
    owner: ada
    cadence: weekly
    timing: lagging
    target: { value: 120000 }
    action_when_red: Look at cancellations.
    guardrails: [on_time]
dashboards:
  - id: control
    label: Operations control
    kpis: [on_time, morning, flown]
`;

/** Reads workspace files that must be sound. */
export const soundCatalog = (
  files: readonly WorkspaceFile[] = [{ path: "airline.yaml", text: airlineYaml }],
): Catalog => {
  const { catalog, findings } = readWorkspace(files);
  if (catalog === null)
    throw new Error(
      JSON.stringify(
        findings.filter(({ severity }) => severity === "error"),
        null,
        2,
      ),
    );
  return catalog;
};
