import type { EntitySpec } from "../kinds/kind.ts";
import { aggregateKey } from "./aggregate.ts";
import type { Piece } from "./plan.ts";
import { filterKey } from "./term.ts";

/** Entity scans with the same key look at the same entities in the same way: they are one. */
export const entityKey = ({ dataset, entity, filters, sliced, asked, frame }: EntitySpec): string =>
  JSON.stringify([dataset, entity.map((term) => term.key), filterKey(filters), sliced, asked, frame]);

/** Pieces with the same key say the same of an entity. */
export const pieceKey = ({ take }: Omit<Piece, "id">): string =>
  take.kind === "row"
    ? JSON.stringify([take.from, take.of.key])
    : JSON.stringify([take.frame, aggregateKey(take.aggregate), filterKey(take.filters)]);
