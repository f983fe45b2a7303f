import type { Direction } from "../../metric/direction.ts";
import type { Grain } from "../../time/grain.ts";

/** How a wanted value looks against what was. */
export interface TargetHistory {
  /** Past periods that had a value, and those that reached the wanted one. */
  of: number;
  met: number;
  sentence: string;
}

/** Shares of past periods from which on a target is said to be no stretch, or out of reach so far. */
const mostly = 0.9;

/** How often a wanted value was reached in past periods; null without a value to compare, or for a direction that has no better side. */
export const targetHistory = (
  values: readonly (number | null)[],
  wanted: number,
  direction: Direction,
  grain: Grain,
): TargetHistory | null => {
  if (direction !== "up_is_good" && direction !== "down_is_good") return null;
  const known = values.filter((value) => value !== null);
  if (known.length === 0) return null;
  const met = known.filter((value) => (direction === "up_is_good" ? value >= wanted : value <= wanted)).length;
  const side = direction === "up_is_good" ? "at or above" : "at or below";
  const plain = `You were ${side} this in ${met} of the last ${known.length} ${grain}s.`;
  const judgement =
    met === 0
      ? " It was never reached so far."
      : met / known.length >= mostly
        ? " It is met already: it asks for no change."
        : "";
  return { of: known.length, met, sentence: plain + judgement };
};
