import type { Tile } from "@sextant/model/api/answers/tile";
import { formatValue } from "@sextant/model/metric/format";
import { useEffect, useRef, useState } from "react";
import { statusWords } from "../../parts/StatusPill.tsx";

const shownValue = (tile: Tile): string => formatValue(tile.latest?.value ?? null, tile.unit);

/** What changed between two looks at the same tiles, in words; empty when nothing did or the tiles are others. */
export const changesInWords = (before: readonly Tile[], after: readonly Tile[]): string => {
  const known = new Map(before.map((tile) => [`${tile.id} ${tile.grain}`, tile]));
  return after
    .flatMap((tile) => {
      const old = known.get(`${tile.id} ${tile.grain}`);
      if (old === undefined) return [];
      if (shownValue(old) === shownValue(tile) && old.standing.status === tile.standing.status) return [];
      return [`${tile.label} is now ${shownValue(tile)}, ${statusWords[tile.standing.status]}.`];
    })
    .join(" ");
};

/** The last change of the tiles in words, for a live region; what was read before is never said again. */
export const useChangesInWords = (tiles: readonly Tile[]): string => {
  const before = useRef(tiles);
  const [words, setWords] = useState("");
  useEffect(() => {
    const changes = changesInWords(before.current, tiles);
    before.current = tiles;
    if (changes !== "") setWords(changes);
  }, [tiles]);
  return words;
};
