import type { ReactNode } from "react";

/** Where everything about a KPI is going to be, in its sizes. */
export const KpiBones = (): ReactNode => (
  <>
    <h1 className="visually-hidden">Loading the KPI</h1>
    <div className="kpi-head" aria-hidden="true">
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
