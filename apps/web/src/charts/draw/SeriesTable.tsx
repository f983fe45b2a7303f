import type { Observation } from "@sextant/model/series/observation";
import type { ReactNode } from "react";
import { periodWords, stateWords, valueWords } from "../prepare/words.ts";

interface SeriesTableProps {
  label: string;
  observations: readonly Observation[];
  targets: readonly (number | null)[];
  timeZone: string;
  write: (value: number) => string;
}

const counts = new Intl.NumberFormat("en-GB");

/** The series in numbers, latest first, for those who would rather read than look. */
export const SeriesTable = ({ label, observations, targets, timeZone, write }: SeriesTableProps): ReactNode => {
  const rows = observations.map((observation, index) => ({ observation, target: targets[index] ?? null })).reverse();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="series-table" aria-label={`${label}, as a table`} tabIndex={0}>
      <table className="number">
        <thead>
          <tr>
            <th scope="col">Period</th>
            <th scope="col">Value</th>
            <th scope="col">Target</th>
            <th scope="col">Rows</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ observation, target }) => (
            <tr key={observation.periodKey}>
              <th scope="row">{periodWords(observation, timeZone)}</th>
              <td>{valueWords(observation, write)}</td>
              <td>{target === null ? "none" : write(target)}</td>
              <td>{counts.format(observation.sampleSize)}</td>
              <td>{stateWords(observation) ?? "settled"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
