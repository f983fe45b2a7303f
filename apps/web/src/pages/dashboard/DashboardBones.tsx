import type { ReactNode } from "react";

const places = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** Where the heading and eight tiles are going to be, in their sizes; the same as in index.html. */
export const DashboardBones = (): ReactNode => (
  <>
    <div className="page-head">
      <div role="status" aria-label="Loading the dashboard">
        <span className="bone bone-title" />
        <span className="bone bone-line" />
      </div>
    </div>
    <div className="tiles">
      {places.map((place) => (
        <div key={place} className="tile tile-bone" />
      ))}
    </div>
  </>
);
