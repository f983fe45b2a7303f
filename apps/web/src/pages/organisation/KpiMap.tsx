import type { OrganisationAnswer } from "@sextant/model/api/answers/organisation";
import type { ReactNode } from "react";
import { type PlacedNode, tidyTree } from "../../charts/prepare/tidy-tree.ts";
import { StatusPill } from "../../parts/StatusPill.tsx";
import { Link } from "../../ui/router/Link.tsx";

/** Sizes in px: a node, and the distance from one to the next. */
const node = { width: 200, height: 64 };
const step = { x: 248, y: 80 };

/** From the top down. */
const levels: Record<Kpi["level"], number> = { company: 0, department: 1, team: 2, person: 3 };

type Answer = Pick<OrganisationAnswer, "kpis" | "links">;
type Kpi = Answer["kpis"][number];

const linkWords = {
  component: "is part of",
  contributes: "contributes to",
  leads: "leads",
  guardrail: "guards",
} as const;

const leftOf = ({ depth }: PlacedNode): number => depth * step.x;
const topOf = ({ row }: PlacedNode): number => row * step.y;

/** A curve from the right side of one node to the left side of another; between nodes of one column around their side. */
const curve = (from: PlacedNode, to: PlacedNode): string => {
  const start = [leftOf(from) + node.width, topOf(from) + node.height / 2] as const;
  const end = [leftOf(to), topOf(to) + node.height / 2] as const;
  const middle = (start[0] + end[0]) / 2;
  return `M${start[0]} ${start[1]}C${middle} ${start[1]} ${middle} ${end[1]} ${end[0]} ${end[1]}`;
};

const Node = ({ kpi, place }: { kpi: Kpi; place: PlacedNode }): ReactNode => (
  <li className="map-node" style={{ insetInlineStart: leftOf(place), top: topOf(place) }} data-level={kpi.level}>
    <Link to="/dictionary/:id" params={{ id: kpi.id }} search={{ type: "kpi" }} className="map-name">
      {kpi.label}
    </Link>
    <span className="map-line">
      {kpi.standing === null ? <span>Not judged</span> : <StatusPill status={kpi.standing.status} />}
      <span>{kpi.level}</span>
    </span>
  </li>
);

/** KPIs as a tree: what a KPI is made of, and what leads it, stands to its right. Guardrails are in the list below. */
export const KpiMap = ({ answer: { kpis, links } }: { answer: Answer }): ReactNode => {
  const byId = new Map(kpis.map((kpi) => [kpi.id, kpi]));
  const order = kpis.toSorted((a, b) => levels[a.level] - levels[b.level]).map(({ id }) => id);
  const down = links.filter(({ kind }) => kind !== "guardrail");
  const tree = tidyTree(
    order.filter((id) => byId.get(id)?.orphan === false),
    down.map(({ from, to }) => ({ parent: to, child: from })),
  );
  const places = new Map(tree.nodes.map((place) => [place.id, place]));
  if (tree.nodes.length === 0) return null;
  const size = { width: tree.columns * step.x, height: tree.rows * step.y };
  return (
    <section aria-labelledby="organisation-map">
      <h2 id="organisation-map">Map</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard */}
      <section className="map-frame" tabIndex={0} aria-label="Map of KPIs">
        <svg className="map-edges" {...size} aria-hidden="true">
          {down.map(({ from, to, kind }) => {
            const [child, parent] = [places.get(from), places.get(to)];
            return (
              child !== undefined &&
              parent !== undefined && <path key={`${from} ${to} ${kind}`} data-kind={kind} d={curve(parent, child)} />
            );
          })}
        </svg>
        <ul className="map-nodes" style={size}>
          {tree.nodes.map((place) => {
            const kpi = byId.get(place.id);
            return kpi === undefined ? null : <Node key={place.id} kpi={kpi} place={place} />;
          })}
        </ul>
      </section>
      <details>
        <summary>The same as a list</summary>
        <ul className="organisation-list">
          {links.map(({ from, to, kind }) => (
            <li key={`${from} ${to} ${kind}`}>
              {byId.get(from)?.label} {linkWords[kind]} {byId.get(to)?.label}.
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
};
