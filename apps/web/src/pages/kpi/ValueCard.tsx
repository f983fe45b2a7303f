import type { KpiAnswer } from "@sextant/model/api/answers/kpi";
import { formatComputed, formatValue } from "@sextant/model/metric/format";
import { periodLabel } from "@sextant/model/time/label";
import type { ReactNode } from "react";
import { periodWords, sampleWords, stateWords } from "../../charts/prepare/words.ts";
import { DeltaText } from "../../parts/DeltaText.tsx";
import { Freshness } from "../../parts/Freshness.tsx";
import { FreshValue } from "../../parts/FreshValue.tsx";
import { gapOf } from "./gap.ts";
import { grainWords } from "./words.ts";

interface ValueCardProps {
  answer: KpiAnswer;
}

const Facts = ({ answer: { tile, now, timeZone } }: ValueCardProps): ReactNode => {
  const gap = gapOf(tile);
  return (
    <dl className="kpi-numbers number">
      <div>
        <dt>Target</dt>
        <dd>{tile.target === null ? "none" : formatValue(tile.target, tile.unit)}</dd>
      </div>
      {gap !== null && (
        <div>
          <dt>Gap to target</dt>
          <dd data-judgement={gap.word}>
            {formatValue(gap.amount, tile.unit, { signed: true, points: true })} {gap.word}
          </dd>
        </div>
      )}
      {tile.latest !== null && (
        <div>
          <dt>Sample</dt>
          <dd>{sampleWords(tile.latest.sampleSize)}</dd>
        </div>
      )}
      <div>
        <dt>Freshness</dt>
        <dd>
          <Freshness freshness={tile.freshness} now={now} timeZone={timeZone} />
        </dd>
      </div>
    </dl>
  );
};

/** The period that is not over, apart from the whole ones and never compared with them (T3). */
const SoFar = ({ answer: { tile } }: ValueCardProps): ReactNode => {
  const { toDate, unit } = tile;
  if (toDate === null) return null;
  const { nowcast } = tile;
  const samePart = tile.deltas.find(({ comparison }) => comparison === "like_for_like_to_date");
  return (
    <p className="kpi-so-far number">
      <span>
        <span className="kpi-hollow" aria-hidden="true" /> {periodLabel(toDate.periodKey)} so far
      </span>
      <strong>{formatComputed(toDate.value, tile)}</strong>
      <span className="kpi-so-far-note">
        {samePart !== undefined && (
          <>
            <DeltaText delta={samePart} unit={unit} />
            <br />
          </>
        )}
        {nowcast !== null && (
          <>
            {nowcast.sentence}
            {nowcast.kind === "nowcast" && ` From ${nowcast.have} earlier periods at the same point.`}
            <br />
          </>
        )}
        Not over: {sampleWords(toDate.sampleSize)} yet, not compared with whole periods.
      </span>
    </p>
  );
};

/** The number: the latest whole period against its target and its past, and the current period apart. */
export const ValueCard = ({ answer }: ValueCardProps): ReactNode => {
  const { tile, judgedGrain, timeZone } = answer;
  const { latest, unit, grain } = tile;
  const state = latest === null ? null : stateWords(latest);
  return (
    <section className="kpi-value" aria-label="Latest whole period">
      <div>
        <p className="kpi-period">{latest === null ? "No whole period yet" : periodWords(latest, timeZone)}</p>
        <p className="kpi-amount number">
          <FreshValue text={formatComputed(latest?.value ?? null, tile)} of={`${tile.id} ${grain}`} />
        </p>
        {state !== null && <p className="kpi-state">{`${state[0]?.toUpperCase()}${state.slice(1)}`}</p>}
        <ul className="kpi-deltas">
          {tile.deltas
            .filter(({ comparison }) => comparison === "previous_period" || comparison === "previous_year")
            .map((delta) => (
              <li key={`${delta.comparison} ${delta.periodKey}`}>
                <DeltaText delta={delta} unit={unit} />
              </li>
            ))}
        </ul>
      </div>
      <div>
        <Facts answer={answer} />
        <SoFar answer={answer} />
        {grain !== judgedGrain && (
          <p className="kpi-note">
            Status is judged by {grainWords[judgedGrain].toLowerCase()}; this page shows it by{" "}
            {grainWords[grain].toLowerCase()}.
          </p>
        )}
      </div>
    </section>
  );
};
