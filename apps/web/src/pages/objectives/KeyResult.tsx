import type { KeyResultView, ObjectiveAnswer } from "@sextant/model/api/answers/objectives";
import { formatValue } from "@sextant/model/metric/format";
import type { ReactNode } from "react";
import { KeyResultChart } from "../../charts/draw/KeyResultChart.tsx";
import { StatusPill } from "../../parts/StatusPill.tsx";
import { Link } from "../../ui/router/Link.tsx";
import { CheckIn } from "./CheckIn.tsx";
import { Progress } from "./Progress.tsx";
import { dayWords, shareWords } from "./words.ts";

/** One key result: how far it is and why, its chart, who was how sure, and how its goalposts were moved. */
export const KeyResult = ({ answer, result }: { answer: ObjectiveAnswer; result: KeyResultView }): ReactNode => {
  const { baseline, target, unit, progress, window } = result;
  const series = answer.series.find(({ keyResult }) => keyResult === result.id);
  const moves = answer.goalposts.filter(({ keyResult }) => keyResult === result.id);
  const checkIns = answer.checkIns.filter(({ keyResult }) => keyResult === result.id);
  const aim = `${baseline === null ? "stays at" : `${formatValue(baseline, unit)} →`} ${formatValue(target, unit)}`;
  return (
    <section className="objective-result" aria-labelledby={`result-${result.id}`}>
      <h2 id={`result-${result.id}`}>{result.label}</h2>
      <p className="objective-soft number">
        <Link to="/kpis/:id" params={{ id: result.kpi }}>
          {result.kpiLabel}
        </Link>{" "}
        {aim} by {dayWords(window.end - 1)}
      </p>
      <div className="objective-state">
        <StatusPill status={progress.status} />
        <Progress progress={progress.progress} expected={progress.expected} />
      </div>
      <p>{progress.sentence}</p>
      {series !== undefined && series.observations.length > 0 && (
        <KeyResultChart
          drawing={{ window, baseline, target, now: answer.now, ...series }}
          checkIns={checkIns.map(({ at }) => at)}
          moves={moves.map(({ at }) => at)}
          label={`${result.label}: ${aim}, now ${formatValue(progress.value, unit)}. ${progress.sentence}`}
        />
      )}
      {moves.length > 0 && (
        <ul className="objective-notes" aria-label="Moved goalposts">
          {moves.map((move) => (
            <li key={`${move.at} ${move.what}`} data-moved="">
              {dayWords(move.at)}: {move.by} moved the {move.what} from {move.from} to {move.to}.{" "}
              {move.because ?? "No reason was given."}
            </li>
          ))}
        </ul>
      )}
      {checkIns.length > 0 && (
        <ul className="objective-notes" aria-label="Check-ins">
          {checkIns.map((one) => (
            <li key={one.id}>
              {dayWords(one.at)}: {one.author.name}, {shareWords(one.confidence)} sure at {formatValue(one.value, unit)}
              {one.note !== null && `. ${one.note}`}
            </li>
          ))}
        </ul>
      )}
      {!progress.over && <CheckIn objective={answer.objective.id} result={result} />}
    </section>
  );
};
