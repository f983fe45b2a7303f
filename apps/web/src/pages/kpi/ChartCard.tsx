import type { KpiAnswer } from "@sextant/model/api/answers/kpi";
import { formatValue } from "@sextant/model/metric/format";
import { useQuery } from "@tanstack/react-query";
import { lazy, type ReactNode, Suspense, useCallback, useMemo, useState } from "react";
import { SeriesChart } from "../../charts/draw/SeriesChart.tsx";
import { finiteValue } from "../../charts/prepare/series.ts";
import { annotationsQuery, type KpiQuestion } from "../../data/queries.ts";
import { arriving } from "../../ui/arriving.ts";
import { Segmented } from "../../ui/Segmented.tsx";
import { chartBehaviour } from "./behaviour.ts";
import { ChartLegend } from "./ChartLegend.tsx";
import { KnownPicker } from "./KnownPicker.tsx";
import { RangePicker } from "./RangePicker.tsx";
import { daysOf } from "./remarks.ts";
import { breaksOf, reportedOf } from "./reported.ts";
import { grainAdverbs, grainWords } from "./words.ts";

interface ChartCardProps {
  answer: KpiAnswer;
  question: KpiQuestion;
  ask: (change: Partial<KpiQuestion>) => void;
}

/** The same in numbers arrives when it is asked for. */
const SeriesTable = lazy(
  arriving(() => import("../../charts/draw/SeriesTable.tsx").then((part) => ({ default: part.SeriesTable }))),
);

/** One empty list for all renderings, so that the chart is laid out again only when something changed. */
const noBands: NonNullable<KpiAnswer["bands"]>["bands"] = [];

/** The chart with what it can be asked: grain, span, and the same in numbers. */
export const ChartCard = ({ answer, question, ask }: ChartCardProps): ReactNode => {
  const { tile, judgedGrain, timeZone } = answer;
  const { unit, series, targets, grain } = tile;
  const [asTable, setAsTable] = useState(false);
  const write = useCallback((value: number) => formatValue(value, unit), [unit]);
  const isJudged = grain === judgedGrain;
  const bands = answer.bands?.bands ?? noBands;
  const reported = useMemo(() => reportedOf(answer), [answer]);
  const breaks = useMemo(() => breaksOf(answer), [answer]);
  const remarked = useQuery(annotationsQuery(tile.id, daysOf(answer))).data?.annotations;
  const behaviour = useMemo(() => chartBehaviour(answer, remarked ?? []), [answer, remarked]);
  const limits = answer.controlLimits;
  const nowcast = tile.nowcast?.kind === "nowcast" ? tile.nowcast : null;
  const input = {
    observations: series,
    targets,
    bands,
    limits,
    reported,
    breaks,
    nowcast,
    behaviour,
    unit,
    grain,
    timeZone,
    write,
  };
  const isEmpty = !series.some((observation) => finiteValue(observation) !== null);
  return (
    <section className="card" aria-labelledby="over-time">
      <div className="card-head">
        <h2 id="over-time">{grainAdverbs[grain]}</h2>
        <button type="button" className="button quiet" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          Show as table
        </button>
      </div>
      <div className="kpi-controls">
        {answer.known === null && (
          <Segmented
            label="Grain"
            value={question.grain ?? grain}
            options={answer.grains.map((value) => ({ value, label: grainWords[value] }))}
            onChange={(next) => ask({ grain: next })}
          />
        )}
        <RangePicker answer={answer} question={question} ask={ask} />
        <KnownPicker question={question} ask={ask} />
      </div>
      {isEmpty ? (
        <div className="kpi-chart-empty">
          <p>
            <strong>No values in this span.</strong>{" "}
            {series.length === 0 ? "" : `${series.length} periods were asked for. `}
            {answer.known !== null
              ? "Nothing of it was known then. Choose a longer one, or a later day."
              : answer.entered !== null
                ? "Choose a longer one, or enter a value below."
                : `Choose a longer one, or land data in ${tile.freshness.map(({ dataset }) => dataset).join(", ") || "its dataset"}.`}
          </p>
        </div>
      ) : asTable ? (
        <Suspense fallback={null}>
          <SeriesTable label={tile.label} {...input} />
        </Suspense>
      ) : (
        <SeriesChart label={tile.label} status={isJudged ? tile.standing.status : null} {...input} />
      )}
      {!isEmpty && (
        <ChartLegend input={input} isJudged={isJudged} judgedGrain={judgedGrain} basis={answer.bands?.basis ?? null} />
      )}
    </section>
  );
};
