import type { DueMetric } from "@sextant/model/api/answers/entry";
import type { ReactNode } from "react";
import { Link } from "../../ui/router/Link.tsx";

/** A metric with who answers for it, leading to the trail of its corrections. */
export const MetricName = ({ metric: { id, label, kpis } }: { metric: DueMetric }): ReactNode => (
  <th scope="row">
    {kpis.length === 0 && (
      <>
        <Link to="/dictionary/:id" params={{ id }} search={{ type: "metric" }}>
          {label}
        </Link>
        <span className="due-note">No KPI, so no owner</span>
      </>
    )}
    {kpis.map((kpi) => (
      <span key={kpi.id} className="due-kpi">
        <Link to="/kpis/:id" params={{ id: kpi.id }} hash="entries">
          {kpi.label}
        </Link>
        <span className="due-note">{kpi.owner ?? "No owner"}</span>
      </span>
    ))}
  </th>
);
