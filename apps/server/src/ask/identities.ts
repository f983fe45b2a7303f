import type { Catalog } from "@sextant/model/definition/catalog";
import { type Identity, type IdentityTest, testIdentity } from "@sextant/model/metric/identity";
import type { Metric } from "@sextant/model/metric/metric";
import type { Grain } from "@sextant/model/time/grain";
import { type IdentityFormula, identityFormula } from "@sextant/semantic/drift/identity-formula";
import { datasetsOf } from "@sextant/semantic/kinds/kinds";
import { type Gathered, type Gathering, gather } from "./gather.ts";
import { grainsOf } from "./grains-of.ts";
import { hasArrived } from "./limits.ts";
import type { Moment } from "./moment.ts";
import { watermarkOf, windowOf } from "./standings.ts";

/** Whole periods an identity is tested on: enough to see a break, few enough to cost nothing. */
const recent = 12;

interface Claim {
  metric: Metric;
  identity: Identity;
  formula: IdentityFormula;
  grains: Grain[];
}

const claimsOf = (catalog: Catalog): Claim[] =>
  [...catalog.metrics.values()].flatMap((metric) =>
    metric.identities.flatMap((identity): Claim[] => {
      const formula = identityFormula(identity.equals, catalog);
      const grains = [...grainsOf(metric.id, catalog).keys()];
      return formula === null ? [] : [{ metric, identity, formula, grains: grains.length === 0 ? ["month"] : grains }];
    }),
  );

const testAt = ({ metric, identity, formula }: Claim, here: Gathered, moment: Moment): IdentityTest => {
  const { grain, observations } = here;
  const valuesOf = (id: string) =>
    new Map((observations.get(id) ?? []).map(({ periodKey, value }) => [periodKey, value]));
  const inputs = formula.metrics.map((id) => [id, valuesOf(id)] as const);
  const all = [metric.id, ...formula.metrics];
  const datasets = [...new Set(all.flatMap((id) => datasetsOf(id, moment.catalog)))];
  const watermark = watermarkOf({ datasets }, moment);
  const periods = windowOf(observations.get(metric.id) ?? [], recent, grain, moment)
    .filter((observation) => hasArrived(observation, watermark))
    .map(({ periodKey, end, value }) => {
      const values = new Map(inputs.map(([id, known]) => [id, known.get(periodKey) ?? null]));
      return { periodKey, end, value, wanted: formula.value(values) };
    });
  return { metric: metric.id, equals: String(identity.equals), grain, ...testIdentity(identity, periods) };
};

/** Tests every declared identity on the recent whole periods of the grains its metric is looked at (K5); one question per grain. */
export const testIdentities = async (gathering: Gathering): Promise<IdentityTest[]> => {
  const { moment } = gathering;
  const claims = claimsOf(moment.catalog);
  const needs = claims.flatMap(({ metric, formula, grains }) =>
    grains.flatMap((grain) => [metric.id, ...formula.metrics].map((id) => ({ metric: id, grain, window: recent }))),
  );
  const gathered = await gather(gathering, needs);
  return claims.flatMap((claim) =>
    claim.grains.flatMap((grain) => {
      const here = gathered.get(grain);
      return here === undefined ? [] : [testAt(claim, here, moment)];
    }),
  );
};
