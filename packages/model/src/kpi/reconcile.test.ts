import { describe, expect, it } from "vitest";
import { reconcile, sumOf } from "./reconcile.ts";

const parts = (...values: (number | null)[]) => new Map(values.map((value, index) => [`p${index}`, value]));

describe("targets of a whole and its parts (K8)", () => {
  it("reconcile when the parts give the whole", () => {
    expect(reconcile({ wanted: 100, parts: parts(60, 40), wholeOf: sumOf })).toEqual({
      kind: "reconciled",
      wanted: 100,
      fromParts: 100,
    });
    expect(reconcile({ wanted: 100, parts: parts(60, 40.4), wholeOf: sumOf }).kind).toBe("reconciled");
  });

  it("leave a gap that is shown with its size and sign", () => {
    expect(reconcile({ wanted: 100, parts: parts(60, 30), wholeOf: sumOf })).toEqual({
      kind: "gap",
      wanted: 100,
      fromParts: 90,
      gap: -10,
      share: -0.1,
    });
    expect(reconcile({ wanted: -50, parts: parts(-30), wholeOf: sumOf })).toMatchObject({ gap: 20, share: 0.4 });
    expect(reconcile({ wanted: 0, parts: parts(1), wholeOf: sumOf })).toMatchObject({ gap: 1, share: null });
  });

  it("of a ratio are held against the ratio of the parts' targets", () => {
    const ratio = (known: ReadonlyMap<string, number>) => (known.get("p0") ?? 0) / (known.get("p1") ?? 0);
    expect(reconcile({ wanted: 0.5, parts: parts(30, 50), wholeOf: ratio })).toMatchObject({
      kind: "gap",
      fromParts: 0.6,
    });
  });

  it("cannot be told with a part that has no target, without parts, or when the whole is unknown", () => {
    expect(reconcile({ wanted: 1, parts: parts(1, null), wholeOf: sumOf })).toEqual({
      kind: "cannot_tell",
      missing: ["p1"],
    });
    expect(reconcile({ wanted: 1, parts: parts(), wholeOf: sumOf })).toEqual({ kind: "cannot_tell", missing: [] });
    expect(reconcile({ wanted: 1, parts: parts(1), wholeOf: () => null })).toEqual({
      kind: "cannot_tell",
      missing: [],
    });
  });
});
