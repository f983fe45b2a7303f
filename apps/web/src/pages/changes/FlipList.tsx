import type { KpiEffectView } from "@sextant/model/api/answers/effect";
import { periodLabel } from "@sextant/model/time/label";
import type { ReactNode } from "react";
import { StatusPill } from "../../parts/StatusPill.tsx";
import { Link } from "../../ui/router/Link.tsx";

const pastOf = ({ changed, periods, changes }: KpiEffectView): string => {
  if (periods === 0) return "";
  if (changed === 0) return `All ${periods} past periods keep their status.`;
  const last = changes.at(-1);
  const when = last === undefined ? "" : `, the latest of them ${periodLabel(last.periodKey)}`;
  return `${changed} of ${periods} past periods would have had another status${when}.`;
};

const Statuses = ({ kpi: { from, to, flips } }: { kpi: KpiEffectView }): ReactNode => (
  <span className="flip-statuses">
    <StatusPill status={from.status} />
    {flips && to !== null && (
      <>
        <span aria-hidden="true">→</span>
        <span className="visually-hidden">becomes</span>
        <StatusPill status={to.status} />
      </>
    )}
  </span>
);

/** The KPIs a change touches: whose status flips now first, then by how many past periods. */
export const FlipList = ({ kpis }: { kpis: readonly KpiEffectView[] }): ReactNode => {
  const flips = kpis.filter((kpi) => kpi.flips).length;
  return (
    <div className="flips">
      <h3>{flips === 0 ? "No status flips now" : `${flips} ${flips === 1 ? "status flips" : "statuses flip"} now`}</h3>
      <ul>
        {[...kpis]
          .sort((a, b) => Number(b.flips) - Number(a.flips) || b.changed - a.changed)
          .map((kpi) => (
            <li key={kpi.id}>
              <Statuses kpi={kpi} />
              <Link to="/kpis/:id" params={{ id: kpi.id }}>
                {kpi.label}
              </Link>
              <span className="flip-why">
                {kpi.to === null ? "Known once its data has been read anew." : kpi.flips ? kpi.to.sentence : "Stays."}{" "}
                {pastOf(kpi)}
              </span>
            </li>
          ))}
      </ul>
    </div>
  );
};
