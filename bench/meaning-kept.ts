import { atMost, type Benchmark, type Row, reported } from "./benchmark.ts";
import { type Answer, checkSame, panels } from "./commerce/panels.ts";
import { plainByHand } from "./commerce/raw-by-hand.ts";
import { sextant } from "./commerce/sextant.ts";
import { eventsFor, withCommerce } from "./commerce/shop.ts";
import { median, ms, timed } from "./measure.ts";

/** Start of the month that still runs: nothing of it is settled. */
const running = Date.UTC(2025, 11, 1);

/** Without the month that still runs. */
const settled = (answer: Answer): Answer =>
  answer.map((lines, index) => lines.filter(([period]) => panels[index]?.grain === "week" || period < running));

/** The settled periods of the dashboard, from values that an earlier answer left: no event may be read. */
export const benchmark: Benchmark = (options) =>
  withCommerce(eventsFor(options), async (house): Promise<Row[]> => {
    await house.followLandings("all");
    const own = sextant.kept(house, undefined, running);
    checkSame(settled(await plainByHand(house.warehouse).answer()), await own.answer(), ["by hand", "Sextant"]);
    house.engineWork();
    const walls: number[] = [];
    for (let round = 0; round < (options.quick ? 1 : 15); round += 1) walls.push((await timed(own.answer)).wall);
    const { rows } = house.engineWork();
    return [
      atMost("commerce dashboard, settled periods from kept observations", 10, median(walls), ms),
      { work: "  rows of events read for it", goal: "0", measured: String(rows), met: rows === 0 },
      reported("  slowest", ms(Math.max(...walls))),
    ];
  });
