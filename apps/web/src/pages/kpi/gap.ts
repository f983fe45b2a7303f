import type { Tile } from "@sextant/model/api/answers/tile";

/** How far the latest whole period is from its target, as stored, and on which side it lies. */
export interface Gap {
  amount: number;
  word: "better" | "worse" | undefined;
}

/** The gap of a tile to its target; null where either is missing. The server's judgement of it counts where it gave one. */
export const gapOf = ({ deltas, latest, target }: Pick<Tile, "deltas" | "latest" | "target">): Gap | null => {
  const delta = deltas.find(({ comparison }) => comparison === "target");
  const value = latest?.value ?? null;
  const amount = delta?.absolute ?? (value === null || target === null ? null : value - target);
  if (amount === null) return null;
  if (delta === undefined || delta.good === null || amount === 0) return { amount, word: undefined };
  return { amount, word: delta.good ? "better" : "worse" };
};
