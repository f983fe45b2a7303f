import type { OwnDataAnswer } from "@sextant/model/api/answers/own-data";
import { formatComputed } from "@sextant/model/metric/format";
import { periodLabel } from "@sextant/model/time/label";
import type { ReactNode } from "react";
import { Sparkline } from "../../charts/draw/Sparkline.tsx";

interface ProposedKpisProps {
  answer: OwnDataAnswer;
  left: ReadonlySet<string>;
  onToggle: (id: string) => void;
}

/** The KPIs that fit, each with its value on this data and a reason; a person takes or leaves them. */
export const ProposedKpis = ({ answer, left, onToggle }: ProposedKpisProps): ReactNode => (
  <ul className="own-kpis">
    {answer.kpis.map(({ id, label, why, formula }) => {
      const tile = answer.dashboard?.tiles.find((one) => one.id === id);
      return (
        <li key={id} data-off={left.has(id) ? "" : undefined}>
          <label className="own-kpi">
            <input type="checkbox" checked={!left.has(id)} onChange={() => onToggle(id)} />
            <strong>{label}</strong>
          </label>
          {tile !== undefined && (
            <>
              <p className="own-value number">
                {formatComputed(tile.latest?.value ?? null, tile, { compact: true })}
                {tile.latest !== null && <span>{periodLabel(tile.latest.periodKey)}</span>}
              </p>
              <Sparkline observations={tile.series} targets={tile.targets} status="unknown" />
            </>
          )}
          <p className="own-why">{why}</p>
          <code>{formula}</code>
        </li>
      );
    })}
  </ul>
);
