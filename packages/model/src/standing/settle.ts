import { type Colour, type ColourBands, colourOf, isWorse } from "./bands.ts";
import { contains, widened } from "./interval.ts";

/** What keeps a status from flickering (S2). */
export interface StatusRule {
  /** Margin, in value units, by which a value must pass a boundary before the status leaves its band, either way. */
  hysteresis: number;
  /** A worse status is entered only when at least `periods` of the last `of` closed periods are in it or worse. */
  persistence: { periods: number; of: number } | null;
  /** Fewer rows than this and the status is unknown (N4). */
  minimumSample: number;
}

/** One period's value and the bands it is held against; `colour` is what they say of it alone, null when nothing. */
export interface Reading {
  value: number;
  bands: ColourBands;
  colour: Colour | null;
}

/** A reading of a value against bands. */
export const readingOf = (value: number, bands: ColourBands): Reading => ({
  value,
  bands,
  colour: colourOf(bands, value),
});

/** The status after a period, and what, if anything, kept it from being what the value alone says. */
export interface Settled {
  colour: Colour;
  heldBy: "hysteresis" | "persistence" | null;
}

const votesFor = (colour: Colour, window: readonly (Reading | null)[]): number =>
  window.filter((reading) => reading !== null && reading.colour !== null && !isWorse(colour, reading.colour)).length;

/** Votes for a status being at least as bad as `colour` among the last readings; a period without one has no vote. */
export const countVotes = (colour: Colour, readings: readonly (Reading | null)[], last: number): number =>
  votesFor(colour, readings.slice(-last));

const stays = (previous: Colour, { value, bands }: Reading, margin: number): boolean =>
  bands[previous].some((interval) => contains(widened(interval, margin), value));

const step = (previous: Colour, readings: readonly (Reading | null)[], reading: Reading, rule: StatusRule): Settled => {
  const { colour } = reading;
  if (colour === null || colour === previous) return { colour: previous, heldBy: null };
  if (rule.hysteresis > 0 && stays(previous, reading, rule.hysteresis))
    return { colour: previous, heldBy: "hysteresis" };
  const { persistence } = rule;
  if (persistence === null || !isWorse(colour, previous)) return { colour, heldBy: null };
  const candidates: Colour[] = colour === "red" && previous === "green" ? ["red", "yellow"] : [colour];
  const entered = candidates.find(
    (candidate) => countVotes(candidate, readings, persistence.of) >= persistence.periods,
  );
  if (entered === colour) return { colour, heldBy: null };
  return { colour: entered ?? previous, heldBy: "persistence" };
};

/**
 * Carries a status through readings, oldest first, and gives it after the last one; the first `seen` of them were judged
 * before. Without a previous status the first reading speaks for itself. Null when no reading says anything.
 */
export const settle = (
  previous: Colour | null,
  readings: readonly (Reading | null)[],
  seen: number,
  rule: StatusRule,
): Settled | null => {
  let state: Settled | null = previous === null ? null : { colour: previous, heldBy: null };
  for (const [index, reading] of readings.entries()) {
    if (index < seen || reading === null) continue;
    if (state !== null) state = step(state.colour, readings.slice(0, index + 1), reading, rule);
    else if (reading.colour !== null) state = { colour: reading.colour, heldBy: null };
  }
  return state;
};
