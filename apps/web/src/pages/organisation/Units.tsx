import type { OrganisationAnswer } from "@sextant/model/api/answers/organisation";
import type { ReactNode } from "react";
import { Link } from "../../ui/router/Link.tsx";

interface UnitProps {
  answer: OrganisationAnswer;
  parent: string | null;
}

const Level = ({ answer, parent }: UnitProps): ReactNode => {
  const here = answer.units.filter((unit) => unit.parent === parent);
  if (here.length === 0) return null;
  const label = (id: string): string => answer.kpis.find((kpi) => kpi.id === id)?.label ?? id;
  return (
    <ul className="organisation-list organisation-units">
      {here.map((unit) => (
        <li key={unit.id}>
          <strong>{unit.label}</strong> <span className="organisation-soft">{unit.level}</span>
          {unit.people.length > 0 && <p>{unit.people.map((person) => person.label).join(", ")}</p>}
          {unit.kpis.length > 0 && (
            <p>
              {unit.kpis.map((id, index) => (
                <span key={id}>
                  {index > 0 && ", "}
                  <Link to="/dictionary/:id" params={{ id }} search={{ type: "kpi" }}>
                    {label(id)}
                  </Link>
                </span>
              ))}
            </p>
          )}
          <Level answer={answer} parent={unit.id} />
        </li>
      ))}
    </ul>
  );
};

/** The units of the organisation as a tree, with their people and KPIs. */
export const Units = ({ answer }: { answer: OrganisationAnswer }): ReactNode => (
  <section aria-labelledby="organisation-units">
    <h2 id="organisation-units">Units</h2>
    {answer.units.length === 0 && (
      <p className="page-line">
        No unit is defined; write <code>org_units</code> in YAML.
      </p>
    )}
    <Level answer={answer} parent={null} />
    {answer.unplaced.length > 0 && (
      <p className="page-line">In no unit: {answer.unplaced.map(({ label }) => label).join(", ")}.</p>
    )}
  </section>
);
