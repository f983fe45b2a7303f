import type { CohortsAnswer } from "@sextant/model/api/answers/cohorts";
import { formatValue } from "@sextant/model/metric/format";
import type { Grain } from "@sextant/model/time/grain";
import { periodLabel } from "@sextant/model/time/label";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { valueWords } from "../../charts/prepare/words.ts";
import { cohortsQuery } from "../../data/queries.ts";
import { ProblemNotice } from "../../parts/ProblemNotice.tsx";
import { reachedAges, tintOf, valueRange } from "./cohorts.ts";
import "./cohorts.css";

type Cell = CohortsAnswer["cohorts"][number]["cells"][number];

const counts = new Intl.NumberFormat("en");

const CellText = ({ cell, answer }: { cell: Cell; answer: CohortsAnswer }): ReactNode => {
  if (cell === null) return null;
  return (
    <>
      {cell.current && cell.value !== null && (
        <span className="cohort-open">
          <span aria-hidden="true">○ </span>
          <span className="visually-hidden">so far </span>
        </span>
      )}
      {valueWords(cell, (value) => formatValue(value, answer.unit))}
    </>
  );
};

const Triangle = ({ answer }: { answer: CohortsAnswer }): ReactNode => {
  const ages = reachedAges(answer);
  const range = valueRange(answer);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="cohorts" aria-label="Cohorts by age" tabIndex={0}>
      <table className="number">
        <thead>
          <tr>
            <th scope="col">Cohort</th>
            <th scope="col">Size</th>
            {ages.map((age) => (
              <th scope="col" key={age}>
                +{age}
                <span className="visually-hidden"> {age === 1 ? answer.grain : `${answer.grain}s`}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {answer.cohorts.map(({ periodKey, size, cells }) => (
            <tr key={periodKey}>
              <th scope="row">{periodLabel(periodKey)}</th>
              <td>{size === null ? "unknown" : counts.format(size)}</td>
              {ages.map((age, index) => (
                <td key={age} data-tint={tintOf(cells[index] ?? null, range)}>
                  <CellText cell={cells[index] ?? null} answer={answer} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};

/** The KPI by cohort and age: each row a cohort, each column how much later it is looked at. */
export const CohortsCard = ({ id, grain }: { id: string; grain: Grain }): ReactNode => {
  const { data, error } = useQuery(cohortsQuery(id, grain));
  return (
    <section className="card" aria-labelledby="cohorts" aria-busy={data === undefined && error === null}>
      <h2 id="cohorts">Cohorts</h2>
      <p className="card-note">
        Each row is a cohort; each column is how many {grain}s later it is looked at; ○ is so far, not over.
      </p>
      {error !== null && <ProblemNotice error={error} />}
      {data !== undefined &&
        (data.cohorts.length === 0 ? (
          <p className="card-note">No cohort is old enough yet.</p>
        ) : (
          <Triangle answer={data} />
        ))}
    </section>
  );
};
