import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { holdWhole, uncarriedOf, type Whole } from "./cascade.ts";
import { whatIf } from "./what-if.ts";

const part = (kpi: string) => ({ name: kpi, kpi });
const sum = (kpi: string, ...parts: string[]): Whole => ({
  ...{ kpi, direction: "up_is_good", algebra: { kind: "sum" } },
  parts: parts.map(part),
});
const from = (targets: Record<string, number>) => (kpi: string) => targets[kpi] ?? null;
const exact = (value: number) => ({ value, low: value, high: value });

describe("a cascade of targets (K8)", () => {
  it("tells a gap from an over-commitment by the direction of the KPI", () => {
    const company = sum("company", "north", "south");
    expect(holdWhole(company, from({ company: 100, north: 60, south: 30 }))).toMatchObject({
      outcome: "gap",
      result: { gap: -10 },
    });
    expect(holdWhole(company, from({ company: 100, north: 90, south: 30 }))?.outcome).toBe("over_committed");
    const cost = { ...company, direction: "down_is_good" } as const;
    expect(holdWhole(cost, from({ company: 100, north: 90, south: 30 }))?.outcome).toBe("gap");
    expect(holdWhole(company, from({ company: 100, north: 60 }))).toMatchObject({
      outcome: "cannot_tell",
      result: { missing: ["south"] },
    });
    expect(holdWhole(company, from({ north: 60 }))).toBeNull();
  });

  it("weighs shares by what they are shares of: 90 % of 100 and 50 % of 300 are 60 %, not 70 %", () => {
    const weights = new Map<string, number | null>([
      ["north", 100],
      ["south", 300],
    ]);
    const rate: Whole = { ...sum("rate", "north", "south"), algebra: { kind: "weighted", weights } };
    expect(holdWhole(rate, from({ rate: 0.7, north: 0.9, south: 0.5 }))?.result).toMatchObject({ fromParts: 0.6 });
    const unknown: Whole = { ...rate, algebra: { kind: "weighted", weights: new Map() } };
    expect(holdWhole(unknown, from({ rate: 0.7, north: 0.9, south: 0.5 }))).toMatchObject({
      outcome: "cannot_tell",
      bounds: [0.5, 0.9],
    });
  });

  it("names every driver nobody carries", () => {
    const whole: Whole = {
      ...sum("revenue", "visitors", "basket"),
      parts: [part("visitors"), { name: "basket", kpi: null }],
    };
    const asked = { ownerOf: () => null, targetOf: () => 1 };
    expect(uncarriedOf([whole], asked).map(({ part: name, why }) => [name, why])).toEqual([
      ["visitors", "no_owner"],
      ["basket", "no_kpi"],
    ]);
  });
});

describe("what if one leaf were another", () => {
  const product: Whole = {
    ...sum("revenue", "orders", "basket"),
    algebra: {
      kind: "formula",
      formula: "orders * basket",
      wholeOf: (v) => (v.get("orders") ?? 0) * (v.get("basket") ?? 0),
    },
  };
  const estimates = new Map([
    ["orders", { value: 100, low: 90, high: 110 }],
    ["basket", { value: 5, low: 4, high: 6 }],
    ["revenue", { value: 500, low: 300, high: 700 }],
    ["rest", exact(50)],
    ["company", { value: 560, low: 560, high: 560 }],
  ]);
  const company = sum("company", "revenue", "rest");

  it("recomputes everything above it by its own algebra, with what the parts do not explain left as it was", () => {
    const moved = whatIf([company, product], estimates, new Map([["orders", 120]]));
    expect(moved.map(({ kpi }) => kpi)).toEqual(["revenue", "company"]);
    // Only the basket varies: 120 times 4 to 6.
    expect(moved[0]?.after).toEqual({ value: 600, low: 480, high: 720 });
    // 560 held 10 that neither revenue nor rest explains.
    expect(moved[1]?.after).toEqual({ value: 660, low: 540, high: 780 });
  });

  it("says nothing of a product with an unknown factor, and walks a circle once", () => {
    const without = new Map([...estimates].filter(([kpi]) => kpi !== "basket"));
    expect(whatIf([product], without, new Map([["orders", 120]]))).toEqual([]);
    const circle = [sum("a", "b"), sum("b", "a")];
    expect(
      whatIf(
        circle,
        new Map([
          ["a", exact(1)],
          ["b", exact(1)],
        ]),
        new Map([["a", 2]]),
      ),
    ).toHaveLength(1);
  });

  it("moves a sum by just what its leaf moved, within a range that holds it and grows with those of the parts", () => {
    const size = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const width = fc.double({ min: 0, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(size, width), { minLength: 2, maxLength: 8 }), size, width, (leaves, set, more) => {
        const ids = leaves.map((_, index) => `leaf${index}`);
        const total = leaves.reduce((all, [value]) => all + value, 0);
        const known = (extra: number) =>
          new Map([
            ...leaves.map(
              ([value, w], i) => [`leaf${i}`, { value, low: value - w - extra, high: value + w + extra }] as const,
            ),
            ["all", exact(total)] as const,
          ]);
        const run = (extra: number) => whatIf([sum("all", ...ids)], known(extra), new Map([["leaf0", set]]))[0]?.after;
        const [narrow, wide] = [run(0), run(more)];
        expect(Math.abs((narrow?.value ?? Number.NaN) - (total + set - (leaves[0]?.[0] ?? 0)))).toBeLessThan(1e-6);
        expect(narrow?.low).toBeLessThanOrEqual(narrow?.value ?? 0);
        expect(narrow?.high).toBeGreaterThanOrEqual(narrow?.value ?? 0);
        expect((wide?.high ?? 0) - (wide?.low ?? 0)).toBeGreaterThanOrEqual(
          (narrow?.high ?? 0) - (narrow?.low ?? 0) - 1e-6,
        );
      }),
    );
  });
});
