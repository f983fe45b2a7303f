import type { SourceItem } from "@sextant/model/api/answers/source";
import type { ReactNode } from "react";
import { dateTimeIn } from "../../ui/instant.ts";
import { Link } from "../../ui/router/Link.tsx";
import { SaidMark } from "./SaidMark.tsx";
import { ageOf, outcomeWords, rowsOf, stateWords } from "./words.ts";

interface SourceRowProps {
  source: SourceItem;
  /** The workspace's now, which the age of data is measured against; epoch ms. */
  dataNow: number;
  timeZone: string;
  /** Labels of datasets by id. */
  labels: ReadonlyMap<string, string>;
}

/** One source of the list: how it is, how fresh, what ran last and what runs next. */
export const SourceRow = ({ source, dataNow, timeZone, labels }: SourceRowProps): ReactNode => {
  const { id, kind, label, state, problem, watermark, promisedLag, rows, lastRun, nextRun, datasets } = source;
  return (
    <li className="source-row">
      <div className="source-who">
        <Link to="/sources/:id" params={{ id }}>
          {label}
        </Link>
        <span className="tag">{kind}</span>
        <SaidMark {...stateWords[state]} />
      </div>
      {problem !== null && <p className="source-problem">{problem}</p>}
      <dl className="source-facts">
        <div>
          <dt>Newest data</dt>
          <dd>{ageOf(watermark, dataNow, promisedLag).age}</dd>
        </div>
        <div>
          <dt>Last run</dt>
          <dd>
            {lastRun === null
              ? "None yet"
              : `${outcomeWords[lastRun.outcome].word}, ${dateTimeIn(lastRun.startedAt, timeZone)}`}
          </dd>
        </div>
        <div>
          <dt>Next run</dt>
          <dd>{nextRun === null ? "By hand" : dateTimeIn(nextRun, timeZone)}</dd>
        </div>
        <div>
          <dt>Holds</dt>
          <dd>
            {rowsOf(rows)} in{" "}
            {datasets.length === 0
              ? "no dataset"
              : datasets.map((dataset) => labels.get(dataset) ?? dataset).join(", ")}
          </dd>
        </div>
      </dl>
    </li>
  );
};
