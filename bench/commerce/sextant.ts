import type { House } from "../house.ts";
import { allKpis, type KpiId } from "./kpis.ts";
import { inOrder, type Line, type Panel, panels, span, type Way } from "./panels.ts";

const dateOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

const ask = async (
  house: House,
  { grain, byChannel }: Panel,
  kpis: readonly KpiId[],
  monthsUntil: number,
): Promise<Line[]> => {
  const { series } = await house.ask.ask({
    kpis: [...kpis],
    metrics: [],
    grain,
    from: dateOf(span.from),
    to: dateOf(grain === "month" ? monthsUntil : span.until),
    by: byChannel ? ["channel"] : [],
    limit: 100,
  });
  const lines = new Map<string, [number, string, ...number[]]>();
  for (const { kpi, slice, observations } of series) {
    const column = kpis.indexOf(kpi as KpiId) + 2;
    for (const { start, value } of observations) {
      const channel = slice[0] ?? "";
      const key = `${start} ${channel}`;
      const line = lines.get(key) ?? [start, channel];
      lines.set(key, line);
      line[column] = value ?? Number.NaN;
    }
  }
  return inOrder([...lines.values()]);
};

/** How Sextant is made to answer. */
interface Manner {
  name: string;
  /** Whether rollups may be read; they must have been brought up to what has landed. */
  rollups: boolean;
  /** Whether values of closed periods from earlier answers may be used. */
  kept: boolean;
}

/** KPIs that are asked for, and until when months are (epoch ms); all of both when not given. */
type Sextant = (house: House, kpis?: readonly KpiId[], monthsUntil?: number) => Way;

const inManner =
  ({ name, rollups, kept }: Manner): Sextant =>
  (house, kpis = allKpis, monthsUntil = span.until) => ({
    name,
    answer: async () => {
      house.readRollups(rollups);
      if (!kept) house.ask.invalidate("all");
      const answers: Line[][] = [];
      for (const panel of panels) answers.push(await ask(house, panel, kpis, monthsUntil));
      return answers;
    },
  });

/** The dashboard as Sextant answers it: from raw rows, from its rollups, from values it kept and rollups for the rest. */
export const sextant = {
  raw: inManner({ name: "Sextant, from raw", rollups: false, kept: false }),
  rollup: inManner({ name: "Sextant, from rollups", rollups: true, kept: false }),
  kept: inManner({ name: "Sextant, from kept values", rollups: true, kept: true }),
} as const;
