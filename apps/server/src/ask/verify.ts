import type { VerificationAnswer } from "@sextant/model/api/answers/verification";
import type { Observation } from "@sextant/model/series/observation";
import type { Grain } from "@sextant/model/time/grain";
import { firstOf, type Gathering, plainQuestion } from "./gather.ts";
import { type Run, run } from "./run.ts";
import { windowSpans } from "./spans.ts";

/** Differences told one by one. */
const mostTold = 100;

/** Digits that summing doubles in another order does not change. */
const steadyDigits = 12;

const sameNumber = (a: number | null, b: number | null): boolean =>
  a === b || (a !== null && b !== null && a.toPrecision(steadyDigits) === b.toPrecision(steadyDigits));

const same = (a: Observation, b: Observation): boolean =>
  a.presence === b.presence &&
  a.sampleSize === b.sampleSize &&
  sameNumber(a.value, b.value) &&
  sameNumber(a.numerator, b.numerator) &&
  sameNumber(a.denominator, b.denominator);

const cellOf = ({ value, sampleSize }: Observation) => ({ value, sampleSize });

const compare = (
  grain: Grain,
  answered: Run,
  anew: Run,
): { compared: number; found: VerificationAnswer["differences"] } => {
  const rows = new Map(
    anew.series.flatMap(({ metric, observations }) => observations.map((one) => [`${metric} ${one.periodKey}`, one])),
  );
  const pairs = answered.series.flatMap(({ metric, observations }) =>
    observations.flatMap((one) => {
      const other = rows.get(`${metric} ${one.periodKey}`);
      return other === undefined ? [] : [{ metric, one, other }];
    }),
  );
  const found = pairs
    .filter(({ one, other }) => !same(one, other))
    .map(({ metric, one, other }) => ({
      metric,
      grain,
      periodKey: one.periodKey,
      answered: cellOf(one),
      fromRows: cellOf(other),
    }));
  return { compared: pairs.length, found };
};

const sentenceOf = (compared: number, different: number): string =>
  different === 0
    ? `${compared} values are what their rows say.`
    : `${different} of ${compared} values are not what their rows say; drop the caches and tell us.`;

/** Computes every KPI over its window anew from rows, and holds what is answered from kept values and rollups against it. */
export const answerVerification = async (gathering: Gathering): Promise<VerificationAnswer> => {
  const { moment } = gathering;
  const kpis = [...moment.catalog.kpis.values()];
  const fromRows = { ...gathering, kept: null, moment: { ...moment, rollups: [] } };
  let compared = 0;
  const differences: VerificationAnswer["differences"] = [];
  for (const grain of new Set(kpis.map((kpi) => kpi.grain))) {
    const here = kpis.filter((kpi) => kpi.grain === grain);
    const metrics = [...new Set(here.map(({ metric }) => metric))].sort();
    const window = Math.max(...here.map((kpi) => kpi.window));
    const spans = windowSpans(grain, window, moment.now, firstOf(metrics, moment), moment.catalog.calendar);
    const question = plainQuestion(metrics, grain, spans, moment.now);
    const { compared: some, found } = compare(grain, await run(gathering, question), await run(fromRows, question));
    compared += some;
    differences.push(...found);
  }
  return {
    now: moment.now,
    compared,
    differences: differences.slice(0, mostTold),
    different: differences.length,
    rollups: moment.rollups.map(({ table, dataset, through, complete }) => ({ table, dataset, through, complete })),
    sentence: sentenceOf(compared, differences.length),
  };
};
