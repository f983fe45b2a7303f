import type { House } from "../house.ts";
import { firstInstant, lastInstant } from "./generate.ts";

/** The KPIs of the dashboard, in the order of the columns of every answer. */
export const kpis = [
  "active_users",
  "p90_duration",
  "visits",
  "signup_rate",
  "revenue",
  "orders",
  "average_order",
  "refund_rate",
] as const;

/** A chart of the dashboard: every KPI by period, and by channel or not. */
export interface Panel {
  name: string;
  grain: "week" | "month";
  byChannel: boolean;
}

/** The three panels of the issue; the last of the 24 months still runs. */
export const panels: readonly Panel[] = [
  { name: "24 months", grain: "month", byChannel: false },
  { name: "104 weeks", grain: "week", byChannel: false },
  { name: "months × channel", grain: "month", byChannel: true },
];

/** One line of a panel: start of the period (epoch ms), channel or "", one value per KPI. */
export type Line = readonly [period: number, channel: string, ...values: number[]];

/** The lines of every panel, ordered by period and channel. */
export type Answer = readonly (readonly Line[])[];

/** One way to compute the dashboard; every one must give the same answer. */
export interface Way {
  name: string;
  answer: () => Promise<Answer>;
}

/** Lines in the order they are compared in. */
export const inOrder = (lines: readonly Line[]): Line[] =>
  lines.toSorted((one, other) => one[0] - other[0] || (one[1] < other[1] ? -1 : one[1] > other[1] ? 1 : 0));

/** Doubles divided, interpolated or added up in another order differ in their last bits. */
const tolerance = 1e-12;

const isSame = (one: Line, other: Line | undefined): boolean =>
  one.length === other?.length &&
  one.every((cell, column) => {
    const there = other[column];
    if (typeof cell === "string" || typeof there === "string") return cell === there;
    return Math.abs(cell - (there ?? Number.NaN)) <= tolerance * Math.abs(cell);
  });

/** Throws unless two answers have the same lines with the same values. */
export const checkSame = (one: Answer, other: Answer, names: readonly [string, string]): void => {
  for (const [index, { name }] of panels.entries()) {
    const [ours, theirs] = [one[index] ?? [], other[index] ?? []];
    if (ours.length !== theirs.length || ours.length === 0)
      throw new Error(`${name}: ${names[0]} has ${ours.length} lines, ${names[1]} ${theirs.length}.`);
    const wrong = ours.findIndex((line, row) => !isSame(line, theirs[row]));
    if (wrong >= 0)
      throw new Error(
        `${name}: ${names[0]} says ${JSON.stringify(ours[wrong])}, ${names[1]} ${JSON.stringify(theirs[wrong])}.`,
      );
  }
};

const dateOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);

const ask = async (house: House, { grain, byChannel }: Panel): Promise<Line[]> => {
  const { series } = await house.ask.ask({
    kpis: [...kpis],
    metrics: [],
    grain,
    from: dateOf(firstInstant),
    to: dateOf(lastInstant),
    by: byChannel ? ["channel"] : [],
    limit: 100,
  });
  const lines = new Map<string, [number, string, ...number[]]>();
  for (const { kpi, slice, observations } of series) {
    const column = kpis.findIndex((id) => id === kpi) + 2;
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

/** The dashboard as Sextant answers it, in whatever way it thinks best. */
export const sextant = (house: House): Way => ({
  name: "Sextant",
  answer: async () => {
    const answers: Line[][] = [];
    for (const panel of panels) answers.push(await ask(house, panel));
    return answers;
  },
});
