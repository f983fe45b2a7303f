import type { KpiAnswer } from "@sextant/model/api/answers/kpi";
import type { ReactNode } from "react";
import { reasonRemarks } from "../../parts/reason.ts";
import { StatusPill, statusWords } from "../../parts/StatusPill.tsx";
import { dateIn } from "../../ui/instant.ts";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { levelWords, timingWords } from "./words.ts";

interface KpiHeadProps {
  answer: KpiAnswer;
}

/** Who the KPI is: its name, where it stands and why, what it is for and who answers for it. */
export const KpiHead = ({ answer }: KpiHeadProps): ReactNode => {
  const { tile, definition, timeZone } = answer;
  const { standing } = tile;
  return (
    <header className="kpi-head">
      <PageHeading title={tile.label} />
      <p className="kpi-standing" data-status={standing.status}>
        <StatusPill status={standing.status} remark={reasonRemarks[standing.reason]} />
        <span className="kpi-sentence">
          {standing.sentence}
          {standing.lastKnown !== undefined &&
            ` Last known: ${statusWords[standing.lastKnown.status]}, ${dateIn(standing.lastKnown.at, timeZone)}.`}
        </span>
      </p>
      {tile.objective !== null && <p className="kpi-objective">{tile.objective}</p>}
      <ul className="kpi-facts">
        <li>
          Owner <strong>{tile.owner?.label ?? "nobody yet"}</strong>
        </li>
        <li>{levelWords[tile.level]}</li>
        {tile.timing !== null && <li>{timingWords[tile.timing]}</li>}
        <li>{definition.cadence === null ? "No review cadence" : `Reviewed ${definition.cadence}`}</li>
      </ul>
    </header>
  );
};
