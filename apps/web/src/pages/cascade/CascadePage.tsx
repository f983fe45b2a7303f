import type { CascadeAnswer } from "@sextant/model/api/answers/cascade";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useMemo, useState } from "react";
import { cascadeQuery } from "../../data/objectives.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { Bones } from "../../ui/Bones.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PageHeading } from "../../ui/PageHeading.tsx";
import { type CascadeTree, cascadeTree } from "./tree.ts";
import { Kpis, Unit } from "./Unit.tsx";
import { WhatIf } from "./WhatIf.tsx";
import { wholeWords, whyWords } from "./words.ts";
import "./cascade.css";

/** Lines of a list before the rest is only counted. */
const most = 50;

/** Targets from the board down to a person, where they do not add up, and what nobody carries (K8). */
export const CascadePage = (): ReactNode => {
  const { data, error, refetch } = useQuery(cascadeQuery);
  return (
    <>
      <div className="page-head">
        <div>
          <PageHeading title="Cascade" />
          <p className="page-line">Whether the targets of the parts give those of the whole, from the board down.</p>
        </div>
      </div>
      {data !== undefined ? (
        <Found answer={data} />
      ) : error !== null ? (
        <ProblemNotice error={error} retry={() => void refetch()} />
      ) : (
        <Bones label="Loading the cascade" rows={6} />
      )}
    </>
  );
};

const Found = ({ answer }: { answer: CascadeAnswer }): ReactNode => {
  const tree = useMemo(() => cascadeTree(answer), [answer]);
  const [supposed, setSupposed] = useState<CascadeAnswer["kpis"][number] | null>(null);
  if (answer.kpis.length === 0)
    return <Notice title="There are no KPIs yet" hint="Open a metric in the dictionary and make it a KPI." />;
  const shown = { tree, measures: answer.measures, suppose: setSupposed };
  return (
    <div className="cascade">
      {supposed !== null && <WhatIf key={supposed.id} kpi={supposed} tree={tree} measures={answer.measures} />}
      <Off answer={answer} tree={tree} />
      <section aria-labelledby="cascade-units">
        <h2 id="cascade-units">From the board down</h2>
        <ul className="cascade-units">
          {tree.roots.map((node) => (
            <Unit key={node.unit.id} node={node} depth={0} {...shown} />
          ))}
        </ul>
        {tree.unplaced.length > 0 && (
          <>
            <h3>In no unit</h3>
            <Kpis kpis={tree.unplaced.slice(0, most)} {...shown} />
            {tree.unplaced.length > most && <p>and {tree.unplaced.length - most} more</p>}
          </>
        )}
      </section>
    </div>
  );
};

const Off = ({ answer, tree }: { answer: CascadeAnswer; tree: CascadeTree }): ReactNode => {
  const off = answer.wholes.filter(({ outcome }) => outcome === "gap" || outcome === "over_committed");
  const { uncarried } = answer;
  return (
    <>
      <section aria-labelledby="cascade-off">
        <h2 id="cascade-off">Targets that do not reconcile</h2>
        {off.length === 0 && <p className="page-line">None of those that can be told.</p>}
        <ul className="cascade-list">
          {off.slice(0, most).map((whole) => {
            const kpi = tree.kpis.get(whole.kpi);
            return (
              <li key={`${whole.kpi} ${whole.formula}`} className="cascade-whole" data-outcome={whole.outcome}>
                <strong>{kpi?.label ?? whole.kpi}</strong>. {wholeWords(whole, answer.measures[kpi?.measure ?? ""])}
              </li>
            );
          })}
        </ul>
        {off.length > most && <p>and {off.length - most} more</p>}
      </section>
      {uncarried.length > 0 && (
        <section aria-labelledby="cascade-uncarried">
          <h2 id="cascade-uncarried">Nobody carries these drivers</h2>
          <ul className="cascade-list">
            {uncarried.slice(0, most).map(({ whole, part, label, why }) => (
              <li key={`${whole} ${part}`}>
                <strong>{label}</strong> of {tree.kpis.get(whole)?.label ?? whole}: {whyWords[why]}.
              </li>
            ))}
          </ul>
          {uncarried.length > most && <p>and {uncarried.length - most} more</p>}
        </section>
      )}
    </>
  );
};
