import type { DatasetList } from "@sextant/model/api/answers/ingest";
import type { ReactNode } from "react";
import { dateTimeIn } from "../../ui/instant.ts";
import { SaidMark } from "./SaidMark.tsx";
import { ageOf, rowsOf, type Said } from "./words.ts";

type Dataset = DatasetList["datasets"][number];

interface DatasetRowProps {
  dataset: Dataset;
  /** The workspace's now, epoch ms. */
  now: number;
  timeZone: string;
}

const saidOf = ({ state }: Dataset, fresh: Said): Said => {
  if (state === "failed") return { word: "Failed", status: "red" };
  if (state === "loading") return { word: "Loading", status: "unknown" };
  return fresh;
};

/** One dataset that nothing pulls: how fresh it is, and when something landed last. */
export const DatasetRow = ({ dataset, now, timeZone }: DatasetRowProps): ReactNode => {
  const { id, label, rows, watermark, landedAt, staleAfter, problem } = dataset;
  const { age, ...fresh } = ageOf(watermark, now, staleAfter);
  return (
    <li className="source-row">
      <div className="source-who">
        <strong>{label}</strong>
        <code>{id}</code>
        <SaidMark {...saidOf(dataset, fresh)} />
      </div>
      {problem !== null && <p className="source-problem">{problem}</p>}
      <dl className="source-facts">
        <div>
          <dt>Newest data</dt>
          <dd>{age}</dd>
        </div>
        <div>
          <dt>Last landed</dt>
          <dd>{landedAt === null ? "Never" : dateTimeIn(landedAt, timeZone)}</dd>
        </div>
        <div>
          <dt>Holds</dt>
          <dd>{rowsOf(rows)}</dd>
        </div>
      </dl>
    </li>
  );
};
