import type { Benchmark, Row } from "./benchmark.ts";
import { compareWays } from "./commerce/compare.ts";
import { fusedByHand, plainByHand } from "./commerce/raw-by-hand.ts";
import { sextant } from "./commerce/sextant.ts";
import { eventsFor, withCommerce } from "./commerce/shop.ts";

/**
 * The dashboard from raw: eight KPIs, three panels, 20 million events and two million orders. Against it what someone
 * writes by hand for the same tables, through the same client: one fused scan, and a statement per panel.
 */
export const benchmark: Benchmark = (options) =>
  withCommerce(eventsFor(options), async (house): Promise<Row[]> => {
    const ways = [sextant.raw(house), fusedByHand(house.warehouse), plainByHand(house.warehouse)];
    return compareWays("commerce dashboard from raw", ways, { rounds: options.quick ? 2 : 15, goal: 1.1 });
  });
