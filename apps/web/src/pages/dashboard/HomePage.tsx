import type { Grain } from "@sextant/model/time/grain";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { workspaceQuery } from "../../data/queries.ts";
import { FailedPage } from "../../parts/FailedPage.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { DashboardBones } from "./DashboardBones.tsx";
import { DashboardPage } from "./DashboardPage.tsx";

interface HomePageProps {
  grain?: Grain | undefined;
}

/** The front door: the first dashboard of the workspace, or how to make one. */
export const HomePage = ({ grain }: HomePageProps): ReactNode => {
  const { data, error, refetch } = useQuery(workspaceQuery);
  if (data === undefined && error !== null)
    return <FailedPage title="Dashboards" error={error} retry={() => void refetch()} />;
  if (data === undefined) return <DashboardBones />;
  const [first] = data.dashboards;
  if (first !== undefined) return <DashboardPage id={first.id} grain={grain} />;
  return (
    <>
      <div className="page-head">
        <PageHeading title="Dashboards" />
      </div>
      <Notice
        title="No dashboard yet"
        hint="In a workspace folder: sextant init makes one with a dashboard, sextant apply brings it here."
      >
        A dashboard is a YAML file that names five to eight KPIs.
      </Notice>
    </>
  );
};
