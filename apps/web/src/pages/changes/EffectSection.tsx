import type { Effect } from "@sextant/model/api/answers/effect";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { changesQuery } from "../../data/changes.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Bones } from "../../ui/Bones.tsx";
import { FlipList } from "./FlipList.tsx";
import { SeriesCard } from "./SeriesCard.tsx";

/** What the change does to past values and to statuses; asked apart, for it takes longer than the changes themselves. */
export const EffectSection = (): ReactNode => {
  const { data, error, refetch } = useQuery(changesQuery(true));
  return (
    <section aria-labelledby="changes-effect">
      <h2 id="changes-effect">Effect on past numbers</h2>
      {data === undefined ? (
        error === null ? (
          <Bones label="Loading the effect on past numbers" />
        ) : (
          <ProblemNotice error={error} retry={() => void refetch()} />
        )
      ) : (
        data.effect !== null && <Shown effect={data.effect} />
      )}
    </section>
  );
};

const Shown = ({ effect: { series, kpis, dashboards, leftOut } }: { effect: Effect }): ReactNode => (
  <>
    <p className="page-line">
      Computed for now from the rows that are here, under the definitions in force and under those of the files.
    </p>
    {series.length === 0 && kpis.length === 0 && leftOut.length === 0 && (
      <p className="change-calm">No past value moves and no status flips.</p>
    )}
    {kpis.length > 0 && <FlipList kpis={kpis} />}
    {series.length > 0 && (
      <ul className="effect-cards">
        {series.map((one) => (
          <SeriesCard key={`${one.type} ${one.id} ${one.grain}`} series={one} />
        ))}
      </ul>
    )}
    {dashboards.length > 0 && (
      <p className="page-line">Dashboards touched: {dashboards.map(({ label }) => label).join(", ")}.</p>
    )}
    {leftOut.map((sentence) => (
      <p key={sentence} className="change-left-out">
        {sentence}
      </p>
    ))}
  </>
);
