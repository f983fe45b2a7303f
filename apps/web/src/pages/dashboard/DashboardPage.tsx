import type { DashboardAnswer } from "@sextant/model/api/answers/dashboard";
import type { Grain } from "@sextant/model/time/grain";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { dashboardQuery } from "../../data/queries.ts";
import { FailedPage } from "../../parts/FailedPage.tsx";
import { KpiTile } from "../../parts/KpiTile.tsx";
import { dateTimeIn, placeOfZone } from "../../ui/instant.ts";
import { Notice } from "../../ui/Notice.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { writeSearch } from "../../ui/router/address.ts";
import { go } from "../../ui/router/history.ts";
import { Segmented } from "../../ui/Segmented.tsx";
import { Attention } from "./Attention.tsx";
import { useChangesInWords } from "./announce.ts";
import { DashboardBones } from "./DashboardBones.tsx";
import { grainChoices } from "./grain.ts";
import { LoadingBar } from "./LoadingBar.tsx";

const clockLine = ({ now, pinned, timeZone }: DashboardAnswer): string => {
  const time = `${dateTimeIn(now, timeZone)} ${placeOfZone(timeZone)}`;
  return pinned ? `Clock pinned at ${time}` : `As of ${time}`;
};

interface DashboardPageProps {
  id: string;
  grain?: Grain | undefined;
}

/** A dashboard by its id: loads it, and shows its tiles, its emptiness or its failure. */
export const DashboardPage = ({ id, grain }: DashboardPageProps): ReactNode => {
  const { data, error, isPlaceholderData, refetch } = useQuery(dashboardQuery(id, grain));
  if (data === undefined && error !== null)
    return <FailedPage title="Dashboard" error={error} retry={() => void refetch()} />;
  if (data === undefined) return <DashboardBones />;
  return <Loaded dashboard={data} grain={grain} isChanging={isPlaceholderData} />;
};

interface LoadedProps {
  dashboard: DashboardAnswer;
  grain: Grain | undefined;
  /** True while the tiles are those of another grain. */
  isChanging: boolean;
}

const Loaded = ({ dashboard, grain, isChanging }: LoadedProps): ReactNode => {
  const words = useChangesInWords(dashboard.tiles);
  return (
    <>
      <div className="page-head">
        <div>
          <PageHeading title={dashboard.label} />
          <p className="page-line">{clockLine(dashboard)}</p>
        </div>
        <Segmented
          label="Period"
          value={grain ?? dashboard.grain}
          options={grainChoices}
          onChange={(next) => go(writeSearch({ grain: next }), { keepScroll: true })}
        />
      </div>
      <LoadingBar />
      {dashboard.tiles.length === 0 ? (
        <Notice
          title="This dashboard has no KPIs yet"
          hint="Add their ids under kpis: in its YAML file, then run sextant apply."
        >
          A KPI is a metric with an owner, an objective, a target and an action.
        </Notice>
      ) : (
        <>
          <div className="tiles" aria-busy={isChanging}>
            {dashboard.tiles.map((tile) => (
              <KpiTile key={tile.id} tile={tile} grain={grain} now={dashboard.now} timeZone={dashboard.timeZone} />
            ))}
          </div>
          <Attention tiles={dashboard.tiles} grain={grain} />
        </>
      )}
      <p className="visually-hidden" aria-live="polite">
        {words}
      </p>
    </>
  );
};
