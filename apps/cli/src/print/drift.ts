import type { Tile } from "@sextant/model/api/answers/tile";
import { paint } from "./status.ts";

/** Which KPIs are drifted and why, a line per reason: shape, word, sentence (K5). Empty when none is. */
export const driftText = (tiles: readonly Pick<Tile, "label" | "drift">[], color: boolean): string =>
  tiles
    .flatMap(({ label, drift }) =>
      drift.map(({ sentence }) => `${paint("≠ drifted", 35, color)}  ${label}: ${sentence}`),
    )
    .join("\n");
