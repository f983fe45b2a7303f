import type { SourceRun } from "@sextant/model/source/run";
import type { ReactNode } from "react";
import { dateTimeIn } from "../../ui/instant.ts";
import { Notice } from "../../ui/Notice.tsx";
import { SaidMark } from "./SaidMark.tsx";
import { bytesOf, causeWords, count, outcomeWords, took } from "./words.ts";

interface RunListProps {
  /** Newest first. */
  runs: readonly SourceRun[];
  /** The server's clock, epoch ms. */
  now: number;
  timeZone: string;
  /** Label of the source, for the table's name. */
  of: string;
}

const Remarks = ({ run }: { run: SourceRun }): ReactNode => (
  <>
    {run.problem !== null && <p className="source-problem">{run.problem}</p>}
    {run.findings.length > 0 && (
      <details>
        <summary>{run.findings.length === 1 ? "1 remark" : `${run.findings.length} remarks`}</summary>
        <ul className="source-remarks">
          {run.findings.map(({ message }) => (
            <li key={message}>{message}</li>
          ))}
        </ul>
      </details>
    )}
  </>
);

const Row = ({ run, now, timeZone }: { run: SourceRun; now: number; timeZone: string }): ReactNode => (
  <tr>
    <th scope="row">
      {dateTimeIn(run.startedAt, timeZone)}
      <span>{causeWords[run.cause]}</span>
    </th>
    <td>{run.dataset}</td>
    <td>
      <SaidMark {...outcomeWords[run.outcome]} />
      <Remarks run={run} />
    </td>
    <td className="number">{count(run.read)}</td>
    <td className="number">{count(run.landed)}</td>
    <td className="number">{count(run.refused)}</td>
    <td className="number">{bytesOf(run.bytes)}</td>
    <td className="number">{took((run.endedAt ?? now) - run.startedAt)}</td>
    <td>{run.cursor ?? "–"}</td>
  </tr>
);

/** What was pulled: rows, bytes, duration, how far the cursor came and how it ended. */
export const RunList = ({ runs, now, timeZone, of }: RunListProps): ReactNode =>
  runs.length === 0 ? (
    <Notice title="It was not pulled yet" />
  ) : (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard.
    <section className="source-runs" aria-label={`Runs of ${of}`} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Began</th>
            <th scope="col">Dataset</th>
            <th scope="col">Outcome</th>
            <th scope="col">Read</th>
            <th scope="col">Landed</th>
            <th scope="col">Refused</th>
            <th scope="col">Bytes</th>
            <th scope="col">Took</th>
            <th scope="col">Watermark</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => (
            <Row key={run.id} run={run} now={now} timeZone={timeZone} />
          ))}
        </tbody>
      </table>
    </section>
  );
