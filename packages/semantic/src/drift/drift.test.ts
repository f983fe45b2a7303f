import type { IdentityBreak } from "@sextant/model/definition/drift";
import { describe, expect, it } from "vitest";
import { airlineYaml, soundCatalog } from "../../test/airline.ts";
import { driftedOf } from "./drifted.ts";
import { upstreamAfter } from "./upstream.ts";

const edited = (from: string, to: string) => {
  const text = airlineYaml.replace(from, to);
  expect(text).not.toBe(airlineYaml);
  return soundCatalog([{ path: "a.yaml", text }]);
};
const before = soundCatalog();
const versions = () => ({ from: 1, to: 2 });
const names = (records: readonly { type: string; id: string; input: string }[]) =>
  records.map(({ type, id, input }) => `${type} ${id} on ${input}`);

describe("a metric re-versioned upstream (K5)", () => {
  const after = edited("where: delay < 15", "where: delay < 16");
  const drifts = upstreamAfter({ before, after, versions, at: 5 }, []);

  it("flags what stands on it and was not changed itself", () => {
    expect(names(drifts)).toEqual([
      "metric on_time_rate on on_time_flights",
      "metric morning_rate on on_time_flights",
      "metric late_rate on on_time_rate",
      "metric lateness_index on late_rate",
      "kpi on_time on on_time_rate",
      "kpi morning on morning_rate",
    ]);
    expect(drifts[0]).toMatchObject({ from: 1, to: 2, since: 5 });
  });

  it("is no drift of definitions that are new, or of the first ones", () => {
    expect(upstreamAfter({ before: null, after, versions, at: 5 }, [])).toEqual([]);
  });

  it("is kept by a later change elsewhere, with when it began", () => {
    const later = upstreamAfter({ before: after, after, versions, at: 9 }, drifts);
    expect(later).toEqual(drifts);
  });

  it("ends where the definition itself is edited", () => {
    const text = airlineYaml.replace("where: delay < 15", "where: delay < 16").replace("value: 85%", "value: 86%");
    const next = soundCatalog([{ path: "a.yaml", text }]);
    expect(names(upstreamAfter({ before: after, after: next, versions, at: 9 }, drifts))).not.toContain(
      "kpi morning on morning_rate",
    );
  });

  it("ends everywhere when the change is taken back", () => {
    expect(upstreamAfter({ before: after, after: before, versions, at: 9 }, drifts)).toEqual([]);
  });

  it("is not a change of words", () => {
    expect(upstreamAfter({ before, after: edited("label: On-time rate", "label: P"), versions, at: 5 }, [])).toEqual(
      [],
    );
  });
});

describe("which definitions drifted", () => {
  it("is nothing while nothing is known to have changed", () => {
    expect(driftedOf(before, [], []).size).toBe(0);
  });

  it("is every metric that reads a column that is gone, through others as well, and their KPIs", () => {
    const column = { dataset: "flights", column: "delay", kind: "gone" as const, sentence: "It is gone." };
    const drifted = driftedOf(before, [], [column]);
    expect([...drifted.keys()]).toEqual(
      expect.arrayContaining(["metric:mean_delay", "metric:on_time_rate", "metric:late_rate", "kpi:on_time"]),
    );
    expect([...drifted.keys()]).not.toContain("metric:miles");
    expect(drifted.get("kpi:on_time")).toEqual([
      {
        reason: "column_gone",
        input: "flights.delay",
        since: null,
        sentence: "It is gone. Its numbers are those of the last good rows.",
      },
    ]);
  });

  it("is every metric of a dataset whose time column is gone", () => {
    const column = { dataset: "flights", column: "departure", kind: "retyped" as const, sentence: "." };
    expect([...driftedOf(before, [], [column]).keys()]).toEqual(
      expect.arrayContaining(["metric:miles", "metric:flights_flown"]),
    );
  });

  it("says both values, the difference and the period of a broken identity, on the metric and its KPI", () => {
    const record: IdentityBreak = {
      reason: "identity",
      type: "metric",
      id: "on_time_rate",
      input: "1 - late_rate",
      grain: "week",
      periodKey: "2001-W10",
      value: 0.8,
      wanted: 0.75,
      difference: 0.05,
      allowed: 0.01,
      broken: 2,
      tested: 12,
      since: 7,
    };
    const drifted = driftedOf(before, [record], []);
    expect([...drifted.keys()]).toEqual(["metric:on_time_rate", "kpi:on_time"]);
    expect(drifted.get("kpi:on_time")?.[0]?.sentence).toBe(
      "On-time rate should equal 1 - late_rate: in 2001-W10 it is 80.0%, the formula gives 75.0%, 5.0 pt apart; 1.0 pt is allowed. Broken in 2 of 12 periods.",
    );
  });
});
