import type { DictionaryPage } from "@sextant/model/api/answers/dictionary";
import type { ReactNode } from "react";
import { Link } from "../../ui/router/Link.tsx";

type Named = DictionaryPage["guardrails"];

const List = ({
  title,
  type,
  items,
}: {
  title: string;
  type: "kpi" | "metric" | "dashboard";
  items: Named;
}): ReactNode =>
  items.length > 0 && (
    <div>
      <dt>{title}</dt>
      <dd>
        {items.map(({ id, label }, index) => (
          <span key={id}>
            {index > 0 && ", "}
            {type === "dashboard" ? (
              <Link to="/dashboards/:id" params={{ id }}>
                {label}
              </Link>
            ) : (
              <Link to="/dictionary/:id" params={{ id }} search={{ type }}>
                {label}
              </Link>
            )}
          </span>
        ))}
      </dd>
    </div>
  );

/** What it stands on, what it is held together with, and where it is used. */
export const RelationsCard = ({ page }: { page: DictionaryPage }): ReactNode => {
  const { guardrails, guards, leads, ledBy, components, usedIn } = page;
  const all = [guardrails, guards, leads, ledBy, components, usedIn.dashboards, usedIn.kpis, usedIn.metrics];
  return (
    <section className="definition-card" aria-labelledby="definition-relations">
      <h2 id="definition-relations">What it belongs to</h2>
      {all.every((items) => items.length === 0) && <p>Nothing refers to it, and it stands alone.</p>}
      <dl className="definition-facts">
        <List title="Built on" type="metric" items={components} />
        <List title="Guarded by" type="kpi" items={guardrails} />
        <List title="Guards" type="kpi" items={guards} />
        <List title="Leads" type="kpi" items={leads} />
        <List title="Led by" type="kpi" items={ledBy} />
        <List title="Dashboards" type="dashboard" items={usedIn.dashboards} />
        <List title="KPIs on it" type="kpi" items={usedIn.kpis} />
        <List title="Metrics on it" type="metric" items={usedIn.metrics} />
      </dl>
    </section>
  );
};
