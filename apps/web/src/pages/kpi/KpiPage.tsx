import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { kpiQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Bones } from "../../ui/Bones.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";

const route = getRouteApi("/kpis/$id");

/** Everything about one KPI. */
export const KpiPage = (): ReactNode => {
  const { id } = route.useParams();
  const search = route.useSearch();
  const { data, error, refetch } = useQuery(kpiQuery(id, search));
  if (data === undefined && error !== null) return <ProblemNotice error={error} retry={() => void refetch()} />;
  if (data === undefined) return <Bones label="Loading the KPI" />;
  return (
    <div className="page-head">
      <PageHeading title={data.tile.label} />
    </div>
  );
};
