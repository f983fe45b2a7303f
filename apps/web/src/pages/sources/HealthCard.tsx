import type { SourceHealth } from "@sextant/model/source/health";
import type { ReactNode } from "react";
import { dateTimeIn, roughSpan } from "../../ui/instant.ts";
import { Completeness } from "./Completeness.tsx";
import { SaidMark } from "./SaidMark.tsx";
import { count, percent, rowsOf, type Said, volumeWords } from "./words.ts";

const freshnessOf = ({ watermark, isLate }: SourceHealth["freshness"]): Said => {
  if (watermark === null) return { word: "No rows yet", status: "unknown" };
  return isLate ? { word: "Late", status: "yellow" } : { word: "Fresh", status: "green" };
};

const Fresh = ({ freshness, timeZone }: { freshness: SourceHealth["freshness"]; timeZone: string }): ReactNode => {
  const { watermark, age, promised } = freshness;
  return (
    <div>
      <dt>Freshness</dt>
      <dd>
        <SaidMark {...freshnessOf(freshness)} />
        {watermark !== null && age !== null && (
          <p>
            Data to {dateTimeIn(watermark, timeZone)}, {roughSpan(age)} old
          </p>
        )}
        <p>Promised within {roughSpan(promised)}</p>
      </dd>
    </div>
  );
};

const Volume = ({ volume }: { volume: SourceHealth["volume"] }): ReactNode => {
  const { rows, expected, low, high, verdict } = volume;
  return (
    <div>
      <dt>Volume of the last settled day</dt>
      <dd>
        <SaidMark {...volumeWords[verdict]} />
        <p>
          {rowsOf(rows)}
          {expected !== null && `; usually ${count(expected)}`}
          {low !== null && high !== null && `, from ${count(low)} to ${count(high)}`}
        </p>
      </dd>
    </div>
  );
};

const Nulls = ({ nulls }: { nulls: SourceHealth["nulls"] }): ReactNode => {
  const unusual = nulls.filter(({ isUnusual }) => isUnusual);
  const shown = nulls.filter(({ recent, earlier }) => recent > 0 || (earlier ?? 0) > 0);
  const word =
    unusual.length === 0 ? "Nothing unusual" : `Unusual in ${unusual.map(({ column }) => column).join(", ")}`;
  return (
    <div>
      <dt>Missing values</dt>
      <dd>
        <SaidMark word={word} status={unusual.length === 0 ? "green" : "red"} />
        {shown.map(({ column, recent, earlier }) => (
          <p key={column}>
            {column}: {percent(recent)}
            {earlier !== null && `, before ${percent(earlier)}`}
          </p>
        ))}
      </dd>
    </div>
  );
};

const Duplicates = ({ share }: { share: number | null }): ReactNode => (
  <div>
    <dt>Repeated keys</dt>
    <dd>
      {share === null ? (
        <p>It has no key to tell by</p>
      ) : (
        <SaidMark word={share === 0 ? "None" : percent(share)} status={share === 0 ? "green" : "red"} />
      )}
    </dd>
  </div>
);

const changeWords: Record<SourceHealth["schema"][number]["change"], string> = {
  added: "is new",
  gone: "is gone",
  retyped: "changed its type",
};

/** How healthy one dataset of a source is (D3). */
export const HealthCard = ({ health, timeZone }: { health: SourceHealth; timeZone: string }): ReactNode => {
  const { dataset, rows, schema, completeness } = health;
  return (
    <article className="panel source-health" aria-label={`Health of ${dataset}`}>
      <h3>
        {dataset} <span className="page-line">{rowsOf(rows)}</span>
      </h3>
      <dl className="source-facts">
        <Fresh freshness={health.freshness} timeZone={timeZone} />
        {rows > 0 && <Volume volume={health.volume} />}
        {rows > 0 && <Nulls nulls={health.nulls} />}
        {rows > 0 && <Duplicates share={health.duplicates} />}
      </dl>
      {schema.map(({ column, change, before, after }) => (
        <p key={column} className="source-problem">
          Column {column} {changeWords[change]}
          {change === "retyped" && `: ${before}, now ${after}`}
        </p>
      ))}
      {completeness.length > 0 && <Completeness curve={completeness} />}
    </article>
  );
};
