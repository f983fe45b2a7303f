import type { ExpectationScores, Scores } from "@sextant/model/practice/expectation";
import type { ReactNode } from "react";

const sentenceOf = ({ count, hits, brier, naive }: Scores): string => {
  const came = `${hits} of ${count} came true; Brier score ${brier.toFixed(2)} (0 is best)`;
  if (naive === null) return `${came}.`;
  const better = naive.ours < naive.brier ? "better than" : naive.ours > naive.brier ? "worse than" : "as good as";
  return `${came}, ${better} “same as last time” (${naive.brier.toFixed(2)}).`;
};

/** How one's own expectations came out; everybody's together, where enough people take part. */
export const ScoresCard = ({ scores: { mine, byKpi, team } }: { scores: ExpectationScores }): ReactNode =>
  (mine !== null || team !== null) && (
    <section aria-labelledby="scores" className="review-scores">
      <h2 id="scores">How expectations came out</h2>
      {mine !== null && (
        <p>
          <strong>Yours, which only you see:</strong> {sentenceOf(mine)}
        </p>
      )}
      {byKpi.length > 1 && (
        <ul>
          {byKpi.map(({ kpi, label, scores }) => (
            <li key={kpi}>
              {label}: {sentenceOf(scores)}
            </li>
          ))}
        </ul>
      )}
      {team !== null && (
        <p>
          <strong>Everybody’s together:</strong> {sentenceOf(team)}
        </p>
      )}
    </section>
  );
