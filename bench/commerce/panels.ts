import { firstInstant, lastInstant } from "./generate.ts";

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

/** What every statement by hand is bound to: the span of the data, epoch ms. */
export const span = { from: firstInstant, until: lastInstant };

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
