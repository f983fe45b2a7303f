import { alertRuleSchema } from "@sextant/model/alert/rule";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { Observation } from "@sextant/model/series/observation";
import type { JudgeInput } from "@sextant/model/standing/input";
import { readWorkspace } from "@sextant/semantic/read/read";
import { randomSource } from "@sextant/statistics/random/random";
import { describe, expect, it } from "vitest";
import { shopYaml } from "../../store/alerts-shop.fixture.ts";
import type { MarkedEvent } from "./quiet-history.ts";
import { replayRule } from "./replay.ts";

const day = 86_400_000;
const first = Date.UTC(2024, 0, 1);
const shop = ((): Catalog => {
  const { catalog } = readWorkspace([{ path: "shop.yaml", text: shopYaml }]);
  if (catalog === null) throw new Error("the shop is not sound");
  return catalog;
})();

const inputOf = (values: readonly number[]): JudgeInput => ({
  observations: values.map(
    (value, index): Observation => ({
      ...{ periodKey: new Date(first + index * day).toISOString().slice(0, 10), start: first + index * day },
      ...{ end: first + (index + 1) * day, value, numerator: null, denominator: null, sampleSize: 10 },
      ...{ presence: "value", settled: true, current: false },
    }),
  ),
  ...{
    direction: "up_is_good",
    bands: null,
    target: null,
    controlLimits: null,
    guardrails: [],
    previous: null,
    override: null,
  },
  rule: { hysteresis: 0, persistence: null, minimumSample: 0 },
  freshness: { watermark: first + 5000 * day, covered: first + 5000 * day, staleAfter: day, broken: null },
  ...{ currentMode: "complete_only", now: first + 4000 * day, format: String },
});
const ruleOf = (more: Record<string, unknown>) => alertRuleSchema.parse({ id: "r", kpi: "revenue", ...more });
const replay = (
  values: readonly number[],
  rule: Record<string, unknown>,
  events: readonly MarkedEvent[] = [],
  wanted = 1,
) => replayRule(ruleOf(rule), shop, { input: inputOf(values), events, wanted });

const source = randomSource(11);
const noise = Array.from({ length: 730 }, () => source.normal());
/** Beyond two deviations on one side: one value in 44. */
const above = { when: { on: "threshold", value: "> 2" } };

describe("the replay of a rule on history", () => {
  it("counts the alerts it would have told, each with its state", () => {
    const { fired, periods } = replay([0, 3, 3, 0, 3], above);
    expect(fired).toBe(2);
    expect(periods.map(({ state }) => state)).toEqual(["normal", "alerting", "alerting", "normal", "alerting"]);
  });

  it("promises the false alarms that independent values have: the share that crosses, times the share that comes back", () => {
    const share = noise.filter((value) => value > 2).length / noise.length;
    const { falsePerQuarter } = replay(noise, above);
    const expected = (365.25 / 4) * share * (1 - share);
    expect(Math.abs((falsePerQuarter ?? 0) / expected - 1)).toBeLessThan(0.15);
  });

  it("suggests the shortest wait with at most the wanted false alarms, and says what it costs", () => {
    const { settings, suggested } = replay(noise, above, [], 0.2);
    const rates = settings.map(({ falsePerQuarter }) => falsePerQuarter);
    expect(rates[0]).toBeGreaterThan(0.2);
    expect(suggested).toBe(2);
    expect(rates).toEqual(rates.toSorted((a, b) => b - a));
  });

  it("says how long it took to see a marked event, and leaves it out of the quiet history", () => {
    const values = [...noise.slice(0, 600), 1, 1, 9, 9, 9, 9, ...noise.slice(606)];
    const event = { at: first + 600 * day, until: first + 606 * day, label: "Outage" };
    const seen = replay(values, { ...above, pending: "2 periods" }, [event]);
    expect(seen.events).toMatchObject([{ label: "Outage", delay: 4 }]);
    expect(seen.quiet).toBe(values.length - 7);
    const rate = (one: readonly MarkedEvent[]) =>
      replay(values, { when: { on: "threshold", value: "> 8" } }, one).falsePerQuarter;
    expect([rate([event]), (rate([]) ?? 0) > 0]).toEqual([0, true]);
  });

  it("is the same every time", () => {
    expect(replay(noise, above)).toEqual(replay(noise, above));
  });

  it("promises nothing from a history that is too short", () => {
    expect(replay([0, 3, 0], above)).toMatchObject({ falsePerQuarter: null, suggested: null, fired: 1 });
  });
});
