import type { Benchmark, Row } from "./benchmark.ts";
import { compareWays, timesFaster } from "./commerce/compare.ts";
import { additiveKpis } from "./commerce/kpis.ts";
import { plainByHand } from "./commerce/raw-by-hand.ts";
import { buildRollups, rollupByHand } from "./commerce/rollup-by-hand.ts";
import { sextant } from "./commerce/sextant.ts";
import { eventsFor, withCommerce } from "./commerce/shop.ts";

/**
 * The dashboard from daily rollups: against the statements someone writes by hand over a daily AggregatingMergeTree, and,
 * of sums, counts and ratios alone, against the same from raw.
 */
export const benchmark: Benchmark = (options) =>
  withCommerce(eventsFor(options), async (house): Promise<Row[]> => {
    const { warehouse } = house;
    await buildRollups(warehouse);
    await house.followLandings("all");
    const rounds = options.quick ? 2 : 15;
    const whole = await compareWays(
      "commerce dashboard from rollups",
      [sextant.rollup(house), rollupByHand(warehouse)],
      {
        rounds,
        goal: 1.1,
      },
    );
    const faster = await timesFaster(
      "sums, counts and ratios alone: from rollups, times faster than raw",
      [sextant.rollup(house, additiveKpis), sextant.raw(house, additiveKpis)],
      { rounds, goal: 50 },
    );
    const byHand = await timesFaster(
      "  the same by hand",
      [rollupByHand(warehouse, additiveKpis), plainByHand(warehouse, additiveKpis)],
      { rounds },
    );
    return [...whole, ...faster, ...byHand];
  });
