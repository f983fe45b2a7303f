import type { Catalog } from "@sextant/model/definition/catalog";
import {
  type Claim,
  cameTrue,
  type Expectation,
  type ExpectationBody,
  type KeptExpectation,
  scoreOf,
  smallestCohort,
  summed,
} from "@sextant/model/practice/expectation";
import { Problem } from "@sextant/model/problem/problem";
import { readAmount } from "@sextant/model/standing/amount";
import { parsePeriodKey, periodAt, shiftPeriod } from "@sextant/model/time/arithmetic";
import type { Period } from "@sextant/model/time/period";
import {
  expectationsByScore,
  insertExpectation,
  keepScore,
  latestExpectations,
  type OwnedExpectation,
} from "../store/expectation.ts";
import { newId } from "../store/id.ts";
import type { Reviews } from "./reviews.ts";
import { dayAt, labelOf, nowOf, type ReviewServices } from "./services.ts";
import { expectationSentence, unitOf } from "./words.ts";

/** Expectations answered at once. */
const most = 1000;

const shown = ({ owner, expectation }: OwnedExpectation, reader: string, catalog: Catalog): Expectation => {
  const { author: _, ...rest } = expectation;
  const unit = unitOf(catalog, expectation.kpi);
  return { ...rest, mine: owner === reader, sentence: expectationSentence(expectation, unit) };
};

const claimOf = ({ kpi, claim }: ExpectationBody, catalog: Catalog): Claim => {
  if (claim.type === "direction") return claim;
  const unit = catalog.units.get(catalog.metrics.get(catalog.kpis.get(kpi)?.metric ?? "")?.unit ?? "");
  if (unit === undefined) throw new Problem("not_found", "The unit of this KPI is not defined.");
  const [low, high] = [claim.low, claim.high].map((amount) => {
    const reading = readAmount(amount, unit);
    if (reading.ok) return reading.value;
    throw new Problem("invalid_request", reading.message, { hint: reading.hint });
  });
  if (low === undefined || high === undefined || low > high)
    throw new Problem("invalid_request", "The range ends below where it begins.", {
      hint: "Write the lower end first.",
    });
  return { type: "range", low, high };
};

/** The period an expectation is of: the one that is not over, or the one after it. One that is over is refused. */
const periodOf = ({ kpi, period }: ExpectationBody, catalog: Catalog, now: number): Period => {
  const grain = catalog.kpis.get(kpi)?.grain ?? "week";
  const current = periodAt(now, grain, catalog.calendar);
  if (period === undefined) return current;
  const named = parsePeriodKey(period, catalog.calendar);
  if (named === null || named.grain !== grain)
    throw new Problem("invalid_request", `${JSON.stringify(period)} is no ${grain} of this calendar.`, {
      hint: `Write it like ${current.key}.`,
    });
  if (named.end <= now)
    throw new Problem("conflict", `${named.key} is over, so its value is known or can be.`, {
      hint: `An expectation is written down before; the next one is ${current.key}.`,
    });
  if (named.start > shiftPeriod(current, 1, catalog.calendar).start)
    throw new Problem("invalid_request", `${named.key} is too far ahead.`, { hint: `Expect ${current.key} first.` });
  return named;
};

const writingOf = (services: ReviewServices): Pick<Reviews, "expect" | "expectations" | "scores"> => {
  const { store, feed, definitions, now } = services;
  return {
    expect: async (body, { owner, author }) => {
      const { catalog } = definitions.state();
      if (!catalog.kpis.has(body.kpi)) throw new Problem("not_found", `There is no KPI ${JSON.stringify(body.kpi)}.`);
      const claim = claimOf(body, catalog);
      const period = periodOf(body, catalog, nowOf(services));
      const { tile } = await services.kpi(body.kpi, {});
      const whole = tile.series.filter(({ current, value }) => !current && value !== null);
      const [before, latest] = [whole.at(-2)?.value ?? null, whole.at(-1)?.value ?? null];
      const expectation: KeptExpectation = {
        ...{ id: newId(), kpi: body.kpi, grain: period.grain, periodKey: period.key, claim, base: latest },
        ...{ confidence: body.confidence, review: body.review ?? null, author, createdAt: now(), score: null },
        cameTrueBefore: latest === null ? null : cameTrue(claim, before, latest),
      };
      const event = await store.db.transaction().execute(async (transaction) => {
        if (!(await insertExpectation(transaction, { owner, expectation })))
          throw new Problem("conflict", `You have written down what you expect of ${period.key} already.`, {
            hint: "An expectation is not edited, or it would say nothing when the value is there.",
          });
        return feed.record(transaction, { type: "expected", expectation: expectation.id, kpi: body.kpi });
      });
      feed.publish(event);
      return shown({ owner, expectation }, owner, catalog);
    },
    expectations: async ({ kpi }, reader) => {
      const { catalog } = definitions.state();
      return (await latestExpectations(store, { kpi, limit: most })).map((one) => shown(one, reader, catalog));
    },
    scores: async (reader) => {
      const { catalog } = definitions.state();
      const scored = await expectationsByScore(store, true);
      const scoresOf = (all: readonly OwnedExpectation[]) =>
        summed(all.flatMap(({ expectation: { score } }) => (score === null ? [] : [score])));
      const own = scored.filter(({ owner }) => owner === reader);
      const byKpi = [...Map.groupBy(own, ({ expectation }) => expectation.kpi)].flatMap(([kpi, all]) => {
        const scores = scoresOf(all);
        return scores === null ? [] : [{ kpi, label: labelOf(catalog, kpi), scores }];
      });
      const people = new Set(scored.map(({ owner }) => owner)).size;
      return { mine: scoresOf(own), byKpi, team: people < smallestCohort ? null : scoresOf(scored), people };
    },
  };
};

/** Expectations: written before the value is known, scored when it has settled. */
export const expectationsOf = (
  services: ReviewServices,
): Pick<Reviews, "expect" | "expectations" | "scores" | "scoreDue"> => {
  const { store, feed, definitions, ask, now } = services;
  const settledValue = async ({ kpi, grain, periodKey }: KeptExpectation): Promise<number | null> => {
    const { catalog } = definitions.state();
    const period = parsePeriodKey(periodKey, catalog.calendar);
    if (period === null || !catalog.kpis.has(kpi) || period.end > nowOf(services)) return null;
    const [from, to] = [dayAt(period.start, catalog), dayAt(period.end, catalog)];
    const question = { kpis: [kpi], metrics: [], grain, from, to, by: [], limit: 1 };
    const { series } = await ask(question).catch((error: unknown) => {
      // A question that cannot be answered now is asked again after the next landing.
      if (error instanceof Problem) return { series: [] };
      throw error;
    });
    const found = series[0]?.observations.find((one) => one.periodKey === periodKey);
    return found?.settled === true ? found.value : null;
  };
  return {
    ...writingOf(services),
    scoreDue: async () => {
      let scored = 0;
      for (const { expectation } of await expectationsByScore(store, false)) {
        const value = await settledValue(expectation);
        const score = value === null ? null : scoreOf(expectation, value, now());
        if (score === null) continue;
        await keepScore(store, { ...expectation, score });
        await feed.append({ type: "expected", expectation: expectation.id, kpi: expectation.kpi });
        scored += 1;
      }
      return scored;
    },
  };
};
