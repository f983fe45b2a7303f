import type { DueMetric } from "@sextant/model/api/answers/entry";
import type { Grain } from "@sextant/model/time/grain";
import { periodLabel } from "@sextant/model/time/label";
import { type ReactNode, useState } from "react";
import { DueCell } from "./DueCell.tsx";
import { DueForm } from "./DueForm.tsx";
import { LastEntry } from "./LastEntry.tsx";
import { MetricName } from "./MetricName.tsx";
import { grainAdverbs } from "./words.ts";

interface DueTableProps {
  grain: Grain;
  /** Metrics entered for periods of this length; they show the same periods. */
  metrics: readonly DueMetric[];
  zone: string;
  mayEnter: boolean;
}

interface Chosen {
  metric: string;
  period: string;
}

/** The metrics of one grain by period; a chosen cell opens a form below its row. */
export const DueTable = ({ grain, metrics, zone, mayEnter }: DueTableProps): ReactNode => {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [said, setSaid] = useState("");
  const keys = metrics[0]?.periods.map(({ period }) => period) ?? [];
  return (
    <section className="due" aria-labelledby={`due-${grain}`}>
      <h2 id={`due-${grain}`}>{grainAdverbs[grain]}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="due-scroll" aria-label={`Entries ${grainAdverbs[grain].toLowerCase()}`} tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Metric</th>
              {keys.map((key) => (
                <th key={key} scope="col">
                  {periodLabel(key)}
                </th>
              ))}
              <th scope="col">Last entry</th>
            </tr>
          </thead>
          <tbody>
            {metrics.flatMap((metric) => {
              const opened = metric.periods.find(
                ({ period }) => chosen?.metric === metric.id && chosen.period === period,
              );
              const row = (
                <tr key={metric.id}>
                  <MetricName metric={metric} />
                  {metric.periods.map((due) => (
                    <DueCell
                      key={due.period}
                      due={due}
                      metric={metric}
                      choose={mayEnter ? () => setChosen({ metric: metric.id, period: due.period }) : null}
                      isChosen={due === opened}
                    />
                  ))}
                  <LastEntry metric={metric} zone={zone} />
                </tr>
              );
              if (opened === undefined) return [row];
              const form = (
                <tr key={`${metric.id} form`} className="due-form">
                  <td colSpan={keys.length + 2}>
                    <DueForm
                      key={opened.period}
                      metric={metric}
                      due={opened}
                      close={(sentence) => {
                        setChosen(null);
                        setSaid(sentence);
                      }}
                    />
                  </td>
                </tr>
              );
              return [row, form];
            })}
          </tbody>
        </table>
      </section>
      <p role="status">{said}</p>
    </section>
  );
};
