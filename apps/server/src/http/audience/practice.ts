import type { Scope } from "@sextant/model/practice/scope";
import type { Practice } from "../../practice/practice.ts";
import { noSuch, type View } from "./view.ts";

/** What people wrote down, without what speaks of KPIs the reader may not see. */
export const practiceTo = (practice: Practice, view: View): Practice => {
  const inScope = (scope: Scope): boolean => scope.type !== "kpi" || view.seesKpi(scope.id);
  const mayBet = ({ kpi, guardrails = [] }: { kpi: string; guardrails?: readonly string[] | undefined }): boolean =>
    [kpi, ...guardrails].every(view.seesKpi);
  const require = (id: string): void => {
    if (!view.seesKpi(id)) throw noSuch("KPI", id);
  };
  const requireBet = async (id: string): Promise<void> => {
    const known = (await practice.interventions({})).find((one) => one.id === id);
    if (known === undefined || !mayBet(known)) throw noSuch("intervention", id);
  };
  const seesObjective = (id: string): boolean => {
    const objective = view.whole().objectives.get(id);
    return objective?.key_results.every(({ kpi }) => view.seesKpi(kpi)) ?? false;
  };
  const requireObjective = (id: string): void => {
    if (view.whole().objectives.has(id) && !seesObjective(id)) throw noSuch("objective", id);
  };
  return {
    ...practice,
    objectives: async (asked) => {
      const { northStar, objectives, ...rest } = await practice.objectives(asked);
      const star = northStar !== null && view.seesKpi(northStar.kpi.id) ? northStar : null;
      return {
        ...rest,
        northStar: star && { ...star, inputs: star.inputs.filter(({ id }) => view.seesKpi(id)) },
        objectives: objectives.filter(({ id }) => seesObjective(id)),
      };
    },
    objective: async (id) => {
      requireObjective(id);
      return practice.objective(id);
    },
    checkInKeyResult: async (id, body, author) => {
      requireObjective(id);
      return practice.checkInKeyResult(id, body, author);
    },
    lookBack: async (id, body, author) => {
      requireObjective(id);
      return practice.lookBack(id, body, author);
    },
    annotations: async (asked) => {
      if (asked.kpi !== undefined && !view.seesKpi(asked.kpi)) return [];
      return (await practice.annotations(asked)).filter(({ scope }) => inScope(scope));
    },
    annotate: async (body, author) => {
      if (body.scope.type === "kpi") require(body.scope.id);
      return practice.annotate(body, author);
    },
    removeAnnotation: async (id, author, any) => practice.removeAnnotation(id, author, any),
    decisions: async (asked) => (await practice.decisions(asked)).filter(({ kpis }) => kpis.every(view.seesKpi)),
    decide: async (body, author) => {
      body.kpis.forEach(require);
      return practice.decide(body, author);
    },
    interventions: async (asked) => (await practice.interventions(asked)).filter(mayBet),
    intervene: async (body, author) => {
      for (const kpi of [body.kpi, ...(body.guardrails ?? [])]) require(kpi);
      return practice.intervene(body, author);
    },
    changeIntervention: async (id, change) => {
      await requireBet(id);
      return practice.changeIntervention(id, change);
    },
    verdict: async (id) => {
      await requireBet(id);
      return practice.verdict(id);
    },
  };
};
