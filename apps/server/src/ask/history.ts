import type { History } from "@sextant/model/api/answers/history";
import { formatValue } from "@sextant/model/metric/format";
import { definitionBreaks } from "@sextant/model/series/definition-break";
import { byPeriod, firstPublished, type Learned } from "@sextant/model/series/learned";
import { restatements } from "@sextant/model/series/restatement";
import { restatementSentence, type Writing } from "@sextant/model/series/restatement-sentence";
import type { Grain } from "@sextant/model/time/grain";
import { periodLabel } from "@sextant/model/time/label";
import type { Period } from "@sextant/model/time/period";
import { knownUntil } from "./as-known.ts";
import type { Gathering } from "./gather.ts";
import { readEveryTime } from "./learned.ts";
import type { ResolvedKpi } from "./resolved.ts";

const learnedValue = ({ value, knownAt, definition, receipt }: Learned): History["periods"][number]["restated"] => ({
  value,
  at: knownAt,
  version: definition.version,
  receipt,
});

const breakSentence = (from: number, to: number, periodKey: string | null): string => {
  const since =
    periodKey === null
      ? "no period has been published with it yet"
      : `published with it since ${periodLabel(periodKey)}`;
  return `The definition changed from version ${from} to ${to}: ${since}.`;
};

/** What was learned of the shown periods of a KPI, and when: as reported, as restated, and what happened in between (N2). */
export const historyOf = async (
  gathering: Gathering,
  { kpi, unit }: ResolvedKpi,
  grain: Grain,
  spans: readonly Period[],
): Promise<History> => {
  const [first, last] = [spans[0], spans.at(-1)];
  if (first === undefined || last === undefined) return { periods: [], restatements: [], breaks: [] };
  const span = { from: first.start, to: last.end };
  const learned = await readEveryTime(gathering, kpi.id, grain, span, knownUntil(gathering));
  const writing: Writing = {
    value: (value) => formatValue(value, unit),
    change: (value) => formatValue(value, unit, { signed: true, points: true }),
  };
  return {
    periods: byPeriod(learned).flatMap((sequence) => {
      const published = firstPublished(sequence);
      const restated = sequence.at(-1);
      if (restated === undefined) return [];
      return [
        {
          periodKey: restated.periodKey,
          reported: published === null ? null : learnedValue(published),
          restated: learnedValue(restated),
        },
      ];
    }),
    restatements: restatements(learned)
      .map((one) => ({ ...one, sentence: restatementSentence(one, writing) }))
      .reverse(),
    breaks: definitionBreaks(learned)
      .map((one) => ({ ...one, sentence: breakSentence(one.fromVersion, one.toVersion, one.periodKey) }))
      .reverse(),
  };
};
