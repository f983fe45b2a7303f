import { describe, expect, it } from "vitest";
import { nile } from "../reference/nile.ts";
import { type Design, leastSquares } from "./least-squares.ts";

/** The Nile with a step after its 28th year; R: nlme 3.1 `gls(y ~ step, correlation = corAR1(φ, fixed), method = "REML")`. */
const dam = (kept: (year: number) => boolean = () => true): Design => {
  const positions = nile.map((_, index) => index).filter((index) => kept(index + 1));
  const columns = [positions.map(() => 1), positions.map((index) => (index >= 28 ? 1 : 0))];
  return { positions, values: positions.map((index) => nile[index] ?? 0), columns };
};
const withGaps = (): Design => dam((year) => ![10, 11, 50, 77, 78, 79].includes(year));

describe("generalised least squares", () => {
  it.each([
    [0, -247.777777778, 28.4352016922],
    [0.3, -251.012746226, 39.6414372178],
    [0.7, -272.321618653, 88.2692797354],
  ])("agrees with R on the Nile at memory %f", (memory, estimate, error) => {
    const found = leastSquares(dam(), memory);
    expect(found?.estimate).toBeCloseTo(estimate, 8);
    expect(found?.error).toBeCloseTo(error, 8);
    expect(found?.freedom).toBe(98);
  });

  it.each([
    [0.3, -254.14999817, 41.6377515887],
    [0.7, -274.284891923, 90.647037734],
  ])("agrees with R's corCAR1 where years are missing, at memory %f", (memory, estimate, error) => {
    const found = leastSquares(withGaps(), memory);
    expect(found?.estimate).toBeCloseTo(estimate, 7);
    expect(found?.error).toBeCloseTo(error, 7);
  });

  it("finds R's restricted likelihood up to a constant, and its best memory", () => {
    const at = (memory: number): number => leastSquares(dam(), memory)?.likelihood ?? Number.NaN;
    expect(at(0.3) - at(0)).toBeCloseTo(-617.139261551 + 618.109264921, 7);
    expect(at(0.7) - at(0)).toBeCloseTo(-627.623953236 + 618.109264921, 7);
    expect(at(0.1830116816)).toBeGreaterThan(Math.max(at(0.17), at(0.2)));
  });

  it("says nothing where the effect is a mixture of the other regressors", () => {
    const design = dam();
    const [one = []] = design.columns;
    expect(leastSquares({ ...design, columns: [one, one] }, 0)).toBeNull();
  });
});
