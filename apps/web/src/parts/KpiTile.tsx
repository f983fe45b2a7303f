import type { Tile } from "@sextant/model/api/answers/tile";
import { formatComputed, formatValue } from "@sextant/model/metric/format";
import type { Grain } from "@sextant/model/time/grain";
import { periodLabel } from "@sextant/model/time/label";
import { memo, type ReactNode } from "react";
import { Sparkline } from "../charts/draw/Sparkline.tsx";
import { Link } from "../ui/router/Link.tsx";
import { DeltaText, shortLabel } from "./DeltaText.tsx";
import { DriftMark } from "./DriftMark.tsx";
import { Freshness } from "./Freshness.tsx";
import { FreshValue } from "./FreshValue.tsx";
import { reasonRemarks } from "./reason.ts";
import { StatusPill } from "./StatusPill.tsx";

interface KpiTileProps {
  tile: Tile;
  /** Grain in the address, carried over to the KPI's page. */
  grain: Grain | undefined;
  now: number;
  timeZone: string;
}

const compact = { compact: true } as const;

const Amounts = ({ tile }: { tile: Tile }): ReactNode => (
  <div className="tile-amounts number">
    <FreshValue text={formatComputed(tile.latest?.value ?? null, tile, compact)} of={`${tile.id} ${tile.grain}`} />
    {tile.latest !== null && <span className="tile-period">{periodLabel(tile.latest.periodKey)}</span>}
  </div>
);

const Comparisons = ({ tile }: { tile: Tile }): ReactNode => (
  <ul className="tile-lines">
    <li className="tile-target number">
      {tile.target === null ? (
        `No target by ${tile.grain}`
      ) : (
        <>
          Target <strong>{formatValue(tile.target, tile.unit, compact)}</strong>
        </>
      )}
    </li>
    {tile.deltas
      .filter(({ comparison }) => comparison !== "target")
      .slice(0, 2)
      .map((delta) => (
        <li key={delta.comparison}>
          <DeltaText delta={delta} unit={tile.unit} beside={tile.latest?.periodKey} />
        </li>
      ))}
    {tile.deltas.length === 0 && <li>Nothing earlier to compare with</li>}
  </ul>
);

/** What comes next, and the period that is not over, said apart because it is never compared as if it were whole (T3). */
const SoFar = ({ tile }: { tile: Tile }): ReactNode => (
  <p className="tile-so-far number">
    {tile.nowcast === null && tile.outlook !== null && <span className="tile-nowcast">{tile.outlook.sentence}</span>}
    {tile.toDate !== null && (
      <>
        <span className="tile-hollow" aria-hidden="true" /> {shortLabel(tile.toDate.periodKey, tile.latest?.periodKey)}{" "}
        so far {formatComputed(tile.toDate.value, tile, compact)}
        {tile.nowcast !== null && <span className="tile-nowcast">{tile.nowcast.sentence}</span>}
      </>
    )}
  </p>
);

/** The status colours the latest value only where it is the one judged; at another grain it is not. */
const statusOfLatest = ({ standing, latest }: Tile): Tile["standing"]["status"] =>
  latest?.periodKey === standing.periodKey ? standing.status : "unknown";

/** The reason without the period it starts with, when that is the one beside the value. */
const withoutPeriod = ({ standing, latest }: Tile): string => {
  const start = latest === null ? "" : `${periodLabel(latest.periodKey)}: `;
  return standing.sentence.startsWith(start) ? standing.sentence.slice(start.length) : standing.sentence;
};

/** One KPI of a dashboard: where it stands, how much, against what, and why; all of it a link to its page. */
export const KpiTile = memo(
  ({ tile, grain, now, timeZone }: KpiTileProps): ReactNode => (
    <article className="tile" data-status={tile.standing.status} aria-labelledby={`tile-${tile.id}`}>
      <div className="tile-top">
        <StatusPill status={tile.standing.status} remark={reasonRemarks[tile.standing.reason]} />
        <DriftMark drift={tile.drift} />
        {tile.owner !== null && (
          <span className="tile-owner">
            <span className="visually-hidden">Owner: </span>
            {tile.owner.label}
          </span>
        )}
      </div>
      <div className="tile-head">
        <h2 id={`tile-${tile.id}`} className="tile-name">
          <Link to="/kpis/:id" params={{ id: tile.id }} search={{ grain }} className="tile-link">
            {tile.label}
          </Link>
        </h2>
        {tile.timing !== null && (
          <span className="tile-timing">{tile.timing === "leading" ? "Leading" : "Lagging"}</span>
        )}
      </div>
      <Amounts tile={tile} />
      <Comparisons tile={tile} />
      <Sparkline observations={tile.series} targets={tile.targets} status={statusOfLatest(tile)} />
      <SoFar tile={tile} />
      <p className="tile-reason">
        {withoutPeriod(tile)}
        {tile.drift[0] !== undefined && ` Drifted: ${tile.drift[0].sentence}`}
      </p>
      <div className="tile-foot">
        <Freshness freshness={tile.freshness} now={now} timeZone={timeZone} />
        <Link to="/kpis/:id" params={{ id: tile.id }} search={{ grain }} hash="receipt" className="tile-receipt">
          Receipt<span className="visually-hidden"> of {tile.label}</span>
        </Link>
      </div>
    </article>
  ),
);
