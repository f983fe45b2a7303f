import { describe, expect, it } from "vitest";
import { type Bet, judgeBet, judgeGuardrail, type MeasuredEffect } from "./verdict.ts";

const measured = (low: number, high: number): MeasuredEffect => ({
  ...{ method: "interrupted_series", estimate: (low + high) / 2, interval: [low, high], confidence: 0.95 },
  ...{ before: 10, after: 12, periods: { before: 30, after: 8 } },
});
const bet = (change: Partial<Bet>): Bet => ({
  ...{ direction: "up", by: null, measured: measured(1, 3), format: (value) => `${value > 0 ? "+" : ""}${value} min` },
  ...change,
});

describe("a bet", () => {
  it.each([
    ["worked where the whole interval lies on the side bet on", {}, "worked"],
    ["worked where the amount bet on is not ruled out", { by: 2.9 }, "worked"],
    ["fell short where it is ruled out", { by: 3.1 }, "fell_short"],
    ["backfired where the interval lies on the other side", { direction: "down" }, "backfired"],
    ["worked downwards where down was bet on", { direction: "down", measured: measured(-3, -1) }, "worked"],
    ["cannot be told where the interval holds no effect at all", { measured: measured(-1, 3) }, "cannot_tell"],
    ["cannot be told where it only touches none", { measured: measured(0, 3) }, "cannot_tell"],
    ["cannot be told without enough periods", { measured: { have: 1, need: 3 } }, "cannot_tell"],
  ] satisfies [string, Partial<Bet>, string][])("%s", (_, change, outcome) =>
    expect(judgeBet(bet(change)).outcome).toBe(outcome),
  );

  it("is told with its numbers", () => {
    expect(judgeBet(bet({ by: 4 })).sentence).toBe(
      "It moved the right way, but less than was bet on: +2 min, between +1 min and +3 min (95%); bet on +4 min.",
    );
    expect(judgeBet(bet({ measured: { have: 1, need: 3 } })).sentence).toBe(
      "Cannot tell: 1 of at least 3 periods are there.",
    );
  });
});

describe("a guardrail", () => {
  it("got worse only where its whole interval lies on the bad side", () => {
    expect(judgeGuardrail(measured(1, 3), "down").outcome).toBe("worse");
    expect(judgeGuardrail(measured(-1, 3), "down").outcome).toBe("held");
    expect(judgeGuardrail(measured(1, 3), "up").outcome).toBe("held");
    expect(judgeGuardrail(measured(1, 3), null).outcome).toBe("cannot_tell");
    expect(judgeGuardrail({ have: 0, need: 8 }, "up").outcome).toBe("cannot_tell");
  });
});
