import type { CascadeAnswer } from "@sextant/model/api/answers/cascade";
import { formatValue } from "@sextant/model/metric/format";
import { type ReactNode, useState } from "react";
import { StatusPill } from "../../parts/StatusPill.tsx";
import { Link } from "../../ui/router/Link.tsx";
import type { CascadeTree, UnitNode } from "./tree.ts";
import { wholeWords } from "./words.ts";

type Kpi = CascadeAnswer["kpis"][number];

interface Shown {
  tree: CascadeTree;
  measures: CascadeAnswer["measures"];
  /** Asks what if this KPI changed. */
  suppose: (kpi: Kpi) => void;
}

/** KPIs with targets, and how each follows from its parts. */
export const Kpis = ({ kpis, tree, measures, suppose }: Shown & { kpis: readonly Kpi[] }): ReactNode => (
  <ul className="cascade-kpis">
    {kpis.map((kpi) => {
      const unit = measures[kpi.measure];
      return (
        <li key={kpi.id}>
          <Link to="/kpis/:id" params={{ id: kpi.id }}>
            {kpi.label}
          </Link>
          {kpi.status !== null && <StatusPill status={kpi.status} />}
          <span className="number">
            target {unit === undefined ? kpi.target : formatValue(kpi.target, unit)} · {kpi.owner ?? "nobody owns it"}
          </span>
          <button type="button" className="button quiet" onClick={() => suppose(kpi)}>
            What if<span className="visually-hidden"> {kpi.label} changed</span>
          </button>
          {tree.wholes.get(kpi.id)?.map((whole) => (
            <p key={whole.formula} data-outcome={whole.outcome} className="cascade-whole">
              = <code>{whole.formula}</code>. {wholeWords(whole, unit)}
            </p>
          ))}
        </li>
      );
    })}
  </ul>
);

/** A unit that opens on demand: what is closed is not drawn. */
export const Unit = ({ node, depth, ...shown }: Shown & { node: UnitNode; depth: number }): ReactNode => {
  const [open, setOpen] = useState(depth < 1);
  const inside = node.kpis.length + node.below.length > 0;
  return (
    <li>
      <button
        type="button"
        className="cascade-unit"
        aria-expanded={open}
        disabled={!inside}
        onClick={() => setOpen(!open)}
      >
        <span aria-hidden="true">{inside ? (open ? "▾" : "▸") : "·"}</span> <strong>{node.unit.label}</strong>{" "}
        <span className="cascade-soft">
          {node.unit.level}, {node.kpis.length} {node.kpis.length === 1 ? "KPI" : "KPIs"}
          {node.faults > 0 && `, ${node.faults} off below`}
        </span>
      </button>
      {open && inside && (
        <>
          <Kpis kpis={node.kpis} {...shown} />
          {node.below.length > 0 && (
            <ul className="cascade-units">
              {node.below.map((below) => (
                <Unit key={below.unit.id} node={below} depth={depth + 1} {...shown} />
              ))}
            </ul>
          )}
        </>
      )}
    </li>
  );
};
