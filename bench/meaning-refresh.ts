import { type Benchmark, type Row, reported } from "./benchmark.ts";
import { times } from "./commerce/compare.ts";
import { type Size, sizeOf } from "./commerce/generate.ts";
import { landMore } from "./commerce/land.ts";
import { checkSame, type Way } from "./commerce/panels.ts";
import { fusedByHand, plainByHand } from "./commerce/raw-by-hand.ts";
import { refreshByHand } from "./commerce/refresh-by-hand.ts";
import { buildRollups, rollupByHand } from "./commerce/rollup-by-hand.ts";
import { sextant } from "./commerce/sextant.ts";
import { eventsFor, withCommerce } from "./commerce/shop.ts";
import type { House } from "./house.ts";
import { median, ms, timed } from "./measure.ts";

const goal = 0.08;
/** Days the new rows fall into when they are the latest ones. */
const latestDays = 3;
/** Days, about a month apart or more, that rows are scattered over to see what one more of them costs. */
const scatteredDays = [1, 6, 24];

interface Times {
  land: number;
  byHand: number;
  ours: number;
  /** What is left for when nobody waits: rollups cut by a dimension. */
  later: number;
}

const plus = (one: Size, other: Size): Size => ({
  events: one.events + other.events,
  orders: one.orders + other.orders,
});

/** Lands one per cent more, `rounds` times, and times landing, the refresh by hand and Sextant's answer; all must agree with raw. */
const refreshes = async (
  house: House,
  own: Way,
  existing: Size,
  { rounds, parts, scattered }: { rounds: number; parts: number; scattered: boolean },
): Promise<{ size: Size; middle: Times }> => {
  const { warehouse } = house;
  let size = existing;
  const all: Times[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const extra = sizeOf(Math.round(existing.events / 100));
    const before = await rollupByHand(warehouse).answer();
    await own.answer();
    const landed = await timed(() => landMore(house, { existing: size, extra, parts, scattered }));
    size = plus(size, extra);
    const byHand = () => timed(() => refreshByHand(warehouse, before, landed.value));
    const ours = () =>
      timed(async () => {
        await house.followLandings("little");
        return own.answer();
      });
    const [first, second] = round % 2 === 0 ? [await byHand(), await ours()] : [await ours(), await byHand()];
    const raw = await plainByHand(warehouse).answer();
    checkSame(first.value, raw, ["the refresh", "raw"]);
    checkSame(second.value, raw, ["the refresh", "raw"]);
    const [hand, mine] = round % 2 === 0 ? [first, second] : [second, first];
    const later = await timed(() => house.followLandings("all"));
    all.push({ land: landed.wall, byHand: hand.wall, ours: mine.wall, later: later.wall });
  }
  const middle = (key: keyof Times): number => median(all.map((one) => one[key]));
  return {
    size,
    middle: { land: middle("land"), byHand: middle("byHand"), ours: middle("ours"), later: middle("later") },
  };
};

/**
 * One per cent new rows land in the latest days, then all three panels are fresh: landing and refresh together, against the full
 * computation by hand. Sextant follows the landing with its rollups of the whole and answers, from values it kept where no row landed. The refresh by hand adds the new rows' states to daily rollups and asks again for the periods they touch.
 */
export const benchmark: Benchmark = (options) =>
  withCommerce(eventsFor(options), async (house): Promise<Row[]> => {
    const { warehouse } = house;
    const rounds = options.quick ? 1 : 5;
    await buildRollups(warehouse);
    await house.followLandings("all");
    const own = sextant.kept(house);
    const full: number[] = [];
    for (let round = 0; round < rounds; round += 1)
      for (const way of [fusedByHand(warehouse), plainByHand(warehouse)]) full.push((await timed(way.answer)).wall);
    const fastest = Math.min(...full);
    const latest = await refreshes(house, own, sizeOf(eventsFor(options)), {
      rounds,
      parts: latestDays,
      scattered: false,
    });
    const { land, byHand, ours, later } = latest.middle;
    const share = (refresh: number): number => (land + refresh) / fastest;
    const percent = (value: number): string => `${(value * 100).toFixed(1)} %`;
    const rows: Row[] = [
      {
        work: "1 % new rows in the latest days to three fresh panels: of the full computation",
        goal: `≤ ${percent(goal)}`,
        measured: percent(share(ours)),
        met: share(ours) <= goal,
      },
      reported("  the same by hand", percent(share(byHand))),
      reported("  land · refresh · refresh by hand", `${ms(land)} · ${ms(ours)} · ${ms(byHand)}`),
      reported("  rollups by dimension, brought up to it after the answer", ms(later)),
      reported("  the full computation by hand, fastest", ms(fastest)),
    ];
    let { size } = latest;
    const scattered: { parts: number; middle: Times }[] = [];
    for (const parts of scatteredDays) {
      const done = await refreshes(house, own, size, { rounds: options.quick ? 1 : 3, parts, scattered: true });
      size = done.size;
      scattered.push({ parts, middle: done.middle });
    }
    const written = (key: keyof Times): string => scattered.map(({ middle }) => ms(middle[key])).join(" · ");
    return [
      ...rows,
      reported(`  rows scattered over ${scatteredDays.join(" · ")} days: refresh`, written("ours")),
      reported("  the same by hand", written("byHand")),
      reported(
        "  the last over the first",
        times((scattered.at(-1)?.middle.ours ?? 0) / (scattered[0]?.middle.ours ?? 0)),
      ),
    ];
  });
