import { type Benchmark, type Row, reported } from "./benchmark.ts";
import { costText, times } from "./commerce/compare.ts";
import { usualEvents } from "./commerce/generate.ts";
import { additiveKpis, allKpis } from "./commerce/kpis.ts";
import type { Way } from "./commerce/panels.ts";
import { plainByHand } from "./commerce/raw-by-hand.ts";
import { buildRollups, rollupByHand } from "./commerce/rollup-by-hand.ts";
import { sextant } from "./commerce/sextant.ts";
import { withCommerce } from "./commerce/shop.ts";
import { type Cost, inTurns, medianCost } from "./measure.ts";

/** How much the cost from rollups may move, either way, between two sizes. */
const flat = 0.2;

const sizesOf = ({ quick, large = false }: { quick: boolean; large?: boolean }): number[] => {
  if (quick) return [20_000, 200_000];
  return [usualEvents / 10, usualEvents, ...(large ? [usualEvents * 10] : [])];
};

/** Median cost of each way by name at one size; a way that cannot answer at that size costs nothing and says why. */
const costsAt = (events: number, rounds: number): Promise<Map<string, Cost | string>> =>
  withCommerce(events, async (house) => {
    const { warehouse } = house;
    await buildRollups(warehouse);
    await house.followLandings("all");
    const ways: Record<string, Way> = {
      "Sextant from raw": sextant.raw(house, allKpis),
      "by hand from raw": plainByHand(warehouse),
      "Sextant from rollups, sums, counts and ratios": sextant.rollup(house, additiveKpis),
      "by hand from rollups, sums, counts and ratios": rollupByHand(warehouse, additiveKpis),
      "Sextant from rollups, all KPIs": sextant.rollup(house, allKpis),
      "by hand from rollups, all KPIs": rollupByHand(warehouse),
    };
    const costs = new Map<string, Cost | string>();
    for (const [name, { answer }] of Object.entries(ways)) {
      try {
        await answer();
        const [own = []] = await inTurns(rounds, [answer]);
        costs.set(name, medianCost(own));
      } catch (error) {
        costs.set(name, error instanceof Error ? error.message : String(error));
      }
    }
    return costs;
  });

/**
 * The issue's dashboard with ten times the events, and with `--large` a hundred times: the same people, periods and channels, so
 * that from rollups sums and counts read as many rows at every size. Processor time is compared: other work on the machine moves it
 * least.
 */
export const benchmark: Benchmark = async (options) => {
  const sizes = sizesOf(options);
  const costs: Map<string, Cost | string>[] = [];
  for (const events of sizes) costs.push(await costsAt(events, options.quick ? 1 : 7));
  const names = [...(costs[0]?.keys() ?? [])];
  return names.flatMap((name): Row[] => {
    const own = costs.map((at) => at.get(name));
    const steps = own.slice(1).map((cost, index) => {
      const before = own[index];
      return typeof cost === "object" && typeof before === "object" ? cost.cpu / before.cpu : Number.NaN;
    });
    const isFlat = name.includes("sums");
    const met = steps.every((step) => (isFlat ? step <= 1 + flat : step <= 10));
    return [
      {
        work: `${name}: events × 10`,
        goal: isFlat ? `≤ ${times(1 + flat)}` : `≤ ${times(10)}`,
        measured: steps.map(times).join(" · "),
        met,
      },
      reported(
        `  ${sizes.map((events) => `${events / 1_000_000} M`).join(" · ")}`,
        own.map((cost) => (typeof cost === "object" ? costText(cost) : (cost ?? ""))).join(" · "),
      ),
    ];
  });
};
