import type { ReactNode } from "react";

/** Where everything about a KPI is going to be, in its sizes. */
export const KpiBones = (): ReactNode => (
  <>
    <div className="kpi-head" role="status" aria-label="Loading the KPI">
      <span className="bone bone-title" />
      <span className="bone bone-line" />
      <span className="bone bone-line" />
    </div>
    <div className="kpi-layout">
      <div className="kpi-value">
        <span className="bone kpi-bone-value" />
      </div>
      <div className="kpi-main">
        <div className="card bone kpi-bone-chart" />
        <div className="card bone kpi-bone-chart" />
      </div>
      <div className="kpi-aside">
        <div className="card bone kpi-bone-card" />
      </div>
    </div>
  </>
);
