import type { Tile } from "@sextant/model/api/answers/tile";
import type { Status } from "@sextant/model/standing/status";

const urgency: Record<Status, number> = { red: 0, yellow: 1, unknown: 2, green: 3 };

/** The tiles that are not on track, worst first, otherwise in the dashboard's order. */
export const needingAttention = (tiles: readonly Tile[]): Tile[] =>
  tiles
    .filter(({ standing }) => standing.status !== "green")
    .toSorted((a, b) => urgency[a.standing.status] - urgency[b.standing.status]);
