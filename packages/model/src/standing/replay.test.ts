import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JudgeInput } from "./input.ts";
import { day, hour, judgeEachDay, series, thresholds } from "./judge.fixture.ts";
import { replayStatuses } from "./replay.ts";

const bands = thresholds({ green: ">= 85%", yellow: "80% <= x < 85%", red: "< 80%" });
const input = (values: readonly (number | null)[], over: Partial<JudgeInput> = {}): JudgeInput => {
  const observations = series(...values);
  const now = (observations.at(-1)?.end ?? 0) + hour;
  return {
    observations,
    direction: "up_is_good",
    bands,
    target: null,
    controlLimits: null,
    rule: { hysteresis: 0, persistence: null, minimumSample: 0 },
    freshness: { watermark: now, covered: now, staleAfter: 2 * day, broken: null },
    guardrails: [],
    currentMode: "complete_only",
    previous: null,
    override: null,
    now,
    format: String,
    ...over,
  };
};
const statuses = (values: readonly (number | null)[], over: Partial<JudgeInput> = {}): string[] =>
  replayStatuses(input(values, over)).map(({ status }) => status);

describe("the statuses past periods would have had", () => {
  it("are none where the source never reported", () => {
    const never = { watermark: null, covered: null, staleAfter: day, broken: null };
    expect(statuses([0.9], { freshness: never })).toEqual([]);
  });

  it("are unknown in a period without a value, and go on after it", () => {
    expect(statuses([0.9, null, 0.7])).toEqual(["green", "unknown", "red"]);
  });

  it("leave a period out whose data has not arrived", () => {
    const { observations, freshness } = input([0.9, 0.7]);
    const late = observations.map((one, index) => ({ ...one, settled: index === 0 }));
    const covered = observations[0]?.end ?? 0;
    expect(
      replayStatuses(input([0.9, 0.7], { observations: late, freshness: { ...freshness, covered } })),
    ).toHaveLength(1);
  });

  it("do not turn unknown by data that is stale now, nor yellow by a guardrail that is red now", () => {
    const { freshness, now } = input([0.9]);
    const guardrails = [{ kpi: "csat", label: "CSAT", status: "red" as const }];
    expect(statuses([0.9], { freshness: { ...freshness, watermark: now - 9 * day }, guardrails })).toEqual(["green"]);
  });

  it("are those of judging day after day, whatever hysteresis and persistence", () => {
    const values = fc.array(fc.integer({ min: 70, max: 95 }), { minLength: 1, maxLength: 25 });
    const rules = fc.record({
      hysteresis: fc.constantFrom(0, 0.02),
      persistence: fc.constantFrom(null, { periods: 2, of: 3 }, { periods: 1, of: 1 }, { periods: 3, of: 5 }),
      minimumSample: fc.constant(0),
    });
    fc.assert(
      fc.property(values, rules, (percents, rule) => {
        const shares = percents.map((percent) => percent / 100);
        expect(statuses(shares, { rule })).toEqual(judgeEachDay(shares, { bands, rule }));
      }),
    );
  });
});
