import type { Catalog } from "@sextant/model/definition/catalog";
import { airlineYaml, soundCatalog } from "./airline.ts";
import { enteredYaml } from "./entered.ts";
import { subscriptionsYaml } from "./subscriptions.ts";

/** Metrics over the airline that look at other stretches of time than the period. */
const overTimeYaml = `metrics:
  - { id: miles_28_days, label: Miles of the last 28 days, kind: cumulative, metric: miles, window: 28 days, unit: miles }
  - { id: on_time_quarter, label: On-time rate of the quarter, kind: cumulative, metric: on_time_rate, to_date: quarter, unit: percent }
  - { id: routes_12_weeks, label: Routes of the last 12 weeks, kind: cumulative, metric: routes, window: 12 weeks }
  - id: miles_growth
    label: Growth of miles
    kind: derived
    expression: (miles - last_year) / last_year
    inputs: { last_year: { metric: miles, offset: previous_year } }
  - id: miles_28_change
    label: Change of the last 28 days against 52 weeks ago
    kind: derived
    expression: miles_28_days - before
    inputs: { before: { metric: miles_28_days, offset: 52 weeks } }
  - { id: miles_then, label: Miles 52 weeks ago, kind: derived, expression: earlier, inputs: { earlier: { metric: miles, offset: 52 weeks } } }
  - { id: miles_then_28_days, label: Miles 52 weeks ago over 28 days, kind: cumulative, metric: miles_then, window: 28 days }
  - { id: previous_delay, label: Mean delay of the period before, kind: derived, expression: before, inputs: { before: { metric: mean_delay, offset: previous_period } } }
`;

/** The airline with metrics of every kind. */
export const everyKind = (): Catalog =>
  soundCatalog([
    { path: "airline.yaml", text: airlineYaml },
    { path: "over-time.yaml", text: overTimeYaml },
    { path: "subscriptions.yaml", text: subscriptionsYaml },
    { path: "entered.yaml", text: enteredYaml },
  ]);
