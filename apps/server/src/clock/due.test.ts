import { describe, expect, it } from "vitest";
import { nextDue } from "./due.ts";

const at = Date.parse;
const daily = { id: "crm", schedule: "30 2 * * *", jitter: "0s" };
const hourly = { id: "crm", schedule: "0 * * * *", jitter: "0s" };

describe("A source is due", () => {
  it("by the workspace's wall clock, in the hour that is shown twice and in the one that is left out", () => {
    // Berlin: 02:30 is 00:30 UTC in summer and 01:30 UTC in winter; on 30 March 2025 there is no 02:30.
    expect(nextDue(daily, "Europe/Berlin", at("2025-06-01T12:00Z"), at("2025-06-01T12:00Z"))).toBe(
      at("2025-06-02T00:30Z"),
    );
    expect(nextDue(daily, "Europe/Berlin", at("2025-12-01T12:00Z"), at("2025-12-01T12:00Z"))).toBe(
      at("2025-12-02T01:30Z"),
    );
    const skipped = nextDue(daily, "Europe/Berlin", at("2025-03-29T12:00Z"), at("2025-03-29T12:00Z")) ?? 0;
    expect(skipped).toBeGreaterThanOrEqual(at("2025-03-30T00:30Z"));
    expect(skipped).toBeLessThanOrEqual(at("2025-03-30T01:30Z"));
  });

  it("once, and at once, however long the machine slept", () => {
    const now = at("2025-06-05T12:34Z");
    const due = nextDue(hourly, "UTC", at("2025-06-01T00:00Z"), now) ?? 0;
    expect(due).toBeLessThanOrEqual(now);
    expect(nextDue(hourly, "UTC", now, now)).toBe(at("2025-06-05T13:00Z"));
  });

  it("within an hour although the clock was set back a year after its last run", () => {
    const now = at("2024-06-05T12:34Z");
    expect(nextDue(hourly, "UTC", at("2025-06-05T12:00Z"), now)).toBe(at("2024-06-05T13:00Z"));
  });

  it("later by its jitter, always by the same", () => {
    const now = at("2025-06-05T12:34Z");
    const jittery = { ...hourly, jitter: "10min" };
    const due = nextDue(jittery, "UTC", now, now) ?? 0;
    expect(due).toBe(nextDue(jittery, "UTC", now + 1000, now + 1000));
    expect(due - at("2025-06-05T13:00Z")).toBeGreaterThan(0);
    expect(due - at("2025-06-05T13:00Z")).toBeLessThan(600_000);
    expect(nextDue({ ...jittery, id: "other" }, "UTC", now, now)).not.toBe(due);
  });

  it("never without a schedule", () => {
    expect(nextDue({ id: "crm", schedule: undefined, jitter: "0s" }, "UTC", 0, 0)).toBeNull();
  });
});
