import type { Benchmark, Row } from "./benchmark.ts";
import { compareWays } from "./commerce/compare.ts";
import { sextant } from "./commerce/panels.ts";
import { fusedByHand, plainByHand } from "./commerce/raw-by-hand.ts";
import { withCommerce } from "./commerce/shop.ts";

/**
 * The dashboard from raw: eight KPIs, three panels, 20 million events and two million orders. Against it what someone
 * writes by hand for the same tables, through the same client: one fused scan, and a statement per panel.
 */
export const benchmark: Benchmark = ({ quick }) =>
  withCommerce({ quick }, async (house): Promise<Row[]> => {
    const ways = [sextant(house), fusedByHand(house.warehouse), plainByHand(house.warehouse)];
    return compareWays("commerce dashboard from raw", ways, { rounds: quick ? 2 : 15, goal: 1.1 });
  });
