import { describe, expect, it } from "vitest";
import { allowedBy, holds, identitySchema, testIdentity } from "./identity.ts";

const identity = (tolerance: number | string) => identitySchema.parse({ equals: "12 * mrr", tolerance });

describe("an identity a metric declares", () => {
  it.each([-0.1, "-1%", "1 percent", "%", Number.NaN])("refuses the tolerance %j", (tolerance) => {
    expect(identitySchema.safeParse({ equals: "12 * mrr", tolerance }).success).toBe(false);
  });

  it("cannot be told while one side is unknown", () => {
    expect(holds(identity(0), null, 120)).toBeNull();
    expect(holds(identity(0), 120, null)).toBeNull();
  });

  it.each([
    ["0.1%", 1200, 1201.2, true],
    ["0.1%", 1200, 1201.3, false],
    ["0.1%", -1200, -1201.2, true],
    [5, 100, 105, true],
    [5, 100, 94.9, false],
    [0, 0.3, 0.1 + 0.2, true],
    [0, 0, 1e-9, false],
  ])("with tolerance %j and the values %j and %j holds: %j", (tolerance, value, wanted, expected) => {
    expect(holds(identity(tolerance), value, wanted)).toBe(expected);
  });

  it("is tested only where both sides are known, and names every period that breaks it", () => {
    const period = (periodKey: string, value: number | null, wanted: number | null) => ({
      periodKey,
      end: 1,
      value,
      wanted,
    });
    const periods = [period("a", 12, 12), period("b", 13, 12), period("c", null, 12), period("d", 12, null)];
    expect(testIdentity(identity("1%"), periods)).toEqual({
      tested: 2,
      faults: [{ periodKey: "b", end: 1, value: 13, wanted: 12, allowed: 0.12 }],
    });
  });

  it("measures a share against what is wanted", () => {
    expect(allowedBy(identity("2.5 %"), -400)).toBe(10);
  });
});
