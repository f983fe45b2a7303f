import { expect, it } from "vitest";
import { airlineYaml, soundCatalog } from "../test/airline.ts";
import { scalesWithPeriod } from "./scale.ts";

const more = `  - { id: profit, label: Profit, kind: derived, expression: revenue - fuel_used * 2 }
  - { id: fare, label: Fare, kind: derived, expression: revenue / flights_flown }
  - { id: profit_in_thousands, label: Profit, kind: derived, expression: profit / 1000 }
`;
const catalog = soundCatalog([{ path: "a.yaml", text: airlineYaml.replace("kpis:\n", `${more}kpis:\n`) }]);

it.each([
  ["flights_flown", true],
  ["routes", true],
  ["profit", true],
  ["profit_in_thousands", true],
  ["load", true],
  ["on_time_rate", false],
  ["late_rate", false],
  ["mean_delay", false],
  ["worst_delay", false],
  ["fare", false],
  ["nonesuch", false],
])("whether a longer period makes %s larger: %s", (metric, scales) => {
  expect(scalesWithPeriod(metric, catalog)).toBe(scales);
});
