import { describe, expect, it } from "vitest";
import { builtInUnits } from "../metric/unit.ts";
import { day, first, hour, judged, judgeEachDay, observation, series, thresholds } from "./judge.fixture.ts";

describe("the latest period that is over", () => {
  it.each([
    [0.851, "green", "3 Mar 2001: 85.1 % is green: at least 85 %."],
    [0.85, "green", "3 Mar 2001: 85 % is green: at least 85 %."],
    [0.82, "yellow", "3 Mar 2001: 82 % is below the green limit of 85 %."],
    [0.8, "yellow", "3 Mar 2001: 80 % is below the green limit of 85 %."],
    [0.761, "red", "3 Mar 2001: 76.1 % is below the yellow limit of 80 %."],
    [0.79999, "red", "3 Mar 2001: 80 % is just below the yellow limit of 80 %."],
  ])("with %d is %s, and says why", (value, status, sentence) => {
    expect(judged(series(0.9, 0.9, value))).toEqual({
      status,
      reason: "ok",
      sentence,
      periodKey: "2001-03-03",
      computed: status,
    });
  });

  it("on an excluded limit says what would be better", () => {
    const bands = thresholds(
      { green: "< 2h", yellow: "2h <= x <= 4h", red: "> 4h" },
      { unit: builtInUnits.hours, direction: "down_is_good" },
    );
    const standing = judged(series(2), { bands, direction: "down_is_good", format: (value) => `${value} h` });
    expect(standing.sentence).toBe("1 Mar 2001: 2 h is on the limit: green is less than 2 h.");
  });

  it("is judged, not the one that now lies in", () => {
    const current = observation(2, 0.1, { current: true, settled: false });
    const standing = judged([...series(0.9, 0.82), current], { now: current.start + hour });
    expect(standing).toMatchObject({ status: "yellow", periodKey: "2001-03-02" });
  });

  it("is left out, even unmarked as current, until its end has come", () => {
    const standing = judged(series(0.9, 0.1), { now: first + 2 * day - 1 });
    expect(standing).toMatchObject({ status: "green", periodKey: "2001-03-01" });
  });

  it("is judged while provisional, and says that it may change", () => {
    const standing = judged([observation(0, 0.9), observation(1, 0.7, { settled: false })]);
    expect(standing).toMatchObject({ status: "red", reason: "ok", periodKey: "2001-03-02" });
    expect(standing.sentence).toContain("Provisional: late data may still change it.");
  });

  it("is passed over while its data is still coming in, since part of it is not the whole", () => {
    const observations = [observation(0, 0.9), observation(1, 0.1, { settled: false })];
    const freshness = {
      watermark: first + day + 12 * hour,
      covered: first + day + 12 * hour,
      staleAfter: 2 * day,
      broken: null,
    };
    const standing = judged(observations, { freshness });
    expect(standing).toMatchObject({ status: "green", periodKey: "2001-03-01" });
    expect(standing.sentence).toContain("2 Mar 2001 is still coming in.");
  });
});

describe("a status is unknown, never green,", () => {
  it("when nothing of the only period over has fully arrived", () => {
    const freshness = { watermark: first + hour, covered: first + hour, staleAfter: 2 * day, broken: null };
    const standing = judged([observation(0, 0.9, { settled: false })], { freshness });
    expect(standing).toMatchObject({ status: "unknown", reason: "incomplete", computed: "unknown" });
  });

  it("when no period is over", () => {
    expect(judged([])).toMatchObject({ status: "unknown", reason: "no_data" });
    const current = observation(0, 0.9, { current: true, settled: false });
    expect(judged([current], { now: first + hour })).toMatchObject({ status: "unknown", reason: "no_data" });
  });

  it("when the period has nothing to measure, or no report", () => {
    expect(judged(series(0.9, null))).toMatchObject({
      status: "unknown",
      reason: "no_data",
      sentence: "2 Mar 2001: nothing to measure.",
    });
    const silent = [observation(0, 0.9), observation(1, null, { presence: "unknown" })];
    expect(judged(silent).sentence).toBe("2 Mar 2001: no report from the source.");
  });

  it("when the source never reported", () => {
    const freshness = { watermark: null, covered: null, staleAfter: day, broken: null };
    expect(judged(series(0.9), { freshness })).toMatchObject({
      status: "unknown",
      reason: "no_data",
      computed: "unknown",
    });
  });

  it("when it cannot be computed", () => {
    const freshness = { watermark: first, covered: first, staleAfter: day, broken: "column delay is gone." };
    const standing = judged(series(0.9), { freshness });
    expect(standing).toMatchObject({ status: "unknown", reason: "error" });
    expect(standing.sentence).toBe("It cannot be computed: column delay is gone.");
  });

  it("when it rests on too few rows", () => {
    const rule = { hysteresis: 0, persistence: null, minimumSample: 30 };
    const few = judged([observation(0, 0.9, { sampleSize: 29 })], { rule });
    expect(few).toMatchObject({ status: "unknown", reason: "insufficient_sample" });
    expect(few.sentence).toBe("1 Mar 2001 rests on 29 rows; at least 30 are needed.");
    expect(judged([observation(0, 0.9, { sampleSize: 30 })], { rule }).status).toBe("green");
  });

  it("when the data is older than allowed, with the last known status and its age", () => {
    const now = first + 5 * day;
    const stale = { watermark: now - 3 * day, covered: now - 3 * day, staleAfter: 2 * day, broken: null };
    expect(judged(series(0.7, 0.9), { now, freshness: stale })).toEqual({
      status: "unknown",
      reason: "stale",
      computed: "green",
      periodKey: "2001-03-02",
      sentence: "Its data is 3 d old; 2 d is allowed. Last known green, 3 d old.",
      lastKnown: { status: "green", at: now - 3 * day },
    });
    const beyond = (ms: number) => {
      const watermark = now - 2 * day - ms;
      return judged(series(0.7, 0.9), { now, freshness: { ...stale, watermark } }).sentence;
    };
    expect(beyond(15 * 3_600_000)).toContain("Its data is 2 d 15 h old; 2 d is allowed.");
    expect(beyond(60_000)).toContain("Its data is just over 2 d old; 2 d is allowed.");
    const justFresh = { ...stale, watermark: now - 2 * day, covered: now - 2 * day };
    expect(judged(series(0.7, 0.9), { now, freshness: justFresh })).toMatchObject({ status: "green", reason: "ok" });
  });

  it("and keeps what was last known for as long as it stays unknown", () => {
    const green = judged(series(0.9));
    const broken = { watermark: first + day, covered: first + day, staleAfter: 9 * day, broken: "the disk is gone." };
    const once = judged(series(0.9), { previous: green, freshness: broken, now: first + 2 * day });
    expect(once.lastKnown).toEqual({ status: "green", at: first + day });
    const twice = judged(series(0.9), { previous: once, freshness: broken, now: first + 4 * day });
    expect(twice.lastKnown).toEqual({ status: "green", at: first + day });
    expect(twice.sentence).toContain("Last known green, 3 d old.");
  });

  it("and once data is back, no longer speaks of what was last known", () => {
    const unknownBefore = judged(series(0.9, null), { previous: judged(series(0.9)) });
    expect(unknownBefore.lastKnown?.status).toBe("green");
    const back = judged(series(0.9, null, 0.7), { previous: unknownBefore });
    expect(back).toMatchObject({ status: "red", reason: "ok" });
    expect(back.lastKnown).toBeUndefined();
  });
});

it("of several datasets is judged by the last period all of them have covered, however fresh the others are", () => {
  const now = first + 3 * day;
  const covered = first + day + 12 * hour;
  const open = series(0.9, 0.1).map((one, index) => ({ ...one, settled: index === 0 }));
  const standing = judged(open, { now, freshness: { watermark: now, covered, staleAfter: 2 * day, broken: null } });
  expect(standing).toMatchObject({ status: "green", periodKey: "2001-03-01" });
});

describe("hysteresis", () => {
  const rule = { hysteresis: 0.02, persistence: null, minimumSample: 0 };

  it("keeps a status until the value passes the limit by the margin, both ways", () => {
    const values = [0.79, 0.81, 0.819, 0.83, 0.79, 0.785, 0.77, 0.86, 0.84, 0.82];
    const statuses = ["red", "red", "red", "yellow", "yellow", "yellow", "red", "green", "green", "yellow"];
    expect(judgeEachDay(values, { rule })).toEqual(statuses);
    expect(judged(series(...values), { rule }).status).toBe(statuses.at(-1));
  });

  it("without a margin follows every crossing", () => {
    expect(judgeEachDay([0.79, 0.81, 0.79, 0.86], {})).toEqual(["red", "yellow", "red", "green"]);
  });

  it("says that it holds a status", () => {
    const standing = judged(series(0.79, 0.81), { rule });
    expect(standing.sentence).toBe(
      "2 Mar 2001: 81 % is below the green limit of 85 %. It stays red until the limit is passed by 2 %.",
    );
  });

  it("judged again on the same period gives the same standing", () => {
    const once = judged(series(0.79, 0.81), { rule });
    expect(judged(series(0.79, 0.81), { rule, previous: once })).toEqual(once);
  });

  it("goes on through a time of unknown status", () => {
    const red = judged(series(0.79), { rule });
    const now = first + 9 * day;
    const stale = judged(series(0.79), {
      rule,
      previous: red,
      now,
      freshness: { watermark: first + day, covered: first + day, staleAfter: day, broken: null },
    });
    expect(stale).toMatchObject({ status: "unknown", computed: "red" });
    expect(judged(series(0.79, 0.81), { rule, previous: stale }).status).toBe("red");
  });
});

describe("n of the last m closed periods", () => {
  const rule = { hysteresis: 0, persistence: { periods: 2, of: 3 }, minimumSample: 0 };

  it("enters a worse status only when enough of them are in it, and leaves it at once", () => {
    const values = [0.9, 0.7, 0.9, 0.7, 0.9, 0.9, 0.9, 0.7, 0.7];
    const statuses = ["green", "green", "green", "red", "green", "green", "green", "green", "red"];
    expect(judgeEachDay(values, { rule })).toEqual(statuses);
    expect(judged(series(...values), { rule }).status).toBe("red");
  });

  it("counts worse periods for a lesser status, too", () => {
    expect(judgeEachDay([0.9, 0.82, 0.7], { rule })).toEqual(["green", "green", "yellow"]);
  });

  it("gives a period without a value no vote", () => {
    expect(judged(series(0.9, 0.7, null, null, 0.7), { rule }).status).toBe("green");
    expect(judged(series(0.9, 0.7, null, 0.7), { rule }).status).toBe("red");
  });

  it("says how many are in it and how many are needed", () => {
    expect(judged(series(0.9, 0.7), { rule }).sentence).toBe(
      "2 Mar 2001: 70 % is below the yellow limit of 80 %. It stays green: 1 of the last 3 periods are red, 2 are needed.",
    );
  });

  it("catches up on periods that closed while nobody judged", () => {
    const before = judged(series(0.9), { rule });
    expect(judged(series(0.9, 0.7, 0.7, 0.9, 0.7), { rule, previous: before }).status).toBe("red");
  });
});

describe("a guardrail", () => {
  const guardrails = [
    { kpi: "csat", label: "CSAT", status: "red" as const },
    { kpi: "reopens", label: "Reopen rate", status: "yellow" as const },
  ];

  it("that is red makes a green KPI yellow and hollow", () => {
    expect(judged(series(0.9), { guardrails })).toMatchObject({
      status: "yellow",
      reason: "guardrail",
      computed: "green",
      guardrails: ["csat"],
      sentence: "1 Mar 2001: 90 % is green: at least 85 %. Hollow: its guardrail CSAT is red.",
    });
  });

  it("that is red leaves a red KPI red, and is named", () => {
    expect(judged(series(0.7), { guardrails })).toMatchObject({ status: "red", reason: "ok", guardrails: ["csat"] });
  });

  it("that is not red changes nothing", () => {
    expect(judged(series(0.9), { guardrails: guardrails.slice(1) })).toEqual(judged(series(0.9)));
  });

  it("does not become part of the state that hysteresis goes on from", () => {
    const rule = { hysteresis: 0.02, persistence: null, minimumSample: 0 };
    const hollow = judged(series(0.9), { guardrails, rule });
    expect(judged(series(0.9, 0.84), { rule, previous: hollow }).status).toBe("green");
  });
});
