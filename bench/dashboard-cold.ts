import type { DashboardAnswer } from "@sextant/model/api/answers/dashboard";
import { parsePeriodKey } from "@sextant/model/time/arithmetic";
import type { Warehouse } from "@sextant/server/warehouse/warehouse";
import { type Benchmark, type Row, reported } from "./benchmark.ts";
import { byHand, columnsByHand } from "./by-hand.ts";
import { withHouse } from "./house.ts";
import { interleave, median, ms } from "./measure.ts";
import { withData } from "./server.ts";

const grains = ["week", "month"] as const;
const goal = 1.15;
/** Doubles added up in another order differ in their last bits. */
const tolerance = 1e-12;

/** Every flight but the few after the workspace's now, at both grains. */
const leastRows = 2 * 2_990_000;

type Span = { from: string; until: string };

const handWritten = async (warehouse: Warehouse, span: Span): Promise<unknown[][][]> => {
  const answers: unknown[][][] = [];
  for (const grain of grains) answers.push((await warehouse.query({ sql: byHand(grain), parameters: span })).rows);
  return answers;
};

/** Throws unless both ways give the same numbers for the same periods. */
const checkSame = (answer: DashboardAnswer, rows: readonly unknown[][]): void => {
  for (const [column, id] of columnsByHand.entries()) {
    const series = answer.tiles.find((tile) => tile.id === id)?.series.filter(({ presence }) => presence === "value");
    const ours = (series ?? []).map(({ start, value }) => [start, value]);
    const theirs = rows.map((row) => [Number(row[0]), Number(row[column + 1])]);
    const same =
      ours.length === theirs.length &&
      theirs.every(([start = 0, value = 0], index) => {
        const [ourStart, ourValue] = ours[index] ?? [];
        return ourStart === start && Math.abs(Number(ourValue) - value) <= tolerance * Math.abs(value);
      });
    if (!same) throw new Error(`${id} by ${answer.grain}: ${JSON.stringify(ours)} is not ${JSON.stringify(theirs)}`);
  }
};

/**
 * The example's dashboard by month with nothing kept: its KPIs are shown by month and judged by week, so that all of them are
 * computed at both grains. Against it the two statements someone writes by hand, on the same tables, through the same client.
 */
export const benchmark: Benchmark = ({ quick }) =>
  withData((data) =>
    withHouse(data, async ({ ask, catalog, warehouse, engineWork }): Promise<Row[]> => {
      const answerOf = async (grain: (typeof grains)[number]): Promise<DashboardAnswer> => {
        ask.invalidate("all");
        return JSON.parse((await ask.dashboard("control", { grain })).json);
      };
      const { now } = await answerOf("month");
      const from = parsePeriodKey("2001", catalog.calendar)?.start ?? Number.NaN;
      const instant = (at: number) => new Date(at).toISOString().slice(0, -1);
      const span = { from: instant(from), until: instant(now) };
      const rows = await handWritten(warehouse, span);
      for (const [index, grain] of grains.entries()) checkSame(await answerOf(grain), rows[index] ?? []);

      const engine: number[] = [];
      engineWork();
      const ours = async () => {
        ask.invalidate("all");
        await ask.dashboard("control", { grain: "month" });
        const work = engineWork();
        if (work.rows < leastRows) throw new Error(`The dashboard was not computed: ${work.rows} rows read.`);
        engine.push(work.time);
      };
      const { a, b } = await interleave(quick ? 2 : 31, ours, () => handWritten(warehouse, span));
      const wall = { ours: median(a.map((one) => one.wall)), hand: median(b.map((one) => one.wall)) };
      const cpu = { ours: median(a.map((one) => one.cpu)), hand: median(b.map((one) => one.cpu)) };
      const ratio = wall.ours / wall.hand;
      return [
        {
          work: "example dashboard, all KPIs × month and week, cold: of hand-written SQL",
          goal: `≤ ${goal} ×`,
          measured: `${ratio.toFixed(2)} ×`,
          met: ratio <= goal,
        },
        reported("  Sextant · by hand", `${ms(wall.ours)} · ${ms(wall.hand)}`),
        reported("  Sextant: engine, its statements added up (two run at a time)", ms(median(engine))),
        reported("  processor time", `${(cpu.ours / cpu.hand).toFixed(2)} × (${ms(cpu.ours)} · ${ms(cpu.hand)})`),
      ];
    }),
  );
