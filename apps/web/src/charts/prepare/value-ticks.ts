import type { UnitView } from "@sextant/model/api/answers/tile";
import { ticks } from "d3-array";
import type { ValueDomain } from "./domain.ts";

/** A marked place on the value axis; `value` as stored, `text` as read. */
export interface ValueTick {
  value: number;
  text: string;
}

const magnitudes: readonly [number, string][] = [
  [1e12, "T"],
  [1e9, "B"],
  [1e6, "M"],
  [1e3, "K"],
];

/** Above this, magnitudes have no short name and powers of ten are written. */
const unnamed = 1e15;

const magnitudeOf = (largest: number): [number, string] => {
  if (largest < 10_000) return [1, ""];
  return magnitudes.find(([size]) => largest >= size) ?? [1, ""];
};

const numbers = new Map<number, Intl.NumberFormat>();

const numberWith = (decimals: number): Intl.NumberFormat => {
  const known = numbers.get(decimals);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat("en-GB", { minimumFractionDigits: decimals, maximumFractionDigits: decimals });
  numbers.set(decimals, made);
  return made;
};

/** Symbols short enough to stand at every tick; longer ones are written once, above the axis. */
const standsAtTicks = (unit: UnitView): boolean => unit.symbol.length === 1;

/** What is written above the value axis: the unit's symbol where the ticks do not carry it, else nothing. */
export const axisCaption = (unit: UnitView): string | null =>
  unit.symbol === "" || standsAtTicks(unit) ? null : unit.symbol;

const decimalsOf = (step: number): number => {
  if (!(step > 0)) return 0;
  return Math.min(12, Math.max(0, -Math.floor(Math.log10(step) + 1e-9)));
};

const writer = (shown: readonly number[], unit: UnitView): ((value: number) => string) => {
  const largest = shown.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const [size, name] = magnitudeOf(largest);
  const step = Math.abs((shown[1] ?? 0) - (shown[0] ?? 0)) / size;
  const format = numberWith(decimalsOf(step));
  const symbol = standsAtTicks(unit) ? unit.symbol : "";
  const digitsOf = (value: number): string =>
    largest >= unnamed ? value.toExponential(1) : `${format.format(value / size)}${name}`;
  return (value) => {
    const digits = value === 0 ? "0" : digitsOf(Math.abs(value));
    const sign = value < 0 ? "−" : "";
    return unit.position === "before" ? `${sign}${symbol}${digits}` : `${sign}${digits}${symbol}`;
  };
};

/** Round values of the axis in the unit's own scale, about `count` of them; counts get no ticks between whole numbers. */
export const valueTicks = ({ low, high }: ValueDomain, unit: UnitView, count: number): ValueTick[] => {
  const wholeOnly = unit.decimals === 0 && unit.scale === 1;
  const shown = ticks(low * unit.scale, high * unit.scale, Math.max(1, count));
  const kept = wholeOnly ? shown.filter(Number.isInteger) : shown;
  const write = writer(kept, unit);
  return kept.map((value) => ({ value: value / unit.scale, text: write(value) }));
};
