import type { Tile } from "@sextant/model/api/answers/tile";
import type { Grain } from "@sextant/model/time/grain";
import type { ReactNode } from "react";
import { StatusPill } from "../../parts/StatusPill.tsx";
import { Link } from "../../ui/router/Link.tsx";
import { needingAttention } from "./attention.ts";

interface AttentionProps {
  tiles: readonly Tile[];
  grain: Grain | undefined;
}

/** What is not on track, worst first, one line each. */
export const Attention = ({ tiles, grain }: AttentionProps): ReactNode => {
  const urgent = needingAttention(tiles);
  return (
    <section className="attention" aria-labelledby="attention">
      <h2 id="attention">Needs attention</h2>
      {urgent.length === 0 ? (
        <p className="page-line">Nothing: all {tiles.length} KPIs are on track.</p>
      ) : (
        <ul>
          {urgent.map((tile) => (
            <li key={tile.id}>
              <StatusPill status={tile.standing.status} />
              <Link to="/kpis/:id" params={{ id: tile.id }} search={{ grain }}>
                {tile.label}
              </Link>
              <span className="attention-why">{tile.standing.sentence}</span>
              <span className="attention-owner">{tile.owner?.label ?? "No owner"}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
