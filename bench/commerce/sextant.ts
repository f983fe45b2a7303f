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

/** The dashboard as Sextant answers it, in whatever way it thinks best; months only until an instant (epoch ms), when given. */
const asItComes = (house: House, kpis: readonly KpiId[] = allKpis, monthsUntil = span.until): Way => ({
  name: "Sextant",
  answer: async () => {
    const answers: Line[][] = [];
    for (const panel of panels) answers.push(await ask(house, panel, kpis, monthsUntil));
    return answers;
  },
});

/**
 * How Sextant is made to answer: from raw rows, from its rollups, from kept observations. What it cannot do yet has no entry, and
 * is then measured as it comes.
 */
export const sextant: {
  raw: typeof asItComes;
  rollup?: typeof asItComes;
  kept?: typeof asItComes;
} = { raw: asItComes };
