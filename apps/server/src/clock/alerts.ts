import type { AlertRule } from "@sextant/model/alert/rule";
import { rulesOf } from "@sextant/model/alert/rules-of";
import type { Catalog } from "@sextant/model/definition/catalog";
import type { ColumnDrift, DriftRecord } from "@sextant/model/definition/drift";
import type { Judgement } from "@sextant/model/standing/judgement";
import { driftedOf } from "@sextant/semantic/drift/drifted";
import { datasetsOf } from "@sextant/semantic/kinds/kinds";
import type { Ask } from "../ask/ask.ts";
import type { RuleSeries } from "../evaluate/alerts/moment.ts";
import type { Evaluate } from "../evaluate/evaluate.ts";
import type { DatasetFreshness } from "../intake/intake.ts";

/** What drifted under the definitions. */
export interface DriftReading {
  kept: { list(): readonly DriftRecord[] };
  columns: () => readonly ColumnDrift[];
}

/** Composes what alerts are judged from, and remembers when time alone may change one. */
export interface AlertWatch {
  judge(catalog: Catalog, evaluated: { at: number; judgements: readonly Judgement[] }): Promise<void>;
  /** Epoch ms of the server's clock; null when no alert waits for time. */
  due(): number | null;
}

/** Slices watched by one rule: those with the most rows. */
const mostSlices = 200;

/** A rule that looks at slices, or further back than the KPI's own window, asks for its series. */
const asksItself = ({ by, when }: AlertRule): boolean =>
  by !== undefined || (when.on === "change" && when.compare === "previous_year");

const seriesOf = async (ask: Pick<Ask, "ask">, rule: AlertRule): Promise<RuleSeries[] | string> => {
  const compare = rule.when.on === "change" ? rule.when.compare : undefined;
  const question = { kpis: [rule.kpi], metrics: [], by: rule.by === undefined ? [] : [rule.by], limit: mostSlices };
  try {
    const { series } = await ask.ask({ ...question, compare });
    return series.map(({ slice, observations, deltas }) => ({
      slice: rule.by === undefined ? "" : `${rule.by} ${slice[0] ?? "(none)"}`,
      observations,
      bases: new Map(observations.map(({ periodKey }, index) => [periodKey, deltas[index]?.base ?? null])),
    }));
  } catch (error) {
    return `Its series could not be asked for: ${error instanceof Error ? error.message : String(error)}`;
  }
};

const agesOf = (
  catalog: Catalog,
  freshness: ReadonlyMap<string, DatasetFreshness>,
  at: number,
): Map<string, number | null> =>
  new Map(
    [...catalog.kpis.values()].map(({ id, metric }) => {
      const marks = datasetsOf(metric, catalog).map((dataset) => freshness.get(dataset)?.watermark ?? null);
      const oldest = marks.reduce((a, b) => (a === null || b === null ? null : Math.min(a, b)), marks[0] ?? null);
      return [id, oldest === null ? null : Math.max(0, at - oldest)];
    }),
  );

/** Opens the watch over the rooms it composes. */
export const watchAlerts = ({
  ask,
  evaluate,
  drift,
  freshness,
}: {
  ask: Pick<Ask, "ask">;
  evaluate: Pick<Evaluate, "alerts">;
  drift: DriftReading;
  freshness: () => ReadonlyMap<string, DatasetFreshness>;
}): AlertWatch => {
  let due: number | null = null;
  return {
    judge: async (catalog, { at, judgements }) => {
      const series = new Map<string, readonly RuleSeries[] | string>();
      for (const rule of rulesOf(catalog).filter(asksItself)) series.set(rule.id, await seriesOf(ask, rule));
      const drifted = driftedOf(catalog, drift.kept.list(), drift.columns());
      const moment = { at, catalog, judgements, series, ages: agesOf(catalog, freshness(), at), drift: drifted };
      ({ due } = await evaluate.alerts(moment));
    },
    due: () => due,
  };
};
