import type { OrganisationAnswer } from "@sextant/model/api/answers/organisation";
import { formatValue } from "@sextant/model/metric/format";
import type { ReactNode } from "react";

type Reconciliation = OrganisationAnswer["reconciliations"][number];
type Kpi = OrganisationAnswer["kpis"][number];

const sentence = ({ wanted, fromParts, gap, missing }: Reconciliation, kpi: Kpi): string => {
  const show = (value: number): string => formatValue(value, kpi.unit);
  if (gap === null || fromParts === null)
    return missing.length > 0
      ? `Cannot tell: no target on ${missing.join(", ")}.`
      : "Cannot tell: the parts give no value.";
  if (gap === 0) return `The parts give ${show(fromParts)}: it reconciles with ${show(wanted)}.`;
  return `The parts give ${show(fromParts)}, ${show(Math.abs(gap))} ${gap < 0 ? "short of" : "beyond"} the ${show(wanted)} wanted.`;
};

/** Where the target of a KPI follows from those of its parts, and by how much they miss each other (K8). */
export const Gaps = ({ answer: { kpis, reconciliations } }: { answer: OrganisationAnswer }): ReactNode =>
  reconciliations.length > 0 && (
    <section aria-labelledby="organisation-gaps">
      <h2 id="organisation-gaps">Targets that must reconcile</h2>
      <ul className="organisation-list">
        {reconciliations.map((one) => {
          const kpi = kpis.find(({ id }) => id === one.kpi);
          return (
            kpi !== undefined && (
              <li key={`${one.kpi} ${one.formula}`} data-gap={one.gap !== null && one.gap !== 0 ? "" : undefined}>
                <strong>{kpi.label}</strong> = <code>{one.formula}</code>. {sentence(one, kpi)}
              </li>
            )
          );
        })}
      </ul>
    </section>
  );
