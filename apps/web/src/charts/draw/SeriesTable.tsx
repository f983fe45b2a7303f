import type { Observation } from "@sextant/model/series/observation";
import type { ReactNode } from "react";
import { type ChartBehaviour, expectedWords, shownForecast, signalWords } from "../prepare/behaviour.ts";
import type { Heading } from "../prepare/chart.ts";
import { remarkWords } from "../prepare/remarks.ts";
import type { ChartBreak } from "../prepare/reported.ts";
import { nowcastWords, periodWords, stateWords, valueWords } from "../prepare/words.ts";

interface SeriesTableProps {
  label: string;
  observations: readonly Observation[];
  targets: readonly (number | null)[];
  /** Per observation the value it was first published with, where it is another one now. */
  reported: readonly (number | null)[];
  breaks: readonly ChartBreak[];
  nowcast: Heading | null;
  behaviour: ChartBehaviour;
  timeZone: string;
  write: (value: number) => string;
}

const counts = new Intl.NumberFormat("en-GB");

/** The series in numbers, latest first, for those who would rather read than look. */
export const SeriesTable = ({
  label,
  observations,
  targets,
  reported,
  breaks,
  nowcast,
  behaviour,
  timeZone,
  write,
}: SeriesTableProps): ReactNode => {
  const isRestated = reported.some((value) => value !== null);
  const expected = new Map(behaviour.expected.map((range) => [range.periodKey, range]));
  const ahead = shownForecast(observations, behaviour.forecast).toReversed();
  const saidOf = (periodKey: string): string[] => {
    const range = expected.get(periodKey);
    const signal = signalWords(periodKey, behaviour.signals);
    const remark = remarkWords(periodKey, behaviour.annotations);
    return [
      ...(range === undefined ? [] : [`to be expected ${write(range.lower)} to ${write(range.upper)}`]),
      ...(signal === null ? [] : [`signal: ${signal}`]),
      ...(remark === null ? [] : [`remark: ${remark}`]),
    ];
  };
  const rows = observations
    .map((observation, index) => ({
      observation,
      target: targets[index] ?? null,
      was: reported[index] ?? null,
      since: breaks.find(({ at }) => at === observation.start)?.text,
    }))
    .reverse();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className="series-table" aria-label={`${label}, as a table`} tabIndex={0}>
      <table className="number">
        <thead>
          <tr>
            <th scope="col">Period</th>
            <th scope="col">Value</th>
            {isRestated && <th scope="col">First reported</th>}
            <th scope="col">Target</th>
            <th scope="col">Rows</th>
            <th scope="col">State</th>
          </tr>
        </thead>
        <tbody>
          {ahead.map((period) => (
            <tr key={`ahead ${period.periodKey}`}>
              <th scope="row">{periodWords(period, timeZone)}</th>
              <td>≈ {write(period.value)}</td>
              {isRestated && <td>not yet</td>}
              <td>{behaviour.pace?.to.at === period.end ? write(behaviour.pace.to.value) : "none"}</td>
              <td>0</td>
              <td>{expectedWords(period, write)}</td>
            </tr>
          ))}
          {rows.map(({ observation, target, was, since }) => (
            <tr key={observation.periodKey}>
              <th scope="row">{periodWords(observation, timeZone)}</th>
              <td>{valueWords(observation, write)}</td>
              {isRestated && (
                <td>{was === null ? (observation.settled ? "the same" : "not yet") : `◇ ${write(was)}`}</td>
              )}
              <td>{target === null ? "none" : write(target)}</td>
              <td>{counts.format(observation.sampleSize)}</td>
              <td>
                {[
                  stateWords(observation) ?? "settled",
                  ...[nowcastWords(observation, nowcast, write)].filter((part) => part !== null),
                  ...(since === undefined ? [] : [`from here on by ${since}`]),
                  ...saidOf(observation.periodKey),
                ].join(", ")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
};
